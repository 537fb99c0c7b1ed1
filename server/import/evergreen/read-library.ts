// The export from the first file to the last, each kind handed to the sink as it is read.

import { hashedId } from '../../../shared/core/digest.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import type { ImportSink } from '../write/import-sink.ts';
import type { MasterKind, OpeningKind, SourcedRow } from '../write/sourced.ts';
import { detectZone } from './detect-zone.ts';
import { noteRow, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import type { EvergreenTableName } from './evergreen-tables.ts';
import { capturedCopies, holdActs, keepRows, loanActs, namedCopies, placeRows, type Placed } from './going-on.ts';
import { readStatuses } from './item-status.ts';
import { readBranches, type BranchTree } from './read-branches.ts';
import { readBelongings } from './read-cards-blocks.ts';
import { readGroups, readPenalties } from './read-groups.ts';
import { readHolds, type HoldRow } from './read-holds.ts';
import { readItems, type ItemsSeen } from './read-items.ts';
import { dayEnds, readLoans, type LoanRow } from './read-loans.ts';
import { readLocations, type Locations } from './read-locations.ts';
import { readPatrons } from './read-patrons.ts';
import { readRuleParts, type RuleParts } from './read-rule-parts.ts';
import { readRuleSet } from './read-rule-set.ts';
import { readTitles, type TitleReading } from './read-titles.ts';
import { EVERGREEN } from './source-ids.ts';

/** The target of the export, and the zone where it is known already. */
export type Reading = { readonly folder: EvergreenFolder; readonly sink: ImportSink; readonly zone: string | null };

/** Loans and holds that are valid so far. */
type GoingOn = { readonly loans: readonly Placed<LoanRow>[]; readonly holds: readonly Placed<HoldRow>[] };

/** Reads everything. Gives the zone of the library. */
export async function readLibrary({ folder, sink, zone: known }: Reading): Promise<{ zone: string }> {
  const loans = await readLoans(folder);
  const holds = await readHolds(folder);
  const zone = known ?? zoneOf(folder, loans);
  const tree = await readBranches(folder, zone);
  await sink.library({
    id: libraryId(hashedId(EVERGREEN, 'library', tree.root.id)),
    name: tree.root.name,
    zone,
    currency: 'USD',
  });
  await sink.rows(
    'branch',
    [...tree.byUnit].map(([sourceId, row]) => ({ sourceId, key: row.id, row })),
  );
  const groups = await readGroups(folder);
  const penalties = await readPenalties(folder);
  const locations = await readLocations(folder, tree);
  await sink.rows('location', sourcedLocations(locations.live));
  const parts = await readRuleParts(folder);
  await sink.ruleSet(await readRuleSet(folder, { tree, groups, penalties, locations: locations.byId, parts }));
  await retire(
    { folder, sink },
    'loan',
    loans.map(({ value }) => value.id),
  );
  await retire(
    { folder, sink },
    'hold',
    holds.map(({ value }) => value.id),
  );
  const goingOn = {
    loans: placeRows(folder, 'open_circs', loans, tree),
    holds: placeRows(folder, 'holds', holds, tree),
  };
  const borrowers = await takePatrons({ folder, sink, tree, groups, penalties, goingOn });
  await takeCatalogue({ folder, sink, tree, locations, parts, goingOn: ofBorrowers(folder, goingOn, borrowers) });
  await retire({ folder, sink }, 'patron', borrowers);
  await retire({ folder, sink }, 'branch', tree.byUnit.keys());
  return { zone };
}

function zoneOf(folder: EvergreenFolder, loans: readonly Parsed<LoanRow>[]): string {
  const found = detectZone(dayEnds(loans));
  if (found === null) {
    noteRow(
      folder,
      'open_circs',
      null,
      'no due time tells the zone of the library; UTC is assumed, name another with --zone',
    );
    return 'UTC';
  }
  const { zone, fits, of, better } = found;
  const other =
    better === null ? '' : ` (${better.fits} in ${better.zone}; name the zone with --zone if this is wrong)`;
  noteRow(
    folder,
    'open_circs',
    null,
    `the zone is ${zone}: ${fits} of ${of} due times of loans in days end a day there${other}`,
  );
  return zone;
}

type PatronStep = Omit<Reading, 'zone'> & {
  readonly tree: BranchTree;
  readonly groups: Awaited<ReturnType<typeof readGroups>>;
  readonly penalties: Awaited<ReturnType<typeof readPenalties>>;
  readonly goingOn: GoingOn;
};

/** Takes the patrons. Gives the source's ids of those taken. */
async function takePatrons({ folder, sink, tree, groups, penalties, goingOn }: PatronStep): Promise<Set<string>> {
  const belongings = await readBelongings(folder, { penalties, tree });
  const needed = new Set([...goingOn.loans, ...goingOn.holds].map(({ value }) => value.patron));
  const taken = new Set<string>();
  const context = { tree, groups, belongings, isNeeded: (id: string) => needed.has(id) };
  for await (const patrons of readPatrons(folder, context, taken)) await sink.rows('patron', patrons.map(withSource));
  return taken;
}

function ofBorrowers(folder: EvergreenFolder, { loans, holds }: GoingOn, borrowers: ReadonlySet<string>): GoingOn {
  const reason = ({ patron }: { readonly patron: string }) =>
    borrowers.has(patron) ? null : `the patron ${patron} is not taken`;
  return { loans: keepRows(folder, 'open_circs', loans, reason), holds: keepRows(folder, 'holds', holds, reason) };
}

type CatalogueStep = Omit<Reading, 'zone'> & {
  readonly tree: BranchTree;
  readonly locations: Locations;
  readonly parts: RuleParts;
  readonly goingOn: GoingOn;
};

/** Takes titles and items, then loans and holds. */
async function takeCatalogue({ folder, sink, tree, locations, parts, goingOn }: CatalogueStep): Promise<void> {
  const statuses = await readStatuses(folder);
  const titles = readTitles(folder);
  for await (const batch of titles.batches()) await sink.rows('title', batch.map(withSource));
  const holds = keepRows(folder, 'holds', goingOn.holds, ({ item, title }) =>
    item !== null || titles.known.has(title) ? null : `bibs.csv has no title ${title}`,
  );
  const seen = await takeItems(
    { folder, sink, tree, locations, titles, goingOn: { loans: goingOn.loans, holds } },
    statuses,
  );
  const waitedFor = new Set(holds.flatMap(({ value }) => (value.item === null ? [value.title] : [])));
  await sink.rows('title', titles.settle((id) => seen.titles.has(id) || waitedFor.has(id)).map(withSource));
  await sink.rows('location', sourcedLocations(locations.settle((id) => seen.locations.has(id))));
  const allowed = new Map([...parts.durations.values()].map(({ name, maxRenewals }) => [name, maxRenewals]));
  const known = { items: seen.ids, allowedBy: (rule: string) => allowed.get(rule) ?? null };
  await sink.openings('loan', loanActs(folder, goingOn.loans, known));
  await sink.openings('hold', holdActs(folder, holds, seen));
  await retire({ folder, sink }, 'item', seen.ids);
  await retire({ folder, sink }, 'title', titles.taken().union(seen.uncatalogued));
  await retire({ folder, sink }, 'location', locations.taken());
}

type ItemStep = Omit<CatalogueStep, 'parts'> & { readonly titles: TitleReading };

async function takeItems(
  { folder, sink, tree, locations, titles, goingOn }: ItemStep,
  statuses: Awaited<ReturnType<typeof readStatuses>>,
): Promise<ItemsSeen> {
  const seen: ItemsSeen = {
    ids: new Set(),
    titles: new Set(),
    locations: new Set(),
    uncatalogued: new Set(),
    named: new Map(),
  };
  const onLoan = new Set(goingOn.loans.map(({ value }) => value.item));
  const captured = capturedCopies(goingOn.holds);
  const named = namedCopies(goingOn.holds);
  const context = {
    tree,
    statuses,
    locations: locations.byId,
    titles: titles.known,
    isOnLoan: (id: string) => onLoan.has(id),
    capturedFor: (id: string) => captured.get(id) ?? null,
    isNamed: (id: string) => named.has(id),
  };
  for await (const batch of readItems(folder, context, seen)) {
    await sink.rows('title', batch.titles.map(withSource));
    await sink.rows('item', batch.items.map(withSource));
  }
  return seen;
}

/** Rows that carry their source themselves. */
function withSource<K extends 'title' | 'patron' | 'item'>(row: SourcedRow<K>['row']): SourcedRow<K> {
  return { sourceId: row.source?.id ?? row.id, key: row.id, row };
}

function sourcedLocations(rows: Locations['live']): SourcedRow<'location'>[] {
  return rows.map(({ id, location }) => ({ sourceId: id, key: location.id, row: location }));
}

const filesOf = {
  branch: 'org_units',
  location: 'copy_locations',
  patron: 'patrons',
  title: 'bibs',
  item: 'items',
  loan: 'open_circs',
  hold: 'holds',
} as const satisfies Partial<Readonly<Record<MasterKind | OpeningKind, EvergreenTableName>>>;

/** Reports the rows of a kind that the export has. A file that is not there leaves its kind alone. */
async function retire(
  { folder, sink }: Omit<Reading, 'zone'>,
  kind: keyof typeof filesOf,
  ids: Iterable<string>,
): Promise<void> {
  const table = filesOf[kind];
  if (!folder.files.has(table)) return;
  const present = new Set(ids);
  const unread = folder.unread.get(table);
  const has = (id: string) => present.has(id) || unread?.ids.has(id) === true;
  await sink.retire(kind, { has, isVague: unread?.isVague === true });
}
