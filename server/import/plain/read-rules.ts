// rules.csv with groups.csv, limits.csv, hours and closings: the rules of the library as a table. The first row that fits decides, and gives
// everything.

import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { Criteria } from '../../../shared/rules/model/criteria.ts';
import type { Period } from '../../../shared/rules/model/period.ts';
import { periodMinutes } from '../../../shared/rules/model/period.ts';
import type {
  BlockedAct,
  LoanRule,
  PatronGroup,
  RuleGives,
  Threshold,
  WeightedRuleSet,
} from '../../../shared/rules/model/rule-set.ts';
import { buildCalendars } from '../calendars/build-calendars.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, rejectRow, takeRows } from '../csv/table-folder.ts';
import { parsePeriod, parseSpan } from '../evergreen/intervals.ts';
import type { ReadPlaces } from '../records/record-source.ts';
import type { PlainReading, PlainTable } from './plain-tables.ts';
import { readPlainClosings, readPlainHours } from './read-calendars.ts';
import { readAmount, readCount, readWord, readYes, splitList } from './read-values.ts';

/** Reads groups.csv; null where it is not there. */
export async function readPlainGroups({ folder }: PlainReading): Promise<ReadonlyMap<string, PatronGroup> | null> {
  if (!folder.files.has('groups')) return null;
  const rows = await readAll(folder, 'groups', (read): PatronGroup => ({
    id: read.required('id'),
    name: read.required('name'),
    parent: read.text('parent'),
    isStaff: readYes(read, 'is_staff') ?? false,
  }));
  const groups = distinctById(folder, 'groups', rows);
  takeRows(folder, 'groups', groups.size);
  return new Map([...groups].map(([id, { value }]) => [id, value]));
}

/** Tables that mean something only as a part of rules. */
const PARTS = ['limits', 'hours', 'closings'] as const satisfies readonly PlainTable[];

/** Reads the rules; null where there is no rules.csv: then those of the library stay. */
export async function readPlainRules(
  reading: PlainReading,
  places: ReadPlaces,
  known: { readonly groups: ReadonlyMap<string, PatronGroup> | null; readonly currency: string },
): Promise<WeightedRuleSet | null> {
  const { folder } = reading;
  if (!folder.files.has('rules')) {
    for (const part of PARTS)
      for (const { line } of await readAll(folder, part, () => null))
        rejectRow(folder, part, line, 'it is a part of rules, and there is no rules.csv');
    return null;
  }
  const groups = [...(known.groups?.values() ?? [])];
  const rules = await readRows(reading, places, new Set(groups.map(({ id }) => id)));
  const hours = await readPlainHours(reading, places);
  const closures = await readPlainClosings(reading, places);
  const { branches, inherited } = buildCalendars({ branches: inOneOrder(places), hours, closures });
  for (const { branch, from } of inherited)
    noteRow(folder, 'hours', null, `${branch} has no hours; it keeps those of ${from}`);
  const body: Omit<WeightedRuleSet, 'version'> = {
    profile: 'holdfast',
    currency: known.currency,
    groups,
    branches,
    weights: {},
    strategy: 'table_top_down',
    rules,
    thresholds: await readLimits(reading, places, new Set(groups.map(({ id }) => id))),
    limitSets: [],
    endOfDay: '23:59:59',
    closedDays: 'count',
    minimumUsefulMinutes: 5,
  };
  return { version: ruleSetVersion(`csv-${sha256Hex(canonicalJson(body)).slice(0, 16)}`), ...body };
}

/** Sorted by id, so that the same files give the same rules, also when the library has some branches already. */
function inOneOrder({ branches }: ReadPlaces): Branch[] {
  return [...branches.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function readRows(reading: PlainReading, places: ReadPlaces, groups: ReadonlySet<string>): Promise<LoanRule[]> {
  const { folder } = reading;
  const rows = await readAll(folder, 'rules', (read) => ({
    name: read.required('name'),
    criteria: readCriteria(read, places, groups),
    gives: readGives(read, reading),
  }));
  takeRows(folder, 'rules', rows.length);
  return rows.map(({ line, value }) => ({ id: `line ${line}`, position: line, active: true, ...value }));
}

function readCriteria(read: RowReader, places: ReadPlaces, groups: ReadonlySet<string>): Criteria {
  const names = (column: string, what: string, find: (name: string) => string | null): string[] | null => {
    const words = splitList(read.text(column) ?? '').filter((word) => word !== '*');
    const found = words.map((word) => {
      const id = find(word);
      if (id === null) read.problem(`${column} "${word}" is not ${what}`);
      return id ?? word;
    });
    return found.length === 0 ? null : found;
  };
  const asIs = (word: string) => word;
  const asked = {
    patronGroup: names('patron_group', 'a group of groups.csv', (id) =>
      groups.size === 0 || groups.has(id) ? id : null,
    ),
    deskBranch: names('branch', 'a branch', (id) => places.branches.get(id)?.id ?? null),
    location: names('location', 'a location', (id) => places.findLocation(id)?.id ?? null),
    itemKind: names('item_type', 'an item type', asIs),
    loanType: names('loan_type', 'a loan type', asIs),
  };
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, ids]) => (ids === null ? [] : [[name, { in: ids }]])),
  );
}

const PERIOD = 'a period such as "28 days" or "4 hours"';
const NO_TIME: Period = { n: 0, unit: 'days' };
/** Of rows that lend nothing: a rule must have some. */
const ONE_DAY: Period = { n: 1, unit: 'days' };

function readGives(read: RowReader, { decimals }: PlainReading): RuleGives {
  const lends = readYes(read, 'lends') ?? true;
  if (lends) read.required('loan_period');
  const period = read.parsed('loan_period', PERIOD, parsePeriod) ?? ONE_DAY;
  const rate = readAmount(read, 'fine', decimals) ?? 0;
  const most = readAmount(read, 'fine_max', decimals);
  const grace = read.parsed('grace', PERIOD, parseSpan) ?? NO_TIME;
  const per = read.parsed('fine_per', PERIOD, parsePeriod) ?? ONE_DAY;
  const name = read.text('loan_period') ?? '';
  const lostAfter = read.parsed('lost_after', PERIOD, parsePeriod);
  const bills = readYes(read, 'bills_price') ?? true;
  return {
    circulates: lends,
    duration: {
      name,
      periods: { short: period, normal: period, extended: period },
      maxRenewals: readCount(read, 'renewals') ?? 0,
      due: 'rolling',
    },
    fine: { name: 'fine', lowMinor: rate, normalMinor: rate, highMinor: rate, per, grace },
    maxFine: most === null ? null : { name: 'most', amountMinor: most, percentOfPrice: false },
    lost: {
      afterMs: lostAfter === null ? null : (periodMinutes(lostAfter) * DAY_MS) / 1_440,
      bill: bills ? 'price' : 'none',
      defaultPriceMinor: readAmount(read, 'default_price', decimals) ?? 0,
      processingMinor: readAmount(read, 'processing_fee', decimals) ?? 0,
      refundWithinMs: null,
      removeProcessing: true,
      chargeOverdue: false,
    },
    ...((readYes(read, 'holds') ?? true) ? {} : { hold: { from: 'none' as const } }),
  };
}

const STOPS: Readonly<Record<string, readonly BlockedAct[]>> = {
  borrowing: ['CIRC', 'FULFILL'],
  holds: ['HOLD'],
  renewals: ['RENEW'],
};

async function readLimits(
  { folder, decimals }: PlainReading,
  { root }: ReadPlaces,
  groups: ReadonlySet<string>,
): Promise<Threshold[]> {
  const rows = await readAll(folder, 'limits', (read): Threshold => {
    const counts = readWord(read, 'counts', ['fines', 'overdues', 'items-out', 'lost']);
    if (counts === null) read.required('counts');
    read.required('limit');
    const limit = counts === 'fines' ? readAmount(read, 'limit', decimals) : readCount(read, 'limit');
    const words = splitList(read.text('stops') ?? 'borrowing');
    const unknown = words.find((word) => !Object.hasOwn(STOPS, word));
    if (unknown !== undefined) read.problem(`stops "${unknown}" is not one of ${Object.keys(STOPS).join(', ')}`);
    const group = read.required('patron_group');
    if (groups.size > 0 && !groups.has(group)) read.problem(`groups.csv has no group ${group}`);
    return {
      group,
      branch: root.id,
      counts: counts ?? 'fines',
      limit: limit ?? 0,
      blocks: words.flatMap((word) => STOPS[word] ?? []),
    };
  });
  takeRows(folder, 'limits', rows.length);
  return rows.map(({ value }) => value);
}
