// What acts of use are of: told while their patrons and copies are known, and again where these turn out to be others.

import { callNumberClass } from '../../shared/core/call-number-class.ts';
import { sha256Hex } from '../../shared/core/digest.ts';
import type { PolicyHash } from '../../shared/core/ids.ts';
import type { Act, ActOf } from '../../shared/circ/acts.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { UseKindSchema, type UseKind } from '../../shared/reports/use/use-kind.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';

/** An act of use on its timeline. */
export type UseAct = ActOf<'checkout' | 'renew'>;

/** Acts whose patron or copy turned out to be another are of what those are. */
export async function describeUseAgain(tx: WriteTx, acts: readonly Act[], references: References): Promise<void> {
  const used = new Map(acts.filter(isUse).map((act) => [String(act.id), act]));
  if (used.size === 0) return;
  const kept = await tx.db
    .selectFrom('circ_stat')
    .innerJoin('use_kind', 'use_kind.id', 'circ_stat.kind')
    .select(['circ_stat.id as id', 'use_kind.body as body'])
    .where(tx.anyOf('circ_stat.id', used.keys()))
    .execute();
  const describe = await describer(tx, [...used.values()], references);
  const again = kept.flatMap(({ id, body }) => {
    const act = used.get(id);
    return act === undefined ? [] : [{ id, kind: { ...UseKindSchema.parse(JSON.parse(body)), ...describe(act) } }];
  });
  const numbers = await keepKinds(
    tx,
    again.map(({ kind }) => kind),
  );
  for (const { id, kind } of again) {
    await tx.db
      .updateTable('circ_stat')
      .set({ kind: numbers.get(kind) ?? 0 })
      .where('id', '=', id)
      .execute();
  }
}

/** Whether an act is one of use. */
export function isUse(act: Act): act is UseAct {
  return act.kind === 'checkout' || act.kind === 'renew';
}

type Described = Omit<UseKind, 'act' | 'channel' | 'branch' | 'role'>;

/** Tells of acts what their patrons and copies are. */
export async function describer(
  tx: ReadTx,
  acts: readonly UseAct[],
  references: References,
): Promise<(act: UseAct) => Described> {
  const items = await readRows(tx, 'item', new Set(acts.map(({ itemId }) => itemId)));
  const patrons = await readRows(tx, 'patron', new Set(acts.map(({ patronId }) => patronId)));
  const policies = await references.policies(tx, new Set(acts.flatMap(policyOf)));
  return (act) => {
    const item = items.get(act.itemId);
    const patron = patrons.get(act.patronId);
    const isKnown = patron !== undefined && !patron.provisional;
    const hourly = policyOf(act).some((hash) => policies.get(hash)?.grain === 'time');
    return {
      group: isKnown ? patron.groupName : null,
      college: isKnown ? patron.home : null,
      itemType: item?.kind ?? null,
      location: item?.location ?? null,
      callClass: callNumberClass(item?.callNumber ?? ''),
      serial: item?.serial ?? false,
      hourly,
      shelf: shelfOf(item),
    };
  };
}

function policyOf(act: UseAct): PolicyHash[] {
  return act.kind === 'checkout' ? [act.policyHash] : [];
}

function shelfOf(item: Item | undefined): UseKind['shelf'] {
  const status = item?.base.where.status;
  return status === 'reserves' || status === 'ill' ? status : null;
}

/** Keeps kinds and returns the number of each. Those that are there already are not written: every desk uses them. */
export async function keepKinds(tx: WriteTx, kinds: readonly UseKind[]): Promise<ReadonlyMap<UseKind, number>> {
  const numbers = new Map(kinds.map((kind) => [kind, textOf(kind)]));
  const texts = new Map([...numbers.values()].map((text) => [numberOf(text), text]));
  const wanted = [...texts.keys()];
  if (wanted.length > 0) {
    const present = await tx.db.selectFrom('use_kind').select('id').where('id', 'in', wanted).execute();
    const known = new Set(present.map(({ id }) => id));
    const missing = wanted.filter((id) => !known.has(id)).toSorted((a, b) => a - b);
    for (const id of missing) {
      await tx.db
        .insertInto('use_kind')
        .values({ id, body: texts.get(id) ?? '' })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
  return new Map([...numbers].map(([kind, text]) => [kind, numberOf(text)]));
}

/** The text of a kind: the same for the same, whatever the order of its fields. */
function textOf(kind: UseKind): string {
  return JSON.stringify(UseKindSchema.parse(kind));
}

/** 52 bits of its hash, which databases and JavaScript both hold: among 100,000 kinds two are alike once in a million libraries. */
function numberOf(text: string): number {
  return Number.parseInt(sha256Hex(text).slice(0, 13), 16);
}
