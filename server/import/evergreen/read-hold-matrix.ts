// hold_matrix.csv with rule_age_hold_protect.csv: rows of the hold matrix as rules of holds. As there, the best row decides alone, and a hold that
// none matches is not placed. A row with a criterion that Holdfast does not have is not taken: without it the row would apply where it must not.

import type { Location } from '../../../shared/circ/model/branch.ts';
import type { Attribute, Criterion } from '../../../shared/rules/model/criteria.ts';
import type { HoldTerms } from '../../../shared/rules/model/policy/hold.ts';
import type { LoanRule, PatronGroup, WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { parseAgeDays } from './intervals.ts';
import { askedAlike, criteriaOf, oneOf } from './matrix-criteria.ts';
import { readBranch, type BranchTree } from './read-branches.ts';

/** Rows that the matrix refers to. */
export type HoldMatrixReferences = {
  readonly tree: BranchTree;
  readonly groups: ReadonlyMap<string, PatronGroup>;
  readonly locations: ReadonlyMap<string, Location>;
};

type HoldRule = NonNullable<WeightedRuleSet['holdRules']>[number];
type Protection = NonNullable<HoldTerms['ageProtection']>;
type MatrixRow = { readonly id: string; readonly rule: HoldRule; readonly unused: readonly string[] };

const knownColumns = new Set(
  (
    'id active strict_ou_match user_home_ou request_ou pickup_ou item_owning_ou item_circ_ou usr_grp requestor_grp circ_modifier ' +
    'marc_type marc_form marc_bib_level marc_vr_format juvenile_flag ref_flag item_age holdable distance_is_from_owner transit_range ' +
    'max_holds include_frozen_holds stop_blocked_user age_hold_protect_rule copy_location description'
  ).split(' '),
);

/** Rules of holds in the order of their ids; undefined where the export has no matrix of them. */
export async function readHoldMatrix(
  folder: EvergreenRulesFolder,
  references: HoldMatrixReferences,
): Promise<readonly HoldRule[] | undefined> {
  const protections = await readProtections(folder);
  if (!folder.files.has('hold_matrix')) return undefined;
  const read = await readAll(folder, 'hold_matrix', (row) => parseRow(row, references, protections));
  const rows = distinctById(folder, 'hold_matrix', read);
  takeRows(folder, 'hold_matrix', rows.size);
  for (const { line, value } of rows.values()) {
    if (value.unused.length > 0) noteRow(folder, 'hold_matrix', line, `taken without ${value.unused.join(', ')}`);
  }
  return [...rows.values()].map(({ value }) => value.rule).toSorted((a, b) => a.position - b.position);
}

/** For how long new items stay near, by rule. */
async function readProtections(folder: EvergreenRulesFolder): Promise<ReadonlyMap<string, Protection>> {
  const rows = distinctById(
    folder,
    'rule_age_hold_protect',
    await readAll(folder, 'rule_age_hold_protect', (read) => ({
      id: read.id('id'),
      youngerThanDays: read.parsed('age', 'an age', parseAgeDays) ?? 0,
      distance: read.integer('prox') ?? 0,
    })),
  );
  takeRows(folder, 'rule_age_hold_protect', rows.size);
  return new Map(
    [...rows].map(([id, { value }]) => [
      id,
      { youngerThanDays: Math.ceil(value.youngerThanDays), distance: Math.max(value.distance, 0) },
    ]),
  );
}

function parseRow(
  read: RowReader,
  references: HoldMatrixReferences,
  protections: ReadonlyMap<string, Protection>,
): MatrixRow {
  const id = read.id('id');
  const criteria = readCriteria(read, references);
  const { hold, unused } = readGives(read, protections);
  if (read.flag('strict_ou_match') === true) read.problem('strict_ou_match is a criterion that Holdfast does not know');
  for (const column of read.columns()) {
    if (!knownColumns.has(column) && read.text(column) !== null)
      read.problem(`${column} is a criterion that Holdfast does not know`);
  }
  const name = read.text('description') ?? nameOf(criteria, references);
  const active = read.flag('active') ?? true;
  return { id, unused, rule: { id, name, position: Number(id), active, criteria, gives: { hold } } };
}

/** A row with a group alone is called by the group; others by their criteria. */
function nameOf(criteria: LoanRule['criteria'], { groups }: HoldMatrixReferences): string {
  const asked = Object.keys(criteria);
  const group = criteria.requestorGroup;
  if (asked.length !== 1 || group === undefined || !('in' in group)) return '';
  return groups.get(group.in[0] ?? '')?.name ?? '';
}

type Criteria = Partial<Record<Attribute, Criterion>>;

function readCriteria(read: RowReader, { tree, groups, locations }: HoldMatrixReferences): Criteria {
  const group = (column: string) =>
    read.parsed(column, 'a group of patron_groups.csv', (id) => groups.get(id)?.id ?? null);
  const place = (column: string) => readBranch(read, tree, column)?.id ?? null;
  if (read.text('requestor_grp') === null) read.required('requestor_grp');
  const age = read.parsed('item_age', 'an age', parseAgeDays);
  return criteriaOf([
    ['requestorGroup', oneOf(group('requestor_grp'))],
    ['patronGroup', oneOf(group('usr_grp'))],
    ['patronHome', oneOf(place('user_home_ou'))],
    ['requestBranch', oneOf(place('request_ou'))],
    ['pickupBranch', oneOf(place('pickup_ou'))],
    ['itemOwner', oneOf(place('item_owning_ou'))],
    ['itemHome', oneOf(place('item_circ_ou'))],
    ...askedAlike(read, locations),
    ['itemAge', age === null ? null : { youngerThanDays: age }],
  ]);
}

/** A row without a value for whether a hold is allowed allows it, as the table does there. */
function readGives(
  read: RowReader,
  protections: ReadonlyMap<string, Protection>,
): { hold: Partial<HoldTerms>; unused: string[] } {
  const most = read.integer('max_holds');
  if (most !== null && most < 0) read.problem('max_holds is below 0');
  const protection = read.parsed(
    'age_hold_protect_rule',
    'a row of rule_age_hold_protect.csv',
    (id) => protections.get(id) ?? null,
  );
  const hold: Partial<HoldTerms> = {
    from: read.flag('holdable') === false ? 'none' : 'any',
    ...(most === null ? {} : { total: most }),
    ...(protection === null ? {} : { ageProtection: protection }),
  };
  const unused = [
    ...(read.text('transit_range') === null ? [] : ['transit_range']),
    ...(read.flag('stop_blocked_user') === true ? ['stop_blocked_user'] : []),
    ...(read.flag('distance_is_from_owner') === true && protection !== null ? ['distance_is_from_owner'] : []),
    ...(read.flag('include_frozen_holds') === false && most !== null && hold.from === 'any'
      ? ['include_frozen_holds (suspended holds count)']
      : []),
  ];
  return { hold, unused };
}
