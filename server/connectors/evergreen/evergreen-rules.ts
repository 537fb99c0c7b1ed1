// Evergreen's rules over its data service, in the tables of its export: each field under its own name, so that a criterion which nothing knows is refused
// by the importer, and not lost.

import { z } from 'zod';
import { SystemFailureError, type RuleFiles } from '../other-system.ts';
import { csvFile } from '../rule-files.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import type { EvergreenClass } from './evergreen-idl.ts';
import { placesOf } from './evergreen-records.ts';

type Row = Readonly<Record<string, string>>;

/** Tables that hold the records of a class as they are. */
const TABLES = {
  org_unit_types: 'aout',
  standing_penalties: 'csp',
  group_penalty_thresholds: 'pgpt',
  copy_locations: 'acpl',
  rule_circ_duration: 'crcd',
  rule_recurring_fine: 'crrf',
  rule_max_fine: 'crmf',
  hard_due_dates: 'chdd',
  rule_age_hold_protect: 'crahp',
  hold_matrix: 'chmm',
  closed_dates: 'aoucd',
} as const satisfies Readonly<Record<string, EvergreenClass>>;

/** Its data service leaves out, without a word, what these rights do not show; of each row, one is enough. */
const RIGHTS = [
  ['STAFF_LOGIN'],
  ['VIEW_CIRC_MATRIX_MATCHPOINT', 'ADMIN_CIRC_MATRIX_MATCHPOINT'],
  ['VIEW_HOLD_MATRIX_MATCHPOINT', 'ADMIN_HOLD_MATRIX_MATCHPOINT'],
  ['VIEW_GROUP_PENALTY_THRESHOLD', 'ADMIN_GROUP_PENALTY_THRESHOLD'],
];

const isTrue = (flag: string | undefined): boolean => ['t', 'true', '1'].includes(flag ?? '');

/** Groups of staff, by the right to apply for them. */
const STAFF = /^group_application\.user\.staff(\.|$)/;

/** Reads them over a line to Evergreen. Throws SystemFailureError. */
export async function evergreenRuleFiles(client: EvergreenClient): Promise<RuleFiles> {
  const units = await allOf(client, 'aou');
  const roots = units.flatMap(({ id, parent_ou: parent }) => (parent === '' ? [id] : []));
  await requireRights(client, roots);
  const names = new Map(units.map(({ id, shortname }) => [id, shortname ?? '']));
  const groups = await allOf(client, 'pgt');
  const hours = await allOf(client, 'aouhoo');
  const table = tableOf(client);
  const named = new Map(groups.map(({ id, name }) => [id, name ?? '']));
  const rules = (await allOf(client, 'ccmm')).map((rule) => ({
    ...rule,
    // Rules without a description are called by these.
    org_shortname: names.get(rule['org_unit'] ?? '') ?? '',
    grp_name: named.get(rule['grp'] ?? '') ?? '',
  }));
  const used = (await allOf(client, 'cwa')).filter(({ active }) => isTrue(active));
  const ofRoot = used.find(({ org_unit: unit }) => roots.includes(unit));
  const sets = await limitSets(client, rules);
  const files = [
    table('org_units', 'aou', units),
    table(
      'patron_groups',
      'pgt',
      groups.map((group) => ({ ...group, is_staff: isOfStaff(group, groups) ? '1' : '0' })),
    ),
    table('circ_matrix', 'ccmm', rules),
    table('circ_matrix_weights', 'ccmw', await weightsOf(client, 'ccmw', ofRoot?.['circ_weights'])),
    table('hold_matrix_weights', 'chmw', await weightsOf(client, 'chmw', ofRoot?.['hold_weights'])),
    table('circ_limit_sets', 'ccls', sets),
    table(
      'hours_of_operation',
      'aouhoo',
      hours.map((one) => ({ ...one, org_shortname: names.get(one['id'] ?? '') ?? '' })),
    ),
  ];
  for (const [name, of] of Object.entries(TABLES)) files.push(table(name, of, await allOf(client, of)));
  const others = used.filter((one) => one !== ofRoot).map(({ org_unit: unit }) => names.get(unit ?? '') ?? '');
  return {
    files,
    missing: [
      'its settings of libraries, such as those for fines on closed days',
      ...(await missingOf(client, sets)),
      ...(others.length === 0 ? [] : [`weights of their own: ${others.join(', ')} go by those of all libraries`]),
    ],
  };
}

/** The weights that the whole library goes by, under the name that its importer takes; none = those that Evergreen has built in. */
async function weightsOf(
  client: EvergreenClient,
  of: 'ccmw' | 'chmw',
  id: string | undefined,
): Promise<readonly Row[]> {
  return (await allOf(client, of)).flatMap((row) => (row['id'] === id ? [{ ...row, name: 'Default' }] : []));
}

/** Throws SystemFailureError where the account would see a part of the rules only. */
async function requireRights(client: EvergreenClient, roots: readonly unknown[]): Promise<void> {
  const places = await placesOf(client, RIGHTS.flat());
  const hasAtTop = (right: string) => (places[right] ?? []).some((place) => roots.includes(String(place)));
  const missing = RIGHTS.flatMap((rights) => (rights.some(hasAtTop) ? [] : rights.slice(0, 1)));
  if (missing.length > 0)
    throw new SystemFailureError('shut-out', `the account lacks ${missing.join(', ')} for all libraries`);
}

/** Those that a rule counts by, each with its rules: the others count nothing there. */
async function limitSets(client: EvergreenClient, rules: readonly Row[]): Promise<readonly Row[]> {
  const kinds = Map.groupBy(await allOf(client, 'cclscmm'), (one) => one['limit_set']);
  const places = Map.groupBy(await allOf(client, 'cclsacpl'), (one) => one['limit_set']);
  const known = new Set(rules.map(({ id }) => id));
  const links = (await allOf(client, 'ccmlsm')).filter((one) => isTrue(one['active']) && known.has(one['matchpoint']));
  const used = Map.groupBy(links, (one) => one['limit_set']);
  const joined = (rows: readonly Row[] | undefined, column: string) => (rows ?? []).map((row) => row[column]).join('|');
  return (await allOf(client, 'ccls')).flatMap((set) => {
    const own = used.get(set['id']);
    if (own === undefined) return [];
    const matchpoints = own.map((one) => `${one['matchpoint']}${isTrue(one['fallthrough']) ? '+' : ''}`).join('|');
    const [of, at] = [kinds.get(set['id']), places.get(set['id'])];
    return [{ ...set, circ_modifiers: joined(of, 'circ_mod'), copy_locations: joined(at, 'copy_loc'), matchpoints }];
  });
}

/** Parts of its limit sets that have no place in the tables. */
async function missingOf(client: EvergreenClient, sets: readonly Row[]): Promise<readonly string[]> {
  const grouped = new Set((await allOf(client, 'cclsgm')).map((one) => one['limit_set']));
  const names = sets.flatMap(({ id, name = '' }) => (grouped.has(id) ? [name] : []));
  return [
    ...(sets.length === 0 ? [] : ['the depth of limit sets: each counts at and below the library that owns it']),
    ...(names.length === 0 ? [] : [`limit groups: ${names.join(', ')} count without them`]),
  ];
}

/** Itself, or a group above it. */
function isOfStaff(group: Row, groups: readonly Row[]): boolean {
  const seen = new Set<Row>();
  for (let at: Row | undefined = group; at !== undefined && !seen.has(at);) {
    if (STAFF.test(at['application_perm'] ?? '')) return true;
    seen.add(at);
    const above: string | undefined = at['parent'];
    at = groups.find(({ id }) => id === above);
  }
  return false;
}

const ValueSchema = z
  .union([z.string(), z.number(), z.boolean().transform((flag) => (flag ? '1' : '0'))])
  .transform(String)
  // Fields that lead to other records hold none here.
  .catch('');
const IdSchema = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(Number);

/** Records at once. */
const PAGE = 2_000;

/** All records of a class, in the order of their ids. The rights were asked for, so that no page lacks a record. */
async function allOf(client: EvergreenClient, of: EvergreenClass): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (let last = -2_147_483_648; ;) {
    const paged = { order_by: [{ class: of, field: 'id' }], limit: PAGE };
    const [list] = await client.ask(`open-ils.pcrud.search.${of}.atomic`, { id: { '>': last } }, paged);
    if (!Array.isArray(list)) throw misread(of);
    if (list.length === 0) return all;
    for (const value of list) {
      const fields = client.fields(of, value);
      const id = IdSchema.safeParse(fields?.['id']);
      if (fields === null || !id.success || id.data <= last) throw misread(of);
      all.push(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, ValueSchema.parse(field)])));
      last = id.data;
    }
  }
}

const misread = (of: EvergreenClass): SystemFailureError =>
  new SystemFailureError('not-answered', `its records ${of} are not as its fm_IDL.xml says`);

/** With the columns of its class, and those that were added. */
function tableOf(client: EvergreenClient) {
  return (name: string, of: EvergreenClass, rows: readonly Row[]) => {
    const own = Object.keys(client.fields(of, { __c: of, __p: [] }) ?? {});
    return csvFile(name, [...new Set([...own, ...rows.flatMap((row) => Object.keys(row))])], rows);
  };
}
