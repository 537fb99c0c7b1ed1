// items.csv: copies. Where a copy is comes from its loan, else from the hold that it stands for, else from its status. A deleted copy is taken,
// as discarded, only while it is out or stands for a hold.

import type { BranchId, HoldId, ItemId, TitleId } from '../../../shared/core/ids.ts';
import type { Branch, Location } from '../../../shared/circ/model/branch.ts';
import type { Item, Where } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readCount, usesBefore } from '../records/uses-before.ts';
import { stateOfWhere } from '../state-of-where.ts';
import { noteRow, parseTable, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import { readStatus, type SourceStatus } from './item-status.ts';
import { readBranch, type BranchTree } from './read-branches.ts';
import { evergreenItem, evergreenTitle, sourceOf } from './source-ids.ts';
import { unusedColumns } from '../csv/unused-columns.ts';

/** A copy that was captured for a live hold that is taken. */
export type CapturedFor = { readonly hold: HoldId; readonly pickup: BranchId; readonly onShelf: boolean };

/** Rows that items refer to, and rows that refer to items. */
export type ItemContext = {
  readonly tree: BranchTree;
  readonly locations: ReadonlyMap<string, Location>;
  readonly statuses: ReadonlyMap<string, SourceStatus>;
  /** Source's ids of the titles that an item may name. */
  readonly titles: ReadonlySet<string>;
  /** Whether a loan of the copy is taken. */
  readonly isOnLoan: (id: string) => boolean;
  readonly capturedFor: (id: string) => CapturedFor | null;
  /** Whether a hold names the copy. */
  readonly isNamed: (id: string) => boolean;
};

/** Facts about other rows from the taken items. */
export type ItemsSeen = {
  readonly ids: Set<string>;
  /** Titles and locations that a taken item names, by the source's ids. */
  readonly titles: Set<string>;
  readonly locations: Set<string>;
  /** Source's ids of titles that exist only in the row of a copy. */
  readonly uncatalogued: Set<string>;
  /** The copies that holds name. */
  readonly named: Map<string, NamedCopy>;
};

/** A copy that a hold names. */
export type NamedCopy = { readonly itemId: ItemId; readonly titleId: TitleId; readonly home: BranchId };

type ItemRow = {
  readonly id: string;
  readonly barcode: string;
  readonly title: string;
  /** Title and author as they stand in the row itself. */
  readonly named: { readonly title: string | null; readonly author: string | null };
  readonly location: string;
  readonly isDeleted: boolean;
  readonly status: string;
  readonly isOnLoan: boolean;
  readonly captured: CapturedFor | null;
  readonly item: Item | null;
};

/** Items of one batch, with titles that exist only in the row of a copy (copies lent before they were catalogued). */
export type ItemBatch = { readonly items: readonly Item[]; readonly titles: readonly Title[] };

/** Reads the items batch by batch. */
export async function* readItems(
  folder: EvergreenFolder,
  context: ItemContext,
  seen: ItemsSeen,
): AsyncGenerator<ItemBatch> {
  const unused = unusedColumns(folder, 'items', ['deposit', 'age_protect', 'part_label', 'copy_note']);
  const barcodes = new Map<string, number>();
  const parse = (read: RowReader): ItemRow => {
    const row = parseItem(read, context);
    if (!row.isDeleted) unused.see(read);
    return row;
  };
  for await (const batch of parseTable(folder, 'items', parse)) {
    const rows = batch.filter((row) => isTaken(folder, row, { seen, barcodes }));
    for (const row of rows) {
      sayWhere(folder, row, context);
      const { id, item } = row.value;
      if (item !== null && context.isNamed(id))
        seen.named.set(id, { itemId: item.id, titleId: item.titleId, home: item.home });
    }
    const uncatalogued = rows.filter(({ value }) => isUncatalogued(value.title));
    for (const { value } of uncatalogued) seen.uncatalogued.add(uncataloguedId(value));
    yield {
      items: rows.flatMap(({ value }) => value.item ?? []),
      titles: uncatalogued.map(({ value }) => uncataloguedTitle(value)),
    };
  }
  unused.tell();
}

function isTaken(
  folder: EvergreenFolder,
  { line, value }: Parsed<ItemRow>,
  { seen, barcodes }: { readonly seen: ItemsSeen; readonly barcodes: Map<string, number> },
): boolean {
  const refuse = (reason: string) => {
    rejectRow(folder, 'items', line, reason);
    return false;
  };
  if (seen.ids.has(value.id)) return refuse(`the id ${value.id} is there already`);
  if (value.isDeleted && !value.isOnLoan && value.captured === null) return refuse('the item is deleted');
  const first = barcodes.get(value.barcode);
  if (first !== undefined) return refuse(`the barcode ${value.barcode} is that of line ${first}`);
  barcodes.set(value.barcode, line);
  seen.ids.add(value.id);
  seen.titles.add(value.title);
  seen.locations.add(value.location);
  takeRows(folder, 'items');
  if (value.isDeleted)
    noteRow(folder, 'items', line, 'the item is deleted, but is out or stands for a hold; it is taken as discarded');
  return true;
}

function sayWhere(folder: EvergreenFolder, { line, value }: Parsed<ItemRow>, { statuses }: ItemContext): void {
  if (value.isOnLoan || value.captured !== null || value.isDeleted) return;
  const note = readStatus(value.status, statuses)?.note ?? null;
  if (note !== null) noteRow(folder, 'items', line, `${value.barcode}: ${note}`);
}

const loanGrades: Readonly<Record<string, Item['loanGrade']>> = { 1: 'short', 2: 'normal', 3: 'extended' };
const fineGrades: Readonly<Record<string, Item['fineGrade']>> = { 1: 'low', 2: 'normal', 3: 'high' };

function parseItem(read: RowReader, context: ItemContext): ItemRow {
  const { tree, locations } = context;
  const id = read.id('copy_id');
  const isDeleted = read.flag('deleted') ?? false;
  const title = read.id('bib_id');
  const status = read.id('status_id');
  const row = {
    id,
    barcode: read.required('barcode'),
    title,
    named: { title: read.text('title'), author: read.text('author') },
    status,
    isDeleted,
    isOnLoan: context.isOnLoan(id),
    captured: context.capturedFor(id),
  };
  if (!isUncatalogued(title) && !context.titles.has(title)) read.problem(`bibs.csv has no title ${title}`);
  const home = readPlace(read, tree, 'circ_lib');
  const owner = readPlace(read, tree, 'owning_lib');
  const place = read.text('location_id') ?? '';
  const location = read.parsed(
    'location_id',
    'a location of copy_locations.csv',
    (text) => locations.get(text) ?? null,
  );
  const where = home === null ? null : readWhere(read, { ...row, home: home.id }, context);
  const about = readAbout(read, { isOut: row.isOnLoan });
  if (home === null || owner === null || where === null) return { ...row, location: place, item: null };
  const item: Item = {
    id: evergreenItem(id),
    barcode: row.barcode,
    titleId: titleOf(row),
    home: home.id,
    owner: owner.id,
    location: location?.id ?? null,
    ...about,
    serial: false,
    parts: [],
    provisional: false,
    source: sourceOf(id),
    base: { foldedTo: null, where },
    state: stateOfWhere(where),
  };
  return { ...row, location: place, item };
}

function readPlace(read: RowReader, tree: BranchTree, column: string): Branch | null {
  if (read.text(column) === null) read.required(column);
  return readBranch(read, tree, column);
}

function readAbout(
  read: RowReader,
  { isOut }: { readonly isOut: boolean },
): Pick<
  Item,
  | 'callNumber'
  | 'kind'
  | 'loanGrade'
  | 'fineGrade'
  | 'circulates'
  | 'holdable'
  | 'reference'
  | 'priceMinor'
  | 'alert'
  | 'addedAt'
  | 'usesBefore'
> {
  const priceMinor = read.money('price');
  if (priceMinor !== null && priceMinor < 0) read.problem('price is below 0');
  const label = read.text('call_number_label');
  const parts = [read.text('call_number_prefix'), label, read.text('call_number_suffix')].flatMap((part) => part ?? []);
  const addedAt = read.instant('active_date') ?? read.instant('create_date');
  return {
    callNumber: read.text('call_number') ?? parts.join(' '),
    kind: read.text('circ_modifier'),
    loanGrade: read.parsed('loan_duration', '1, 2 or 3', (text) => loanGrades[text] ?? null) ?? 'normal',
    fineGrade: read.parsed('fine_level', '1, 2 or 3', (text) => fineGrades[text] ?? null) ?? 'normal',
    circulates: read.flag('circulate') ?? true,
    holdable: read.flag('holdable') ?? true,
    reference: read.flag('ref') ?? false,
    priceMinor,
    alert: read.text('alert_message'),
    addedAt,
    ...usesBefore(readCount(read, 'circ_count'), { since: addedAt, isOut }),
  };
}

function readWhere(
  read: RowReader,
  row: Pick<ItemRow, 'status' | 'isDeleted' | 'isOnLoan' | 'captured'> & { readonly home: BranchId },
  { statuses }: ItemContext,
): Where | null {
  const { captured, home } = row;
  if (row.isOnLoan) return { status: 'available', branch: home };
  if (captured !== null && captured.onShelf)
    return { status: 'on-hold-shelf', branch: captured.pickup, hold: captured.hold };
  if (captured !== null) return { status: 'in-transit', branch: home, to: captured.pickup, hold: captured.hold };
  if (row.isDeleted) return { status: 'discarded', branch: home };
  const reading = readStatus(row.status, statuses);
  if (reading === null) {
    read.problem(`status ${row.status} is not in copy_statuses.csv`);
    return null;
  }
  if (reading.status === 'in-transit') return { status: 'in-transit', branch: home, to: home, hold: null };
  return { status: reading.status, branch: home };
}

/** Copies that were lent before they were catalogued hang on a record with a negative id, which has no row. */
function isUncatalogued(title: string): boolean {
  return title.startsWith('-');
}

function uncataloguedId({ id }: Pick<ItemRow, 'id'>): string {
  return `copy ${id}`;
}

function titleOf(row: Pick<ItemRow, 'title' | 'id'>): TitleId {
  return evergreenTitle(isUncatalogued(row.title) ? uncataloguedId(row) : row.title);
}

function uncataloguedTitle(row: ItemRow): Title {
  return {
    id: titleOf(row),
    title: row.named.title ?? row.barcode,
    author: row.named.author,
    isbns: [],
    published: null,
    recordType: null,
    recordForm: null,
    recordLevel: null,
    videoFormat: null,
    source: sourceOf(uncataloguedId(row)),
  };
}
