// Folds acts older than the kept ones into checkpoints: the item row gets the base; its old acts, and the acts on ended holds, are deleted here and by
// the feed at every desk. Loans, holds, fees and exceptions stay the rows they are. Unfinished business keeps its acts. [I9] [I24]

import { itemId, titleId, type PolicyHash, type TitleId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { cutTitle, type TitleCheckpoint, type TitleInput } from '../../shared/circ/fold/checkpoint.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { itemInput, loadTimelines, type LoadedItem, type LoadedPlaces } from './load-timelines.ts';
import type { References } from './references.ts';
import { EVENTS_KEPT_MS } from '../../shared/circ/occurred.ts';
import { dropEvents } from './write-events.ts';

/** Acts of the day before the last kept one are left as well: an undo, and a scan that is too close, stay with their targets. */
const LEFT_MS = DAY_MS;
const TITLES_AT_ONCE = 50;

/** Up to when acts are folded in at a moment. */
export function foldedBefore(now: Instant): Instant {
  return now - EVENTS_KEPT_MS - LEFT_MS;
}

/** The result of a part of a round, and the start of the next one; null = all was looked at. */
export type HistoryPart = { readonly folded: number; readonly next: TitleId | null };

/** Folds the next few titles after one, in the order of their ids; '' begins. */
export async function foldHistory(
  tx: WriteTx,
  { now, after, references }: { readonly now: Instant; readonly after: TitleId; readonly references: References },
  changes: RowChanges,
): Promise<HistoryPart> {
  const before = foldedBefore(now);
  const titles = await titlesWithOldActs(tx, before, after);
  const last = titles.at(-1);
  if (last === undefined) return { folded: 0, next: null };
  // Locked before they are read, so that no act is written meanwhile that the checkpoint would lack.
  await tx.lock(titles.map((id) => `title:${id}`));
  let folded = 0;
  for (const title of await inputsOf(tx, titles, references)) {
    const checkpoint = cutTitle(title.input, before);
    if (checkpoint !== null) folded += await keepCheckpoint(tx, { ...title, checkpoint }, changes);
  }
  return { folded, next: titles.length < TITLES_AT_ONCE ? null : last };
}

async function titlesWithOldActs(tx: ReadTx, before: Instant, after: TitleId): Promise<TitleId[]> {
  const ofItems = await tx.db
    .selectFrom('event')
    .innerJoin('item', 'item.id', 'event.item_id')
    .select('item.title_id as title')
    .distinct()
    .where('event.at', '<', before)
    .where('item.title_id', '>', after)
    .orderBy('item.title_id')
    .limit(TITLES_AT_ONCE)
    .execute();
  const ofHolds = await tx.db
    .selectFrom('event')
    .select('title_id as title')
    .distinct()
    .where('at', '<', before)
    .where('title_id', '>', after)
    .orderBy('title_id')
    .limit(TITLES_AT_ONCE)
    .execute();
  const found = new Set([...ofItems, ...ofHolds].flatMap(({ title }) => title ?? []));
  return [...found]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .slice(0, TITLES_AT_ONCE)
    .map(titleId);
}

type Title = { readonly input: TitleInput; readonly items: readonly LoadedItem[] };

/** Titles with acts on holds whole; of the others each copy by itself. */
async function inputsOf(tx: ReadTx, titles: readonly TitleId[], references: References): Promise<Title[]> {
  const copies = await tx.db.selectFrom('item').select('id').where(tx.anyOf('title_id', titles)).execute();
  const loaded = await loadTimelines(tx, { titles, items: copies.map(({ id }) => itemId(id)) });
  // A copy that is still to be found in the catalogue keeps its acts: they are to count for the one that it turns out to be.
  const items = [...loaded.items.values()].filter(({ item }) => !item.provisional);
  const policies = await references.policies(tx, items.flatMap(policiesOf));
  const of = (id: TitleId, some: readonly LoadedItem[]): Title => ({
    items: some,
    input: {
      titleId: id,
      items: some.map(itemInput),
      holdActs: loaded.holdActs.get(id) ?? [],
      settledHolds: loaded.settledHolds.get(id) ?? [],
      policies,
    },
  });
  const byTitle = Map.groupBy(items, ({ item }) => item.titleId);
  return titles.flatMap((id) => {
    const own = byTitle.get(id) ?? [];
    return hasHolds(loaded, id) ? [of(id, own)] : own.map((one) => of(id, [one]));
  });
}

function hasHolds({ holdActs, settledHolds }: LoadedPlaces, title: TitleId): boolean {
  return holdActs.has(title) || settledHolds.has(title);
}

function policiesOf({ acts, settled }: LoadedItem): PolicyHash[] {
  return [...acts, ...settled].flatMap((one) => ('policyHash' in one ? [one.policyHash] : []));
}

/** Writes the bases and takes the acts away; returns how many acts went. */
async function keepCheckpoint(
  tx: WriteTx,
  { items, checkpoint }: Title & { readonly checkpoint: TitleCheckpoint },
  changes: RowChanges,
): Promise<number> {
  const bases = collectChanges();
  const cuts = items.flatMap(({ item }) => {
    const cut = checkpoint.items.get(item.id);
    return cut === undefined ? [] : [{ item, cut }];
  });
  for (const { item, cut } of cuts) bases.put('item', { ...item, base: cut.base } satisfies Item);
  await writeChanges(tx, bases);
  changes.add(bases);
  // Money names a loan also by a checkout that was merged into it, of which there is no act any more.
  await tx.upsert(
    'alias',
    cuts.flatMap(({ cut }) =>
      cut.settled.flatMap(({ id, aliases, inAt }) =>
        aliases.map((from) => ({ kind: 'loan', from_id: from, to_id: id, at: inAt ?? 0 })),
      ),
    ),
  );
  const gone = [...cuts.flatMap(({ cut }) => cut.folded), ...checkpoint.holdActs];
  await dropEvents(tx, gone, changes);
  return gone.length;
}
