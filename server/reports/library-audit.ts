// Acts for an audit of the whole library, from all acts that desks have sent.

import { actId, itemId, patronId, titleId } from '../../shared/core/ids.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { AUDITED } from '../../shared/reports/audit/audit-document.ts';
import { idsNamed, type AuditNames, type StoredAct } from '../../shared/reports/audit/audited-act.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { deskNames } from './library-names.ts';

/** The acts of a period, with names for the ids in them. */
export async function auditedActs(
  tx: ReadTx,
  period: ReportPeriod,
): Promise<{ readonly acts: readonly StoredAct[]; readonly names: AuditNames }> {
  const acts = await storedActs(tx, period);
  return { acts, names: await namesIn(tx, acts) };
}

async function storedActs(tx: ReadTx, { from, to }: ReportPeriod): Promise<StoredAct[]> {
  const desks = await deskNames(tx);
  const applied = tx.db
    .selectFrom('envelope')
    .select(['id', 'body', 'args', 'effective_at', 'desk_id', 'by_proxy'])
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('desk_id', '!=', OWN_DESK)
    .where('outcome', '=', 'applied');
  // Each by an index of its own: asked for together, neither is used, and every act is read.
  const named = await applied.where('name', 'in', AUDITED).execute();
  const overriding = await applied.where('name', 'not in', AUDITED).where('overrides', 'is not', null).execute();
  const carried = await applied.where('overrides', 'is', null).where('by_proxy', 'is not', null).execute();
  const rows = [...named, ...overriding, ...carried].toSorted(
    (a, b) => a.effective_at - b.effective_at || (a.id < b.id ? -1 : 1),
  );
  return rows.map((row) => ({
    ...readAct(row),
    at: row.effective_at,
    desk: desks.get(row.desk_id) ?? row.desk_id,
    isByProxy: row.by_proxy !== null,
  }));
}

async function namesIn(tx: ReadTx, stored: readonly StoredAct[]): Promise<AuditNames> {
  const named = stored.map(idsNamed);
  const items = await readRows(tx, 'item', new Set(named.flatMap(({ item }) => item ?? []).map(itemId)));
  const titles = await readRows(tx, 'title', new Set(named.flatMap(({ title }) => title ?? []).map(titleId)));
  const acts = await tx.db
    .selectFrom('envelope')
    .select(['id', 'name'])
    .where(tx.anyOf('id', new Set(named.flatMap(({ act }) => act ?? []).map(actId))))
    .execute();
  const aliases = await loadAliases(
    tx,
    named.flatMap(({ linked }) => (linked === null ? [] : [linked.sponsor, linked.proxy])),
  );
  const nameOf = new Map(acts.map(({ id, name }) => [id, name]));
  return {
    barcodeOf: (id) => items.get(id)?.barcode ?? null,
    titleOf: (id) => titles.get(id)?.title ?? null,
    actOf: (id) => nameOf.get(id) ?? null,
    accountOf: (id) => patronId(aliases.of('patron', id)),
  };
}
