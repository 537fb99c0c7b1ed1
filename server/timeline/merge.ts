// Merges: a row minted at a desk for an unknown card or barcode turns out to be one that the library has. Every act under the provisional id
// counts for the real one, on the whole timeline; both sides are folded again.

import { actId, itemId, patronId, titleId, type ActId, type ItemId, type TitleId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { renameTold } from '../connectors/told-names.ts';
import { renameInIncidents } from '../log/incident-patrons.ts';
import { renameInNotices } from '../notices/forget-notices.ts';
import { joinItemWrites } from '../items/join-item-writes.ts';
import { joinBookings } from '../bookings/write-bookings.ts';
import { joinCourseRows } from '../courses/course-writes.ts';
import { joinTitleWrites } from '../titles/join-title-writes.ts';
import { joinAccounts } from '../patrons/join-accounts.ts';
import { writeBans } from '../patrons/write-bans.ts';
import { judgeLinksOfJoined } from '../patrons/write-links.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { describeUseAgain } from '../use/describe-use.ts';
import { loadAliases, type Aliases } from './aliases.ts';
import { lockExceptions } from './exception-row.ts';
import type { References } from './references.ts';
import { refold } from './refold.ts';
import { touchAfresh, touchedBy } from './touched.ts';

/** One merge: the provisional row, or the account that goes, and the one that it is. */
export type Merge = {
  readonly kind: 'patron' | 'item';
  readonly from: string;
  readonly to: string;
  /** Titles of the two items. */
  readonly titles?: { readonly from: string; readonly to: string };
};

const ALIASED: ReadonlySet<string> = new Set(['itemId', 'patronId', 'titleId', 'holder', 'carriedBy']);

/** Every id of an act that an alias may stand for. */
export function idsOf(act: Act): string[] {
  return Object.entries(act).flatMap(([name, value]) =>
    ALIASED.has(name) && typeof value === 'string' ? [value] : [],
  );
}

/** The act under the real ids. */
export function renameAct(act: Act, aliases: Aliases): Act {
  const item = <T extends ItemId | null>(id: T) => (id === null ? id : itemId(aliases.of('item', id)));
  const renamed: Act = { ...act };
  if ('itemId' in renamed) Object.assign(renamed, { itemId: item(renamed.itemId) });
  if ('patronId' in renamed && renamed.patronId !== null) {
    Object.assign(renamed, { patronId: patronId(aliases.of('patron', renamed.patronId)) });
  }
  if (renamed.kind === 'checkout' && renamed.carriedBy !== undefined)
    renamed.carriedBy = patronId(aliases.of('patron', renamed.carriedBy));
  if ('titleId' in renamed && renamed.titleId !== null) {
    Object.assign(renamed, { titleId: titleId(aliases.of('title', renamed.titleId)) });
  }
  if (renamed.kind === 'resolveItem' && renamed.holder !== null) {
    renamed.holder = patronId(aliases.of('patron', renamed.holder));
  }
  return renamed;
}

/** Merges; everything is written, and changes are added to `changes` to be published. Returns the acts that were renamed. */
export async function mergeProvisional(
  tx: WriteTx,
  merges: readonly Merge[],
  context: { readonly references: References; readonly now: Instant; readonly changes: RowChanges },
): Promise<ActId[]> {
  if (merges.length === 0) return [];
  await lockMerged(tx, merges);
  await keepAliases(tx, merges, context.now);
  const acts = await actsNaming(tx, merges);
  const aliases = await loadAliases(tx, acts.flatMap(idsOf));
  const renamed = acts.map((act) => renameAct(act, aliases));
  const first = collectChanges();
  for (const act of renamed) first.put('event', act);
  await joinAccounts(
    tx,
    merges.filter(({ kind }) => kind === 'patron'),
    first,
  );
  const settled = await moveSettled(tx, merges, first);
  const edited = await joinItemWrites(
    tx,
    merges.filter(({ kind }) => kind === 'item'),
    first,
  );
  await joinTitleWrites(
    tx,
    merges.flatMap(({ titles }) => titles ?? []),
    first,
  );
  await joinCourseRows(
    tx,
    {
      items: merges.flatMap(({ kind, from }) => (kind === 'item' ? [from] : [])),
      titles: merges.flatMap(({ titles }) => titles?.from ?? []),
    },
    first,
  );
  await joinBookings(
    tx,
    {
      patrons: merges.flatMap(({ kind, from }) => (kind === 'patron' ? [from] : [])),
      items: merges.flatMap(({ kind, from }) => (kind === 'item' ? [from] : [])),
    },
    first,
  );
  const accounts = merges.flatMap(({ kind, from, to }) => (kind === 'patron' ? [[from, patronId(to)] as const] : []));
  await renameInIncidents(tx, new Map(accounts), first);
  await renameInNotices(tx, new Map(accounts), first);
  const items = merges.flatMap(({ kind, from, to }) => (kind === 'item' ? [[from, to] as const] : []));
  await renameTold(tx, { patrons: new Map(accounts), items: new Map(items) });
  await dropProvisional(tx, merges, first);
  await moveExceptions(tx, merges, first);
  await writeChanges(tx, first);
  const second = collectChanges();
  const goneItems = merges.flatMap(({ kind, from }) => (kind === 'item' ? [itemId(from)] : []));
  const touched = touchedBy(renamed);
  touchAfresh(touched, [...settled.items, ...edited]);
  for (const title of settled.titles) touched.titles.add(title);
  await refold(tx, { touched, references: context.references, goneItems }, second);
  await writeChanges(tx, second);
  await describeUseAgain(tx, renamed, context.references);
  context.changes.add(first);
  context.changes.add(second);
  const joined = merges.flatMap(({ kind, to }) => (kind === 'patron' ? [to] : []));
  await judgeLinksOfJoined(tx, joined, context.changes);
  await writeBans(tx, context.changes, { ...context, also: joined });
  return renamed.map((act) => actId(act.id));
}

/** Locks the merged ids, as an act that names one does: no act comes in under an id that is just going. */
async function lockMerged(tx: WriteTx, merges: readonly Merge[]): Promise<void> {
  if (!tx.hasRivals) return;
  const of = (kind: Merge['kind']) => merges.flatMap((one) => (one.kind === kind ? [one.from, one.to] : []));
  const titles = await tx.db
    .selectFrom('item')
    .select('title_id')
    .where(tx.anyOf('id', of('item')))
    .execute();
  await tx.lock([...of('patron').map((id) => `patron:${id}`), ...titles.map((row) => `title:${row.title_id}`)]);
}

async function keepAliases(tx: WriteTx, merges: readonly Merge[], now: Instant): Promise<void> {
  const rows = merges.flatMap(({ kind, from, to, titles }) => [
    { kind, from_id: from, to_id: to, at: now },
    ...(titles === undefined ? [] : [{ kind: 'title', from_id: titles.from, to_id: titles.to, at: now }]),
  ]);
  await tx.upsert('alias', rows);
  // Rows merged into the provisional row before go on to the real one.
  for (const { kind, from_id: from, to_id: to } of rows) {
    await tx.db.updateTable('alias').set({ to_id: to }).where('kind', '=', kind).where('to_id', '=', from).execute();
  }
}

async function actsNaming(tx: ReadTx, merges: readonly Merge[]): Promise<Act[]> {
  const from = (kind: Merge['kind']) => merges.flatMap((merge) => (merge.kind === kind ? [merge.from] : []));
  const titles = merges.flatMap((merge) => merge.titles?.from ?? []);
  const found = [
    ...(await readRowsBy(tx, 'event', { column: 'names_patron', values: from('patron') })),
    ...(await readRowsBy(tx, 'event', { column: 'names_item', values: from('item') })),
    ...(await readRowsBy(tx, 'event', { column: 'title_id', values: titles })),
  ];
  return [...new Map(found.map((act) => [act.id, act])).values()];
}

/** Ended loans and holds of a provisional patron, whose acts are in checkpoints: the folds read their rows. */
async function moveSettled(
  tx: ReadTx,
  merges: readonly Merge[],
  changes: RowChanges,
): Promise<{ readonly items: readonly ItemId[]; readonly titles: readonly TitleId[] }> {
  const real = new Map(
    merges.flatMap(({ kind, from, to }) => (kind === 'patron' ? [[from, patronId(to)] as const] : [])),
  );
  const by = { column: 'patron_id', values: real.keys() };
  const loans = (await readRowsBy(tx, 'loan', by)).filter(({ state }) => state === 'closed');
  const holds = (await readRowsBy(tx, 'hold', { ...by, values: real.keys() })).filter(
    ({ state }) => state !== 'waiting' && state !== 'captured',
  );
  for (const row of loans) changes.put('loan', { ...row, patronId: real.get(row.patronId) ?? row.patronId });
  for (const row of holds) changes.put('hold', { ...row, patronId: real.get(row.patronId) ?? row.patronId });
  return { items: loans.map((loan) => loan.itemId), titles: holds.map((hold) => hold.titleId) };
}

async function dropProvisional(tx: WriteTx, merges: readonly Merge[], changes: RowChanges): Promise<void> {
  const patrons = merges.flatMap(({ kind, from }) => (kind === 'patron' ? [from] : []));
  const items = merges.flatMap(({ kind, from }) => (kind === 'item' ? [from] : []));
  for (const row of (await readRows(tx, 'patron', patrons)).values()) changes.drop('patron', row);
  for (const row of (await readRows(tx, 'credit', patrons)).values()) changes.drop('credit', row);
  for (const row of (await readRows(tx, 'item', items)).values()) changes.drop('item', row);
  for (const table of patrons.length > 0 ? (['patron_visit', 'patron_field'] as const) : [])
    await tx.db.deleteFrom(table).where(tx.anyOf('patron_id', patrons)).execute();
  const titles = merges.flatMap((merge) => merge.titles?.from ?? []);
  const copies =
    titles.length === 0
      ? []
      : await tx.db.selectFrom('item').select(['id', 'title_id']).where(tx.anyOf('title_id', titles)).execute();
  const stillUsed = new Set(copies.filter(({ id }) => !items.includes(id)).map((copy) => copy.title_id));
  const unused = titles.filter((title) => !stillUsed.has(title));
  for (const row of (await readRows(tx, 'title', unused)).values()) changes.drop('title', row);
}

const SETTLED_BY_MERGE: Readonly<Record<Merge['kind'], ReadonlySet<string>>> = {
  patron: new Set(['patron-unknown', 'patron-duplicate']),
  item: new Set(['item-unknown']),
};

/** Exceptions about the provisional row are about the real one now; that it was unknown is settled. Folded ones go with the folds. */
async function moveExceptions(tx: WriteTx, merges: readonly Merge[], changes: RowChanges): Promise<void> {
  const aliases = await loadAliases(
    tx,
    merges.map(({ from }) => from),
  );
  for (const { kind, from } of merges) {
    const column = kind === 'patron' ? 'patron_id' : 'item_id';
    const found = await readRowsBy(tx, 'exception', { column, values: [from] });
    await lockExceptions(
      tx,
      found.map(({ id }) => id),
    );
    for (const row of await readRowsBy(tx, 'exception', { column, values: [from] }))
      if (row.origin !== 'folded') changes.put('exception', movedByMerge(row, aliases));
  }
}

/** A judged exception, about the rows that its patron and its item were joined with. */
export function movedByMerge(row: Exception, aliases: Aliases): Exception {
  const { patronId: patron, itemId: item } = row;
  const moved = {
    ...row,
    patronId: patron === null ? null : patronId(aliases.of('patron', patron)),
    itemId: item === null ? null : itemId(aliases.of('item', item)),
  };
  const isSettled =
    (moved.patronId !== patron && SETTLED_BY_MERGE.patron.has(row.code)) ||
    (moved.itemId !== item && SETTLED_BY_MERGE.item.has(row.code));
  return isSettled && row.state === 'open' ? { ...moved, state: 'closed-by-event' } : moved;
}
