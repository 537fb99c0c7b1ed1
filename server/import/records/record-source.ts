// The port that every importer of records fills: one system's files, read as records. The further work is the same for all of them.

import type { Branch, Location } from '../../../shared/circ/model/branch.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import type { UnreadRows } from '../csv/table-folder.ts';
import type { Tally } from '../tally.ts';
import type {
  BranchRecord,
  FeeRecord,
  Found,
  HoldRecord,
  ItemRecord,
  LoanRecord,
  LocationRecord,
  PatronRecord,
  Place,
  TitleRecord,
} from './record.ts';

/** Kinds of records, and the name that each one's rows are counted under. */
export const RECORD_COUNTS = {
  branch: 'branches',
  location: 'locations',
  patron: 'patrons',
  title: 'titles',
  item: 'items',
  loan: 'loans',
  hold: 'holds',
  fee: 'fees',
} as const;
export type RecordKind = keyof typeof RECORD_COUNTS;

/** Titles and copies of one stretch of the export; a copy comes with or after its title. */
export type CatalogueBatch = {
  readonly titles: readonly Found<TitleRecord>[];
  readonly items: readonly Found<ItemRecord>[];
};

/** One system's files, looked through and ready to be read. Each list is read once, in the order of the fields. */
export type RecordSource = {
  /** The name of the system in every row. */
  readonly system: string;
  readonly library: Library;
  /** Adds to any library that is there; else only to the library of the export itself. */
  readonly joins: boolean;
  readonly tally: Tally;
  /** Whether the export has rows of a kind at all: rows of other kinds are not gone from it. */
  readonly covers: (kind: RecordKind) => boolean;
  /** Ids of rows that could not be read. */
  readonly unread: (kind: RecordKind) => UnreadRows | undefined;
  /** Loans, holds and fees may name patrons and copies by a card or barcode. */
  readonly namesByCode: boolean;
  /** Branches and locations that copies name and the library does not have are made. */
  readonly addsPlaces: { readonly branch: boolean; readonly location: boolean };
  /** The key of a location here; absent = made of its id. */
  readonly locationKey?: (id: string) => string;
  readonly branches: () => Promise<readonly Found<BranchRecord>[]>;
  readonly locations: () => Promise<readonly Found<LocationRecord>[]>;
  /** Null: the export has none, and those of the library stay. */
  readonly rules: (places: ReadPlaces) => Promise<RuleSet | null>;
  readonly loans: () => Promise<readonly Found<LoanRecord>[]>;
  readonly holds: () => Promise<readonly Found<HoldRecord>[]>;
  readonly fees: () => Promise<readonly Found<FeeRecord>[]>;
  readonly patrons: () => AsyncIterable<readonly Found<PatronRecord>[]>;
  readonly catalogue: () => AsyncIterable<CatalogueBatch>;
  /** Rows that are here already, by the ids of records, and ambiguous records, with the reason. */
  readonly here?: {
    readonly patrons: (records: readonly Found<PatronRecord>[]) => Promise<HereAlready<Patron>>;
    readonly items: (records: readonly Found<ItemRecord>[]) => Promise<HereAlready<Item>>;
    /** Titles that are here under another key, by the ids of records; a title is here too where a copy of it is. */
    readonly titles: (batch: CatalogueBatch) => Promise<ReadonlyMap<string, Title>>;
  };
  /** Further work after all records, beside the sink. */
  readonly afterwards?: () => Promise<void>;
};

/** Of some records, by their ids. */
export type HereAlready<T> = {
  readonly rows: ReadonlyMap<string, T>;
  readonly unclear: ReadonlyMap<string, string>;
  /** Cards of a record that another patron here has in use. */
  readonly held?: ReadonlyMap<string, ReadonlySet<string>>;
};

/** The places that were taken, by the ids of the source. */
export type ReadPlaces = {
  readonly root: Branch;
  readonly branches: ReadonlyMap<string, Branch>;
  /** Finds a location by the id of the source, else by its id or name here. */
  readonly findLocation: (id: string) => Location | null;
};

/** Rejects a record by its place. */
export function rejectRecord(
  { tally }: Pick<RecordSource, 'tally'>,
  kind: RecordKind,
  at: Place,
  reason: string,
): void {
  tally.reject(RECORD_COUNTS[kind], { ...at, reason });
}

/** Counts a record as taken, with notes about it. */
export function takeRecord(
  { tally }: Pick<RecordSource, 'tally'>,
  kind: RecordKind,
  at: Place,
  notes: readonly string[] = [],
): void {
  tally.take(RECORD_COUNTS[kind]);
  for (const text of notes) tally.note({ ...at, text });
}

/** The first of records with one id stands; later ones are rejected. */
export function distinctRecords<T extends { readonly id: string }>(
  source: Pick<RecordSource, 'tally'>,
  kind: RecordKind,
  records: readonly Found<T>[],
): Found<T>[] {
  const first = new Map<string, Place>();
  return records.filter(({ at, value: { id } }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, at);
    else rejectRecord(source, kind, at, `the id ${id} is that of line ${before.line}`);
    return before === undefined;
  });
}
