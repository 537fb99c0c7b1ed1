// Titles and copies of an export, batch by batch. Where a copy is comes from its loan, else from the hold that it stands for, else from its
// own status.

import type { BranchId, TitleId } from '../../../shared/core/ids.ts';
import { codeText } from '../../../shared/core/code-text.ts';
import type { Item, Where } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import { stateOfWhere } from '../state-of-where.ts';
import type { SourcedRow } from '../write/sourced.ts';
import type { Captured } from './going-on.ts';
import type { Found, ItemRecord, RecordStatus, TitleRecord } from './record.ts';
import { rejectRecord, takeRecord, type CatalogueBatch, type HereAlready } from './record-source.ts';
import type { Step } from './taking.ts';

/** Ids of all titles and copies that the export has, also of those that are not taken. */
export type CatalogueIds = { readonly titles: ReadonlySet<string>; readonly items: ReadonlySet<string> };

type Running = {
  readonly titles: Set<string>;
  /** Keys of titles that were here under another key. */
  readonly titleKeys: Map<string, TitleId>;
  readonly items: Set<string>;
  readonly barcodes: Map<string, number>;
  readonly onLoan: ReadonlySet<string>;
  readonly captured: ReadonlyMap<string, Captured>;
};

/** Takes titles and copies. */
export async function takeCatalogue(step: Step): Promise<CatalogueIds> {
  const { source, sink } = step;
  const running: Running = {
    titles: new Set(),
    titleKeys: new Map(),
    items: new Set(),
    barcodes: new Map(),
    onLoan: await lentCopies(step),
    captured: await capturedCopies(step),
  };
  for await (const { titles, items } of inBatches(source.catalogue())) {
    const titlesHere = (await source.here?.titles({ titles, items })) ?? new Map<string, Title>();
    const rows = titles.flatMap((found) => takeTitle(step, found, { ...running, titlesHere }));
    await sink.rows('title', rows);
    const elsewhere = await titlesElsewhere(step, items, running);
    const copies: SourcedRow<'item'>[] = [];
    const here = await source.here?.items(items);
    for (const found of items) {
      const row = await takeItem(step, found, { ...running, elsewhere, here });
      if (row !== null) copies.push({ sourceId: found.value.id, key: row.id, row });
    }
    await sink.rows('item', copies);
  }
  return running;
}

/** Records written together: with a few hundred, as files are read, most of the time would go into committing. */
const BATCH = 4_000;

async function* inBatches(small: AsyncIterable<CatalogueBatch>): AsyncGenerator<CatalogueBatch> {
  let titles: Found<TitleRecord>[] = [];
  let items: Found<ItemRecord>[] = [];
  for await (const batch of small) {
    titles.push(...batch.titles);
    items.push(...batch.items);
    if (titles.length + items.length < BATCH) continue;
    yield { titles, items };
    [titles, items] = [[], []];
  }
  yield { titles, items };
}

/** Copies that came for holds which are taken. */
/** Copies whose loan is taken: of a patron who is known, at a branch that there is. */
async function lentCopies({ goingOn, places, wanted }: Step): Promise<Set<string>> {
  const lent = new Set<string>();
  for (const { value } of goingOn.loans) {
    const isAtBranch = value.branch === null || (await places.branch(value.branch)) !== null;
    if (isAtBranch && wanted.patron(value.patron) !== null) lent.add(value.item);
  }
  return lent;
}

async function capturedCopies({ goingOn, ids, places, wanted }: Step): Promise<Map<string, Captured>> {
  const captured = new Map<string, Captured>();
  for (const { value } of goingOn.holds) {
    const pickup = await places.branch(value.pickup);
    if (value.captured === null || pickup === null || wanted.patron(value.patron) === null) continue;
    const { item, onShelf } = value.captured;
    captured.set(item, { hold: ids.hold(value.id), pickup: pickup.id, onShelf });
  }
  return captured;
}

function takeTitle(
  { source, ids }: Step,
  { at, value: { id, title, join } }: Found<TitleRecord>,
  { titles, titleKeys, titlesHere }: Running & { readonly titlesHere: ReadonlyMap<string, Title> },
): SourcedRow<'title'>[] {
  if (titles.has(id)) {
    rejectRecord(source, 'title', at, `the id ${id} is there already`);
    return [];
  }
  titles.add(id);
  takeRecord(source, 'title', at);
  const here = titlesHere.get(id);
  const joined = here === undefined ? undefined : join?.(here);
  if (joined !== undefined) titleKeys.set(id, joined.id);
  const row: Title = joined ?? { ...title, id: ids.title(id), source: { system: source.system, id } };
  return [{ sourceId: id, key: row.id, row }];
}

/** Titles that copies name and that came with an earlier import. */
async function titlesElsewhere(
  { sink, ids }: Step,
  items: readonly Found<ItemRecord>[],
  { titles }: Running,
): Promise<ReadonlySet<string>> {
  const named = new Set(items.map(({ value }) => value.title).filter((title) => !titles.has(title)));
  if (named.size === 0) return named;
  const present = await sink.present(
    'title',
    [...named].map((title) => ids.title(title)),
  );
  return new Set([...named].filter((title) => present.has(ids.title(title))));
}

async function takeItem(
  { source, ids, places, wanted }: Step,
  { at, value }: Found<ItemRecord>,
  running: Running & { readonly elsewhere: ReadonlySet<string>; readonly here: HereAlready<Item> | undefined },
): Promise<Item | null> {
  const { id, title, item } = value;
  if (running.items.has(id)) return refuse(`the id ${id} is there already`);
  running.items.add(id);
  const barcode = codeText(item.barcode);
  const first = running.barcodes.get(barcode);
  if (first !== undefined) return refuse(`the barcode ${item.barcode} is that of line ${first}`);
  const unclear = running.here?.unclear.get(id);
  if (unclear !== undefined) return refuse(unclear);
  const known = running.here?.rows.get(id);
  if (known === undefined && !running.titles.has(title) && !running.elsewhere.has(title))
    return refuse(`there is no title ${title}`);
  const home = await places.branch(value.home ?? known?.home ?? null);
  if (home === null) return refuse(`there is no branch ${value.home}`);
  const owner = value.owner === null ? home : await places.branch(value.owner);
  if (owner === null) return refuse(`there is no branch ${value.owner}`);
  const holding = value.holding === null ? home : await places.branch(value.holding);
  if (holding === null) return refuse(`there is no branch ${value.holding}`);
  const location = value.location === null ? null : await places.location(value.location, home);
  if (value.location !== null && location === null) return refuse(`there is no location ${value.location}`);
  running.barcodes.set(barcode, at.line);
  const joined = known === undefined ? undefined : value.join?.(known);
  if (joined !== undefined) {
    takeRecord(source, 'item', at, value.notes);
    return { ...joined, home: home.id, ...(value.location === null ? {} : { location: location?.id ?? null }) };
  }
  const { where, note } = whereOf(
    value,
    { home: home.id, holding: holding.id },
    { ...running, byCode: source.namesByCode },
  );
  const row: Item = {
    ...item,
    id: ids.item(id),
    titleId: running.titleKeys.get(title) ?? ids.title(title),
    home: home.id,
    owner: owner.id,
    location: location?.id ?? null,
    provisional: false,
    source: { system: source.system, id },
    base: { foldedTo: null, where },
    state: stateOfWhere(where),
  };
  takeRecord(source, 'item', at, [...value.notes, ...(note === null ? [] : [`${item.barcode}: ${note}`])]);
  wanted.seeItem(value, row);
  return row;

  function refuse(reason: string): null {
    rejectRecord(source, 'item', at, reason);
    return null;
  }
}

/** Reports for a status without its loan or hold. */
const WITHOUT_ITS_ACT: Partial<Readonly<Record<RecordStatus, string>>> = {
  'on-loan': 'on loan, but no loan of it can be taken; taken as on loan to an unknown patron',
  'on-hold-shelf': 'on the hold shelf, but no hold that is taken has it; taken as available',
  'in-transit': 'in transit, and the export does not say where to; taken as on its way home',
};

function whereOf(
  { id, status, item: { barcode } }: ItemRecord,
  { home, holding }: { readonly home: BranchId; readonly holding: BranchId },
  { onLoan, captured, byCode }: Running & { readonly byCode: boolean },
): { readonly where: Where; readonly note: string | null } {
  const names = byCode ? [id, barcode] : [id];
  if (names.some((name) => onLoan.has(name))) return { where: { status: 'available', branch: holding }, note: null };
  const hold = names.flatMap((name) => captured.get(name) ?? [])[0];
  if (hold?.onShelf === true)
    return { where: { status: 'on-hold-shelf', branch: hold.pickup, hold: hold.hold }, note: null };
  if (hold !== undefined)
    return { where: { status: 'in-transit', branch: holding, to: hold.pickup, hold: hold.hold }, note: null };
  const note = WITHOUT_ITS_ACT[status] ?? null;
  if (status === 'in-transit') return { where: { status, branch: holding, to: home, hold: null }, note };
  if (status === 'on-loan') return { where: { status: 'on-loan-unknown', branch: holding }, note };
  if (status === 'on-hold-shelf') return { where: { status: 'available', branch: holding }, note };
  return { where: { status, branch: holding }, note };
}
