// circ_matrix.csv: rows of the circulation matrix as loan rules. A row with a criterion that Holdfast lacks is not taken: without the criterion it
// would apply too widely. Settings of a row that Holdfast does not use yet are noted by name.

import type { Location } from '../../../shared/circ/model/branch.ts';
import type { Attribute, Criterion } from '../../../shared/rules/model/criteria.ts';
import type { Gives, LoanRule, PatronGroup } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import type { Period } from '../../../shared/rules/model/period.ts';
import { parseAgeDays, parseSpan } from './intervals.ts';
import { askedAlike, criteriaOf, isIt, oneOf } from './matrix-criteria.ts';
import { readBranch, type BranchTree } from './read-branches.ts';
import type { HardDates } from './read-hard-dates.ts';
import type { RuleParts } from './read-rule-parts.ts';

/** Rows that the matrix refers to. */
export type MatrixReferences = {
  readonly tree: BranchTree;
  readonly groups: ReadonlyMap<string, PatronGroup>;
  readonly locations: ReadonlyMap<string, Location>;
  readonly parts: RuleParts;
  readonly hardDates: HardDates;
};

/** A rule, and the values of its row that are not used. */
type MatrixRow = { readonly id: string; readonly rule: LoanRule; readonly unused: readonly string[] };

/** Columns that are read, or that only repeat another one. */
const knownColumns = new Set(
  (
    'id active org_unit org_shortname grp grp_name circ_modifier copy_location marc_type marc_form marc_bib_level marc_vr_format ' +
    'copy_circ_lib copy_owning_lib user_home_ou ref_flag juvenile_flag is_renewal usr_age_lower_bound usr_age_upper_bound item_age ' +
    'circulate duration_rule duration_rule_name recurring_fine_rule recurring_fine_rule_name max_fine_rule max_fine_rule_name ' +
    'hard_due_date renewals grace_period total_copy_hold_ratio available_copy_hold_ratio renew_extends_due_date ' +
    'renew_extend_min_interval description'
  ).split(' '),
);

/** Loan rules in the order of their ids: equal scores end on the lower one. */
export async function readMatrix(folder: EvergreenRulesFolder, references: MatrixReferences): Promise<LoanRule[]> {
  const rows = distinctById(
    folder,
    'circ_matrix',
    await readAll(folder, 'circ_matrix', (read) => parseRow(read, references)),
  );
  takeRows(folder, 'circ_matrix', rows.size);
  for (const { line, value } of rows.values()) {
    if (value.unused.length > 0) noteRow(folder, 'circ_matrix', line, `taken without ${value.unused.join(', ')}`);
    if (value.rule.criteria.recordForm !== undefined || value.rule.criteria.videoFormat !== undefined) {
      noteRow(
        folder,
        'circ_matrix',
        line,
        'asks for a form or video format, which bibs.csv does not have: it matches no item',
      );
    }
  }
  return withExtensions([...rows.values()].map(({ value }) => value.rule)).toSorted((a, b) => a.position - b.position);
}

/** There, the best row alone decides whether a renewal keeps unused time: no other fills it, so that each row has a value where one does. */
function withExtensions(rules: readonly LoanRule[]): readonly LoanRule[] {
  if (rules.every(({ gives }) => gives.renew === undefined)) return rules;
  return rules.map((rule) => ({ ...rule, gives: { renew: { extendUnused: null }, ...rule.gives } }));
}

function parseRow(read: RowReader, references: MatrixReferences): MatrixRow {
  const id = read.id('id');
  const criteria = readCriteria(read, references);
  const { gives, unused } = readGives(read, references);
  refuseUnknownQuestions(read);
  const active = read.flag('active') ?? true;
  return { id, unused, rule: { id, name: readName(read, criteria), position: Number(id), active, criteria, gives } };
}

/** A criterion in a column that is not known, for example a library group ("lasso"), would be lost. */
function refuseUnknownQuestions(read: RowReader): void {
  for (const column of read.columns()) {
    if (!knownColumns.has(column) && read.text(column) !== null)
      read.problem(`${column} is a criterion that Holdfast does not know`);
  }
}

function readName(read: RowReader, criteria: LoanRule['criteria']): string {
  const described = read.text('description');
  if (described !== null) return described;
  const where = read.text('org_shortname') ?? read.text('org_unit');
  const asked = Object.keys(criteria).filter((attribute) => attribute !== 'patronGroup' && attribute !== 'deskBranch');
  const base = `${read.text('grp_name') ?? read.text('grp')} at ${where}`;
  return asked.length === 0 ? base : `${base}, by ${asked.join(', ')}`;
}

type Criteria = Partial<Record<Attribute, Criterion>>;

function readCriteria(read: RowReader, { tree, groups, locations }: MatrixReferences): Criteria {
  const group = read.parsed('grp', 'a group of patron_groups.csv', (id) => groups.get(id)?.id ?? null);
  if (read.text('grp') === null) read.required('grp');
  if (read.text('org_unit') === null) read.required('org_unit');
  const place = (column: string) => readBranch(read, tree, column)?.id ?? null;
  return criteriaOf([
    ['patronGroup', oneOf(group)],
    ['deskBranch', oneOf(place('org_unit'))],
    ['itemHome', oneOf(place('copy_circ_lib'))],
    ['itemOwner', oneOf(place('copy_owning_lib'))],
    ['patronHome', oneOf(place('user_home_ou'))],
    ...askedAlike(read, locations),
    ['renewal', isIt(read.flag('is_renewal'))],
    ['patronAge', patronAge(read)],
    ['itemAge', between(null, readAge(read, 'item_age'))],
  ]);
}

function readAge(read: RowReader, column: string): number | null {
  return read.parsed(column, 'an age', parseAgeDays);
}

/** Strict there: a patron with a birthday today is neither above nor below. */
function patronAge(read: RowReader): Criterion | null {
  const lower = readAge(read, 'usr_age_lower_bound');
  const upper = readAge(read, 'usr_age_upper_bound');
  return between(lower === null ? null : Math.ceil(lower), upper === null ? null : Math.floor(upper));
}

function between(olderThanDays: number | null, youngerThanDays: number | null): Criterion | null {
  if (olderThanDays === null && youngerThanDays === null) return null;
  return {
    ...(olderThanDays === null ? {} : { olderThanDays }),
    ...(youngerThanDays === null ? {} : { youngerThanDays }),
  };
}

function readGives(read: RowReader, { parts, hardDates }: MatrixReferences): { gives: Gives; unused: string[] } {
  const gives: Gives = {};
  const circulates = read.flag('circulate');
  const duration = read.parsed(
    'duration_rule',
    'a row of rule_circ_duration.csv',
    (id) => parts.durations.get(id) ?? null,
  );
  const fine = read.parsed(
    'recurring_fine_rule',
    'a row of rule_recurring_fine.csv',
    (id) => parts.fines.get(id) ?? null,
  );
  const maxFine = read.parsed('max_fine_rule', 'a row of rule_max_fine.csv', (id) => parts.caps.get(id) ?? null);
  const renewals = read.integer('renewals');
  const grace = read.parsed('grace_period', 'a period of whole minutes, hours, days or months', parseSpan);
  const leastCopies = readRatio(read, 'total_copy_hold_ratio');
  const leastAvailable = readRatio(read, 'available_copy_hold_ratio');
  const hardText = read.text('hard_due_date');
  const hardDate = hardText === null ? null : hardDates(hardText);
  if (renewals !== null && renewals < 0) read.problem('renewals is below 0');
  if (circulates !== null) gives.circulates = circulates;
  if (duration !== null) gives.duration = duration;
  if (fine !== null) gives.fine = fine;
  if (maxFine !== null) gives.maxFine = maxFine;
  if (renewals !== null) gives.renewals = renewals;
  if (grace !== null) gives.grace = grace;
  if (hardDate !== null) gives.hardDate = hardDate;
  if (leastCopies !== null) gives.leastCopiesPerHold = leastCopies;
  if (leastAvailable !== null) gives.leastAvailablePerHold = leastAvailable;
  const extension = readExtension(read);
  if (extension !== null) gives.renew = { extendUnused: extension };
  const unused: string[] = [];
  if (hardText !== null && hardDate === null)
    unused.push(`the hard due date ${hardText}, which the export does not define`);
  return { gives, unused };
}

/** Copies for each hold. */
function readRatio(read: RowReader, column: string): number | null {
  return read.parsed(column, 'a number from 0', (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : null));
}

/** Unused time of a loan that is renewed is added, once the loan has run for a minimum; null = it is not. */
function readExtension(read: RowReader): { minimumRun: Period } | null {
  const minimum = read.parsed(
    'renew_extend_min_interval',
    'a period of whole minutes, hours, days or months',
    parseSpan,
  );
  if (read.flag('renew_extends_due_date') !== true) return null;
  return { minimumRun: minimum ?? { n: 0, unit: 'minutes' } };
}
