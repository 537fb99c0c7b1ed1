// The patrons and items of a batch's acts: provisional rows are minted for unknown cards and barcodes, or joined with rows of the library. Afterwards
// every act names rows that exist, or patrons whose data are gone.

import {
  branchId,
  itemId,
  libraryId,
  patronId,
  type BranchId,
  type ItemId,
  type TitleId,
} from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { provisionalTitleId, type Recorded } from '../../shared/circ/recorded.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { lastsUntil } from '../patrons/card-order.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { idsOf, mergeProvisional, renameAct, type Merge } from '../timeline/merge.ts';
import type { References } from '../timeline/references.ts';
import { putWrittenTitles } from '../titles/title-writes.ts';
import { provisionalItem, provisionalPatron, provisionalTitle } from '../../shared/circ/model/provisional.ts';
import { actsOf, raise, type Raised, scannedIn, type Taken } from './taken.ts';

export type Settled = {
  /** The acts of each command under their real ids, in order. */
  readonly acts: readonly { readonly taken: Taken; readonly acts: readonly Act[] }[];
  readonly raised: readonly Raised[];
};

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };

type Known = {
  readonly aliases: Map<string, string>;
  readonly patrons: Set<string>;
  readonly items: Set<string>;
  readonly patronOfCard: ReadonlyMap<string, string>;
  readonly itemOfBarcode: ReadonlyMap<string, Item>;
  /** Rows that desks made, by their barcodes. */
  readonly mintedOfBarcode: Map<string, ItemId>;
  readonly anyBranch: BranchId;
  /** Items whose record these commands complete. */
  readonly completed: ReadonlySet<string>;
};

type Outcome = {
  readonly merges: Merge[];
  readonly raised: Raised[];
  readonly minted: RowChanges;
  /** Titles that are minted. */
  readonly titles: TitleId[];
};

/** Mints and merges rows for the commands. Everything is written; new rows are added to `context.changes`. */
export async function settleIdentities(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Settled> {
  const known = await loadKnown(tx, batch);
  const outcome: Outcome = { merges: [], raised: [], minted: collectChanges(), titles: [] };
  for (const taken of batch) {
    settlePatrons(taken, known, outcome);
    settleItems(taken, known, outcome);
  }
  await writeChanges(tx, outcome.minted);
  context.changes.add(outcome.minted);
  await writeEarlierEdits(tx, outcome.titles, context.changes);
  await mergeProvisional(tx, outcome.merges, context);
  const acts = batch.flatMap(actsOf);
  const aliases = await loadAliases(tx, acts.flatMap(idsOf));
  return {
    acts: batch.map((taken) => ({ taken, acts: actsOf(taken).map((act) => renameAct(act, aliases)) })),
    raised: outcome.raised,
  };
}

/** Edits of titles may have come before the act that mints them: an act that was held is released later than the acts after it. */
async function writeEarlierEdits(tx: WriteTx, titles: readonly TitleId[], changes: RowChanges): Promise<void> {
  const written = collectChanges();
  await putWrittenTitles(tx, titles, written);
  await writeChanges(tx, written);
  changes.add(written);
}

async function loadKnown(tx: ReadTx, batch: readonly Taken[]): Promise<Known> {
  const named = batch.flatMap((taken) => [...actsOf(taken).flatMap(idsOf), ...taken.recorded.flatMap(mintedId)]);
  const aliasRows = await tx.db
    .selectFrom('alias')
    .selectAll()
    .where(tx.anyOf('from_id', new Set(named)))
    .execute();
  const aliases = new Map(aliasRows.map((row) => [`${row.kind}\n${row.from_id}`, row.to_id]));
  const ids = new Set([...named, ...aliases.values()]);
  const scans = batch.map((taken) => scannedIn(taken.command));
  const cards = await tx.db
    .selectFrom('patron_card')
    .innerJoin('patron', 'patron.id', 'patron_card.patron_id')
    .select(['patron_card.card', 'patron_card.patron_id'])
    .where(tx.anyOf('patron_card.card', new Set(scans.flatMap(({ card }) => card ?? []))))
    .where('patron.provisional', '=', 0)
    // A current card wins over an old one of the same number.
    .orderBy('patron_card.active')
    .orderBy(lastsUntil)
    .execute();
  const items = await itemsOfBarcodes(tx, new Set(scans.flatMap(({ barcode }) => barcode ?? [])));
  const patrons = await tx.db.selectFrom('patron').select('id').where(tx.anyOf('id', ids)).execute();
  const present = await tx.db.selectFrom('item').select('id').where(tx.anyOf('id', ids)).execute();
  const branch = await tx.db.selectFrom('branch').select('id').orderBy('id').limit(1).executeTakeFirst();
  return {
    aliases,
    patrons: new Set(patrons.map((row) => row.id)),
    items: new Set(present.map((row) => row.id)),
    patronOfCard: new Map(cards.map((row) => [row.card, row.patron_id])),
    itemOfBarcode: items.listed,
    mintedOfBarcode: items.minted,
    anyBranch: branchId(branch?.id ?? 'unknown'),
    completed: new Set(batch.flatMap((taken) => taken.recorded.flatMap(completedId))),
  };
}

function completedId(one: Recorded): string[] {
  return one.kind === 'writeItem' && one.record?.isComplete === true ? [one.itemId] : [];
}

/** `listed`: items of the library by the barcodes that they have, or had before. `minted`: those that desks made, by the barcode that they have. */
async function itemsOfBarcodes(
  tx: ReadTx,
  barcodes: ReadonlySet<string>,
): Promise<{ readonly listed: ReadonlyMap<string, Item>; readonly minted: Map<string, ItemId> }> {
  const found = await readRowsBy(tx, 'item', { column: 'barcode', values: barcodes });
  const former = await tx.db.selectFrom('item_former').selectAll().where(tx.anyOf('barcode', barcodes)).execute();
  const had = await readRows(
    tx,
    'item',
    former.map((row) => row.item_id),
  );
  const before = former.flatMap(({ barcode, item_id: id }) => {
    const item = had.get(id);
    return item === undefined ? [] : [[barcode, item] as const];
  });
  // A current barcode wins over a former one.
  const all = [...before, ...found.map((item) => [item.barcode, item] as const)];
  return {
    listed: new Map(all.filter(([, { provisional }]) => !provisional)),
    minted: new Map(found.flatMap(({ barcode, id, provisional }) => (provisional ? [[barcode, id] as const] : []))),
  };
}

function mintedId(one: Recorded): string[] {
  if (one.kind === 'mintPatron') return [one.patronId];
  if (one.kind === 'writeItem') return [one.itemId];
  return one.kind === 'mintItem' ? [one.itemId, one.titleId] : [];
}

function settlePatrons(taken: Taken, known: Known, outcome: Outcome): void {
  const mint = taken.recorded.find((one) => one.kind === 'mintPatron');
  // The card of a proxy is not that of the borrower.
  const card = mint?.card ?? (isCarried(taken) ? null : scannedIn(taken.command).card);
  const ids = new Set(actsOf(taken).flatMap(patronsNamed));
  for (const id of ids) {
    const isMinted = mint?.patronId === id;
    const alias = known.aliases.get(`patron\n${id}`);
    const real =
      alias ?? (known.patrons.has(id) && !isMinted ? id : card === null ? undefined : known.patronOfCard.get(card));
    if (real === id) continue;
    if (real !== undefined) {
      if (alias === undefined) outcome.merges.push({ kind: 'patron', from: id, to: real });
      known.aliases.set(`patron\n${id}`, real);
      if (alias === undefined || isMinted)
        outcome.raised.push(raise(taken, 'patron-merged', { patron: patronId(real) }, { card: card ?? '—' }));
    } else if (isMinted && !known.patrons.has(id)) {
      known.patrons.add(id);
      const home = taken.header.branch ?? known.anyBranch;
      outcome.minted.put('patron', provisionalPatron(patronId(id), card ?? id, home, mint?.who));
      outcome.raised.push(raise(taken, 'patron-unknown', { patron: patronId(id) }, { card: card ?? '—' }));
    } else if (!known.patrons.has(id)) {
      outcome.raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
    }
  }
}

function isCarried(taken: Taken): boolean {
  return actsOf(taken).some((act) => act.kind === 'checkout' && act.carriedBy !== undefined);
}

function patronsNamed(act: Act): string[] {
  const named = 'patronId' in act ? act.patronId : 'holder' in act ? act.holder : null;
  return named === null ? [] : [named];
}

/** An item that is gone from the catalogue is minted anew: a recorded loan stays on loan without its catalogue row. */
function settleItems(taken: Taken, known: Known, outcome: Outcome): void {
  const mint = taken.recorded.find((one) => one.kind === 'mintItem');
  const scanned = mint?.barcode ?? scannedIn(taken.command).barcode;
  const ids = new Set(taken.recorded.flatMap(itemsNamed));
  for (const id of ids) {
    const isMinted = mint?.itemId === id;
    const alias = known.aliases.get(`item\n${id}`);
    const real = alias === undefined && scanned !== null ? known.itemOfBarcode.get(scanned) : undefined;
    const needsRow = isMinted || !known.items.has(id);
    if (alias !== undefined && !known.items.has(alias)) {
      mintItem(taken, { id: itemId(alias), barcode: scanned ?? alias, isNewTitle: true }, { known, outcome });
    } else if (alias !== undefined) {
      if (isMinted)
        outcome.raised.push(raise(taken, 'item-merged', { item: itemId(alias) }, { barcode: scanned ?? id }));
    } else if (needsRow && real !== undefined && real.id !== id) {
      const from = mint?.titleId;
      const titles = from === undefined || from === real.titleId ? {} : { titles: { from, to: real.titleId } };
      outcome.merges.push({ kind: 'item', from: id, to: real.id, ...titles });
      known.aliases.set(`item\n${id}`, real.id);
      known.items.add(real.id);
      outcome.raised.push(raise(taken, 'item-merged', { item: real.id }, { barcode: real.barcode }));
    } else if (!known.items.has(id)) {
      mintItem(taken, { id, barcode: scanned ?? id, isNewTitle: false }, { known, outcome });
    }
  }
}

function itemsNamed(one: Recorded): ItemId[] {
  if (one.kind === 'writeItem' || one.kind === 'mintItem') return [one.itemId];
  const item = one.kind === 'act' && 'itemId' in one.act ? one.act.itemId : null;
  return item === null ? [] : [item];
}

function mintItem(
  taken: Taken,
  { id, barcode, isNewTitle }: { readonly id: ItemId; readonly barcode: string; readonly isNewTitle: boolean },
  { known, outcome }: { readonly known: Known; readonly outcome: Outcome },
): void {
  known.items.add(id);
  const mint = taken.recorded.find((one) => one.kind === 'mintItem');
  // The title of one that was joined with another is the other's.
  const titleId = (isNewTitle ? undefined : mint?.titleId) ?? provisionalTitleId(libraryId('gone'), barcode);
  const home = taken.header.branch ?? known.anyBranch;
  outcome.minted.put('title', provisionalTitle(titleId, barcode));
  outcome.titles.push(titleId);
  outcome.minted.put('item', provisionalItem(id, { barcode, titleId }, home));
  // One that was in the catalog until it was put back, and one that a desk made for the same label.
  const other = known.mintedOfBarcode.get(barcode);
  if (other === undefined) known.mintedOfBarcode.set(barcode, id);
  else if (other !== id) outcome.raised.push(raise(taken, 'item-duplicate', { item: id }, { barcode }));
  // Completed in the same request: no work is left.
  if (known.completed.has(id)) return;
  // A foreign book in the book drop is not work for the catalogue.
  const { command } = taken;
  const code = command.name === 'checkin' && command.told.route === 'not-ours' ? 'not-ours' : 'item-unknown';
  outcome.raised.push(raise(taken, code, { item: id }, { barcode }));
}
