// Writes one chunk of catalogue rows. Fields written by the folds stay: an item that has acts keeps its status and place.

import { withMarkOf } from '../../shared/circ/model/mark.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Row, RowKind } from '../../shared/wire/rows.ts';
import type { Publishing } from '../feed/write-and-publish.ts';
import { forgetPurge } from '../purge/purge-list.ts';
import { readBodies, readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { isSameRow } from '../store/same-row.ts';
import { noteStanding } from '../patrons/patron-standing.ts';
import { STATE_TABLES, parseRow } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { importedOver, keepItemWrites, readItemWrites } from '../items/item-writes.ts';
import { keepTitleWrites, readTitleWrites, titleOfWrites } from '../titles/title-writes.ts';
import { TITLE_FIELDS } from '../../shared/circ/model/title-fields.ts';
import { compareWrites } from '../patrons/field-write.ts';
import { saidAnew, type FieldWrite } from './field-writes.ts';
import { refoldItems } from './refold-items.ts';
import { refoldShelves } from './refold-shelves.ts';
import { mergeKnownItems, mergeKnownPatrons } from './merge-known.ts';
import { mergeRow, type JsonRow } from './merge-row.ts';

/** Kinds that are written as rows; all others are made by the folds. */
export type CatalogueKind = Extract<
  RowKind,
  'library' | 'branch' | 'location' | 'ruleSet' | 'ruleActivation' | 'policy' | 'title' | 'item' | 'patron' | 'logEntry'
>;

export type PutContext = Publishing & {
  readonly references: References;
  readonly now: Instant;
  /** The rows that these were made of, by key, where they were read before; absent = nothing was written since. */
  readonly seen?: ReadonlyMap<string, unknown> | undefined;
};

/** Writes the rows that differ from stored ones. Returns how many did. */
export async function putRowChunk<K extends CatalogueKind>(
  kind: K,
  rows: readonly Row<K>[],
  context: PutContext,
): Promise<number> {
  const { key } = STATE_TABLES[kind];
  const distinct = new Map(rows.map((row) => [key(row), row]));
  const different = await differing(context.tx, kind, distinct);
  const changes = collectChanges();
  for (const row of different) changes.put(kind, row);
  await writeChanges(context.tx, changes);
  context.changes.add(changes);
  return different.length;
}

async function differing<K extends CatalogueKind>(
  tx: ReadTx,
  kind: K,
  rows: ReadonlyMap<string, Row<K>>,
): Promise<Row<K>[]> {
  const bodies = await readBodies(tx, kind, rows.keys());
  return [...rows].flatMap(([key, row]) => (isSameRow(bodies.get(key), row) ? [] : [row]));
}

/** Patrons: a card that a desk minted a provisional patron for joins the two. An import does not undo joined accounts, proxies, or agreements. */
export async function putPatronChunk(rows: readonly Row<'patron'>[], context: PutContext): Promise<number> {
  await context.tx.lock(
    rows.flatMap(({ id, cards }) => [`patron:${id}`, ...cards.map((card) => `card:${card.number}`)]),
  );
  await noteChangedStanding(rows, context);
  const before = await readRows(
    context.tx,
    'patron',
    rows.map((row) => row.id),
  );
  const kept = rows.map((row) => {
    const { joined, mailFailed, links, agreements, agreementEnds } = before.get(row.id) ?? {};
    return {
      ...sinceSeen(row, before.get(row.id), context.seen?.get(row.id)),
      ...(joined === undefined ? {} : { joined }),
      ...(mailFailed === undefined ? {} : { mailFailed }),
      ...(links === undefined ? {} : { links }),
      ...(agreements === undefined ? {} : { agreements }),
      ...(agreementEnds === undefined ? {} : { agreementEnds }),
    };
  });
  const written = await putRowChunk('patron', kept, context);
  if (written > 0) {
    await mergeKnownPatrons(context.tx, rows, context);
    await forgetPurge(
      context.tx,
      'patron',
      rows.map((row) => row.id),
    );
  }
  return written;
}

/** A row over the writes since its source row was read: an import looks at a batch, and desks work meanwhile. */
function sinceSeen(row: Row<'patron'>, current: Row<'patron'> | undefined, seen: unknown): Row<'patron'> {
  if (current === undefined || seen === undefined || isSameRow(JSON.stringify(seen), JSON.stringify(current)))
    return row;
  const json = (one: unknown) => parseJsonRow(JSON.stringify(one));
  const { row: merged } = mergeRow({ baseline: json(seen), current: json(current), incoming: json(row), foreign: [] });
  return parseRow('patron', JSON.stringify(merged));
}

function parseJsonRow(text: string): JsonRow {
  return JSON.parse(text) as JsonRow;
}

/** Keeps the earlier standing of a patron for acts of that time that are still to come. */
async function noteChangedStanding(rows: readonly Row<'patron'>[], { tx, now }: PutContext): Promise<void> {
  const bodies = await readBodies(
    tx,
    'patron',
    rows.map((row) => row.id),
  );
  const changed = rows.flatMap((after) => {
    const body = bodies.get(after.id);
    return body === undefined || isSameRow(body, after) ? [] : [{ before: parseRow('patron', body), after }];
  });
  await noteStanding(tx, changed, { at: now, desk_id: '', stream: '', seq: 0 });
}

/**
 * Items: their folded part is kept, but for a mark, and so are people's edits since the library system last had another value. A change in the fields
 * that folds read makes them fold again.
 */
export async function putItemChunk(rows: readonly Row<'item'>[], context: PutContext): Promise<number> {
  const { tx } = context;
  await lockItems(tx, rows);
  const before = await readRows(
    tx,
    'item',
    rows.map((row) => row.id),
  );
  const acting = await itemsWithActs(tx, [...before.keys()]);
  // Acts that a checkpoint has taken in are acts.
  for (const [id, { base }] of before) if (base.foldedTo !== null) acting.add(id);
  const edits = await readItemWrites(tx, before.keys());
  const added = new Map<string, readonly FieldWrite[]>();
  const kept = rows.map((imported) => {
    const old = before.get(imported.id);
    if (old === undefined) return imported;
    const writes = edits.get(imported.id);
    const over = writes === undefined ? { item: imported, added: [] } : importedOver(imported, writes, context.now);
    added.set(imported.id, over.added);
    if (!acting.has(imported.id)) return over.item;
    return { ...over.item, base: withMarkOf(old.base, imported.base), state: old.state };
  });
  await keepItemWrites(tx, added);
  const written = await putRowChunk('item', kept, context);
  if (written === 0) return 0;
  await refoldItems(tx, { before, after: kept.filter((row) => acting.has(row.id)) }, context);
  await mergeKnownItems(tx, kept, context);
  return written;
}

/** Titles: people's edits since the library system last had another value are kept. */
export async function putTitleChunk(rows: readonly Row<'title'>[], context: PutContext): Promise<number> {
  const { tx, now } = context;
  const ids = rows.map(({ id }) => id);
  await tx.lock(ids.map((id) => `title:${id}`));
  const edits = await readTitleWrites(tx, ids);
  const added = new Map<string, readonly FieldWrite[]>();
  const kept = rows.map((row) => {
    const known = edits.get(row.id);
    if (known === undefined) return row;
    const said = saidAnew(TITLE_FIELDS, { row, known }, now);
    added.set(row.id, said);
    return titleOfWrites(row, [...known, ...said].toSorted(compareWrites));
  });
  await keepTitleWrites(tx, added);
  return putRowChunk('title', kept, context);
}

/** An item that moves to another title is held under both. */
async function lockItems(tx: WriteTx, rows: readonly Row<'item'>[]): Promise<void> {
  if (!tx.hasRivals) return;
  const ids = rows.map((row) => row.id);
  const before = await tx.db.selectFrom('item').select('title_id').distinct().where(tx.anyOf('id', ids)).execute();
  await tx.lock([
    ...before.map((row) => `title:${row.title_id}`),
    ...rows.flatMap((row) => [`title:${row.titleId}`, `barcode:${row.barcode}`]),
  ]);
}

async function itemsWithActs(tx: ReadTx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.db.selectFrom('event').select('item_id').distinct().where(tx.anyOf('item_id', ids)).execute();
  return new Set(rows.flatMap((row) => row.item_id ?? []));
}

/** Branches: when one changes its system, the rows of its patrons change their scopes. */
export async function putBranchChunk(rows: readonly Row<'branch'>[], context: PutContext): Promise<number> {
  const { tx, movedPatrons } = context;
  const before = await readRows(
    tx,
    'branch',
    rows.map((row) => row.id),
  );
  const written = await putRowChunk('branch', rows, context);
  const moved = rows
    .filter((row) => before.has(row.id) && before.get(row.id)?.system !== row.system)
    .map((row) => row.id);
  if (moved.length === 0) return written;
  const homes = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('home', moved)).execute();
  const loans = await tx.db.selectFrom('loan').select('patron_id').where(tx.anyOf('branch', moved)).execute();
  const holds = await tx.db.selectFrom('hold').select('patron_id').where(tx.anyOf('pickup', moved)).execute();
  for (const { id } of homes) movedPatrons.add(id);
  for (const { patron_id: id } of [...loans, ...holds]) movedPatrons.add(id);
  return written;
}

/** Locations: where one begins or ceases to take holds, the holds that its copies could fill are folded again. */
export async function putLocationChunk(rows: readonly Row<'location'>[], context: PutContext): Promise<number> {
  await context.tx.lockAlone();
  const before = await readRows(
    context.tx,
    'location',
    rows.map((row) => row.id),
  );
  const written = await putRowChunk('location', rows, context);
  const changed = rows.filter((row) => row.holdable !== (before.get(row.id)?.holdable ?? true));
  await refoldShelves(new Set(changed.map(({ id }) => id)), context);
  return written;
}
