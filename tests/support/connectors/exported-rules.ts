// Shows the rules of an export as the system that it came from would: each stand-in gets the rows of the tables, in the form of its own interface.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { EvergreenLibrary } from './evergreen-gateway.ts';
import { RULE_CLASSES, type Row } from './evergreen-records.ts';
import { askCql } from './folio-cql.ts';
import type { FolioLibrary } from './folio-library.ts';
import type { KohaLibrary } from './koha-library.ts';

type Values = Readonly<Record<string, string>>;

/** Rows of a table; none where the export has no such file. */
function table(folder: string, name: string): readonly Values[] {
  const file = join(folder, `${name}.csv`);
  if (!existsSync(file)) return [];
  return Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

/** Koha has one object for each scope, with null for a kind that it has no rule of. */
export function showKohaRules({ shows }: KohaLibrary, folder: string): void {
  const rules = table(folder, 'circulation_rules');
  const kinds = [...new Set(rules.map((rule) => rule['rule_name'] ?? ''))];
  const scopes = Map.groupBy(rules, (rule) =>
    ['branchcode', 'categorycode', 'itemtype'].map((part) => rule[part] || '*').join(' '),
  );
  const stored = [...scopes].map(([scope, own]) => {
    const [library_id, patron_category_id, item_type_id] = scope.split(' ');
    const values = kinds.map((kind) => [kind, own.find((rule) => rule['rule_name'] === kind)?.['rule_value'] ?? null]);
    return { ...Object.fromEntries(values), context: { library_id, patron_category_id, item_type_id } };
  });
  // Asked for what holds, it gives the values of one case.
  shows.set('GET /circulation_rules', (query) => (query.get('effective') === 'false' ? stored : stored.slice(0, 1)));
  shows.set('GET /libraries', () =>
    table(folder, 'branches').map((row) => ({ library_id: row['branchcode'], name: row['branchname'] })),
  );
  shows.set('GET /patron_categories', () =>
    table(folder, 'patron_categories').map((row) => ({
      patron_category_id: row['categorycode'],
      name: row['description'],
      category_type: row['category_type'],
    })),
  );
  shows.set('GET /item_types', () =>
    table(folder, 'item_types').map((row) => ({
      item_type: row['itemtype'],
      parent_type: row['parent_type'] || null,
      description: row['description'],
      rentalcharge: Number(row['rentalcharge'] || 0),
      rentalcharge_daily: null,
      rentalcharge_hourly: null,
      notforloan: row['notforloan'] === '1',
    })),
  );
}

/** Where FOLIO has the records of a file, and under which name a list of them comes. */
const FOLIO_LISTS = {
  'loan-policies': ['/loan-policy-storage/loan-policies', 'loanPolicies'],
  'request-policies': ['/request-policy-storage/request-policies', 'requestPolicies'],
  'patron-notice-policies': ['/patron-notice-policy-storage/patron-notice-policies', 'patronNoticePolicies'],
  'overdue-fine-policies': ['/overdue-fines-policies', 'overdueFinePolicies'],
  'lost-item-fee-policies': ['/lost-item-fees-policies', 'lostItemFeePolicies'],
  'fixed-due-date-schedules': ['/fixed-due-date-schedule-storage/fixed-due-date-schedules', 'fixedDueDateSchedules'],
  'patron-groups': ['/groups', 'usergroups'],
  'material-types': ['/material-types', 'mtypes'],
  'loan-types': ['/loan-types', 'loantypes'],
  institutions: ['/location-units/institutions', 'locinsts'],
  campuses: ['/location-units/campuses', 'loccamps'],
  libraries: ['/location-units/libraries', 'loclibs'],
  locations: ['/locations', 'locations'],
  'service-points': ['/service-points', 'servicepoints'],
  calendars: ['/calendar/calendars', 'calendars'],
} as const;

/** FOLIO has a list of each kind, a page at a time, and who changed each record last. */
export function showFolioRules({ shows }: FolioLibrary, folder: string, mostAtOnce = Infinity): void {
  const text = readFileSync(join(folder, 'circulation-rules.txt'), 'utf8');
  shows.set('GET /circulation/rules', () => ({ id: 'rules', rulesAsText: text }));
  for (const [name, [path, list]] of Object.entries(FOLIO_LISTS)) {
    const file = join(folder, `${name}.ndjson`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    const all = lines.flatMap((line) => (line.trim() === '' ? [] : [rowIn(line)])).toReversed();
    // The sample has one policy twice, which no FOLIO has: the first stands, as in an import.
    const distinct = new Map(all.map((row) => [row['id'], { ...row, metadata: { createdByUserId: 'u' } }]));
    const records = [...distinct.values()].toReversed();
    shows.set(`GET ${path}`, (query) => {
      const from = Number(query.get('offset') ?? 0);
      const most = Math.min(Number(query.get('limit') ?? 10), mostAtOnce);
      return {
        [list]: askCql(query.get('query') ?? '', records).slice(from, from + most),
        totalRecords: records.length,
      };
    });
  }
}

function rowIn(line: string): Readonly<Record<string, unknown>> {
  const parseRow = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;
  return parseRow(line);
}

/** The table of the export that holds the records of a class as they are. */
const EVERGREEN_CLASSES = {
  org_units: 'aou',
  org_unit_types: 'aout',
  patron_groups: 'pgt',
  standing_penalties: 'csp',
  group_penalty_thresholds: 'pgpt',
  copy_locations: 'acpl',
  rule_circ_duration: 'crcd',
  rule_recurring_fine: 'crrf',
  rule_max_fine: 'crmf',
  hard_due_dates: 'chdd',
  circ_matrix: 'ccmm',
  circ_matrix_weights: 'ccmw',
  rule_age_hold_protect: 'crahp',
  hold_matrix: 'chmm',
  hold_matrix_weights: 'chmw',
  circ_limit_sets: 'ccls',
  hours_of_operation: 'aouhoo',
  closed_dates: 'aoucd',
} as const;

const FLAGS = new Set(
  'active circulate holdable deleted is_percent global juvenile_flag ref_flag is_renewal full_day multi_day'.split(' '),
);

/**
 * Evergreen gives numbers for ids and `t` or `f` for flags. Every limit set is linked to rule 1, the weights named Default are in use, and
 * the machine's zone is UTC. */
export function showEvergreenRules({ rows }: Pick<EvergreenLibrary, 'rows'>, folder: string): void {
  const put = (of: keyof typeof rows, all: readonly Row[]) => void rows[of].splice(0, rows[of].length, ...all);
  for (const of of RULE_CLASSES) put(of, []);
  for (const [name, of] of Object.entries(EVERGREEN_CLASSES))
    put(
      of,
      table(folder, name).map((row, n) => ({ ...recordOf(row), id: Number(row['id'] ?? n + 1) })),
    );
  const sets = table(folder, 'circ_limit_sets');
  const root = rows.aou.find(({ parent_ou: parent }) => parent === null)?.['id'];
  const defaultIn = (of: 'ccmw' | 'chmw') => rows[of].find(({ name }) => name === 'Default')?.['id'];
  put('cwa', [
    { id: 1, active: 't', org_unit: root, circ_weights: defaultIn('ccmw'), hold_weights: defaultIn('chmw') },
  ]);
  put(
    'ccmlsm',
    sets.map(({ id }, n) => ({ id: n + 1, limit_set: Number(id), matchpoint: 1, fallthrough: 'f', active: 't' })),
  );
  const members = (column: string) =>
    sets.flatMap((set) =>
      (set[column] ?? '').split('|').flatMap((one) => (one === '' ? [] : [{ set: Number(set['id']), one }])),
    );
  put(
    'cclscmm',
    members('circ_modifiers').map(({ set, one }, n) => ({ id: n + 1, limit_set: set, circ_mod: one })),
  );
  put(
    'cclsacpl',
    members('copy_locations').map(({ set, one }, n) => ({
      id: n + 1,
      limit_set: set,
      copy_loc: Number(one.split(':')[0]),
    })),
  );
}

function recordOf(row: Values): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value === '') return [name, null];
      if (name === 'close_start' || name === 'close_end') return [name, serverTime(value)];
      return [name, FLAGS.has(name) && (value === '1' || value === '0') ? (value === '1' ? 't' : 'f') : value];
    }),
  );
}

/** A time as the server writes it: to the second, in the zone of its machine. */
function serverTime(text: string): string {
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return at.toISOString().replace(/\.\d+Z$/, '+0000');
}
