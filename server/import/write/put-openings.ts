// Puts the open business of an import: loans that were out, holds that waited, fees that were owed. An item that desks have acted on keeps the
// effects of their acts; so does a title's queue where a hold that was imported earlier differs now, and the account of a fee.

import { hashPolicy } from '../../../shared/rules/model/policy.ts';
import type { ImportedRow } from '../../library/import-memory.ts';
import { readBodies, readRows } from '../../store/read-rows.ts';
import { noteChanges } from './import-report.ts';
import type { ImportTarget } from './import-target.ts';
import { isSame, type JsonRow } from '../../library/merge-row.ts';
import { plainAct, type OpeningKind, type SourcedAct } from './sourced.ts';

type Incoming = SourcedAct & { readonly body: string; readonly key: string };

/** Puts opening acts of one kind, with the policies of loans first. */
export async function putOpenings(target: ImportTarget, kind: OpeningKind, acts: readonly SourcedAct[]): Promise<void> {
  if (acts.length === 0) return;
  const incoming = acts.map((one): Incoming => ({ ...one, body: JSON.stringify(one.act), key: one.act.id }));
  const before = await target.baselines.read(
    kind,
    acts.map(({ sourceId }) => sourceId),
  );
  const different = incoming.filter(({ sourceId, body }) => before.get(sourceId)?.body !== body);
  target.report.unchanged += acts.length - different.length;
  const kept = await keptHere(target, kind, { different, before });
  for (const { sourceId, key } of different) {
    const why = kept.get(key);
    if (why !== undefined) target.report.keptHere.push({ kind, sourceId, key, why });
  }
  const puts = different.filter((one) => !kept.has(one.key));
  noteChanges(
    target.report,
    kind,
    puts.map(({ sourceId, body }) => ({ sourceId, fields: fieldsOf(before.get(sourceId)?.body, body) })),
  );
  if (target.isDryRun) {
    target.report.written += puts.length;
    return;
  }
  const policies = new Map(
    puts.flatMap(({ policy }) => (policy === null ? [] : [[hashPolicy(policy), policy] as const])),
  );
  await target.writer.putRows(
    'policy',
    [...policies].map(([hash, policy]) => ({ hash, policy })),
  );
  if (kind === 'loan') await dropReplaced(target, puts);
  const count = await target.writer.putActs(puts.map(plainAct));
  target.report.written += count.written;
  target.report.unchanged += count.unchanged;
  await target.baselines.keep(kind, puts.map(toBaseline));
}

/**
 * A loan that the export has no more, of an item that it has out by another loan now, is over: leaving both on the timeline would make a
 * disagreement where there is none.
 */
async function dropReplaced(
  { store, writer, baselines, report }: ImportTarget,
  puts: readonly Incoming[],
): Promise<void> {
  const coming = new Set(puts.map(({ key }) => key));
  const items = puts.flatMap(({ act }) => (act.kind === 'openLoan' ? [act.itemId] : []));
  const rows = await store.read(({ db, anyOf }) =>
    db.selectFrom('event').select('id').where('kind', '=', 'openLoan').where(anyOf('item_id', items)).execute(),
  );
  const gone = new Set(rows.flatMap(({ id }) => (coming.has(id) ? [] : [id])));
  if (gone.size === 0) return;
  await writer.dropActs(gone);
  for (const [index, absent] of report.absent.entries()) {
    if (absent.kind !== 'loan' || !gone.has(absent.key)) continue;
    report.absent[index] = { ...absent, fate: 'replaced' };
    await baselines.forget('loan', [absent.sourceId]);
  }
}

type Asked = { readonly different: readonly Incoming[]; readonly before: ReadonlyMap<string, ImportedRow> };

/** Keys of acts that are not put, and why. */
async function keptHere(
  { store, ownActs }: ImportTarget,
  kind: OpeningKind,
  { different, before }: Asked,
): Promise<Map<string, string>> {
  if (kind === 'hold') return keptHolds({ store, ownActs }, different);
  if (kind === 'fee') return keptFees({ store, ownActs }, { different, before });
  const loans = different.flatMap(({ act }) => (act.kind === 'openLoan' ? [act] : []));
  const acting = await ownActs.items(loans.map((act) => act.itemId));
  return new Map(loans.flatMap((act) => (acting.has(act.itemId) ? [[act.id, 'desks have acts on its item']] : [])));
}

/** A fee that is new here is always put. One that was imported and is gone was paid and forgotten here. */
async function keptFees(
  { store, ownActs }: Pick<ImportTarget, 'store' | 'ownActs'>,
  { different, before }: Asked,
): Promise<Map<string, string>> {
  const known = different.filter(({ sourceId }) => before.has(sourceId));
  const there = await store.read((tx) =>
    readBodies(
      tx,
      'event',
      known.map(({ key }) => key),
    ),
  );
  const patronOf = ({ act }: Incoming) => (act.kind === 'addFee' ? act.patronId : '');
  const acting = await ownActs.patrons(known.map(patronOf));
  return new Map(
    known.flatMap((one) =>
      acting.has(patronOf(one)) || !there.has(one.key) ? [[one.key, 'desks have acts on its account']] : [],
    ),
  );
}

/**
 * A hold that is new here is always put: it joins the queue as one more. Its row shows whether it is new, and not the notes of earlier imports: one
 * that was cut off noted nothing, and the row of a hold outlasts the acts that ended it. The title that it waits for here counts as well as the
 * one that the source names now, since there it may have moved to another with all its holds.
 */
async function keptHolds(
  { store, ownActs }: Pick<ImportTarget, 'store' | 'ownActs'>,
  different: readonly Incoming[],
): Promise<Map<string, string>> {
  const acts = different.flatMap(({ act }) => (act.kind === 'openHold' ? [act] : []));
  const rows = await store.read((tx) =>
    readRows(
      tx,
      'hold',
      acts.map(({ hold }) => hold),
    ),
  );
  const known = acts.flatMap((act) => {
    const row = rows.get(act.hold);
    return row === undefined ? [] : [{ act, titles: [row.titleId, act.titleId] }];
  });
  const acting = await ownActs.titles(known.flatMap(({ titles }) => titles));
  return new Map(
    known.flatMap(({ act, titles }) =>
      titles.some((title) => acting.has(title)) ? [[act.id, 'desks have acts on its title']] : [],
    ),
  );
}

/** Fields of an act in which the source differs now; null = it is new. */
function fieldsOf(before: string | undefined, after: string): string[] | null {
  if (before === undefined) return null;
  const [old, now] = [parseJson(before), parseJson(after)];
  return Object.keys({ ...old, ...now }).filter((field) => !isSame(old[field], now[field]));
}

function parseJson(body: string): JsonRow {
  return JSON.parse(body) as JsonRow;
}

function toBaseline({ sourceId, key, body }: Incoming): ImportedRow {
  return { sourceId, key, body };
}
