// The files of an Evergreen export, the kind that each one's rows are counted under, and the columns that must be there.
// Columns that are not named here may lack; each reader names those that it uses.

import type { FolderTable } from '../csv/table-folder.ts';

const table = (kind: string, necessity: FolderTable['necessity'], columns: string): FolderTable => ({
  kind,
  necessity,
  columns: columns.split(' '),
});

/** Files that the rules of the library are made of, in the order of reading. */
export const RULE_TABLES = {
  org_unit_types: table('branchTypes', 'usual', 'id name depth'),
  org_units: table('branches', 'needed', 'id parent_ou ou_type shortname name'),
  patron_groups: table('patronGroups', 'needed', 'id name parent is_staff'),
  standing_penalties: table('penalties', 'usual', 'id name block_list'),
  group_penalty_thresholds: table('thresholds', 'usual', 'grp org_unit penalty threshold'),
  copy_locations: table('locations', 'needed', 'id name owning_lib holdable circulate'),
  rule_circ_duration: table('durations', 'needed', 'id name extended normal shrt max_renewals'),
  rule_recurring_fine: table('fines', 'needed', 'id name high normal low recurrence_interval'),
  rule_max_fine: table('fineCaps', 'needed', 'id name amount is_percent'),
  hard_due_dates: table('hardDueDates', 'extra', 'id ceiling_date'),
  circ_matrix: table(
    'loanRules',
    'needed',
    'id active org_unit grp circulate duration_rule recurring_fine_rule max_fine_rule',
  ),
  circ_matrix_weights: table('ruleWeights', 'usual', 'name org_unit grp'),
  rule_age_hold_protect: table('ageProtections', 'extra', 'id name age prox'),
  hold_matrix: table('holdRules', 'extra', 'id active requestor_grp holdable'),
  hold_matrix_weights: table('holdRuleWeights', 'extra', 'name requestor_grp usr_grp'),
  circ_limit_sets: table('limitSets', 'usual', 'id name owning_lib items_out circ_modifiers copy_locations'),
  hours_of_operation: table(
    'hours',
    'usual',
    `org_shortname ${[0, 1, 2, 3, 4, 5, 6].map((day) => `dow_${day}_open dow_${day}_close`).join(' ')}`,
  ),
  closed_dates: table('closures', 'usual', 'org_unit close_start close_end full_day'),
} as const satisfies Readonly<Record<string, FolderTable>>;

export type RuleTableName = keyof typeof RULE_TABLES;

/** Every file that is read. */
export const EVERGREEN_TABLES = {
  ...RULE_TABLES,
  copy_statuses: table('itemStatuses', 'usual', 'id name is_available'),
  open_circs: table('loans', 'usual', 'circ_id patron_id copy_id circ_lib xact_start due_date duration'),
  holds: table('holds', 'usual', 'hold_id hold_type target_id bib_id patron_id pickup_lib request_time'),
  card_kinds: table('cardKinds', 'extra', 'name kind'),
  cards: table('cards', 'usual', 'card_id patron_id barcode active is_primary'),
  patron_blocks: table('blocks', 'usual', 'block_id patron_id penalty_id set_date'),
  patrons: table(
    'patrons',
    'needed',
    'patron_id barcode profile_id first_given_name family_name home_ou active deleted',
  ),
  bibs: table('titles', 'needed', 'bib_id title author isbn deleted'),
  items: table('items', 'needed', 'copy_id barcode bib_id owning_lib circ_lib location_id status_id circulate deleted'),
} as const satisfies Readonly<Record<string, FolderTable>>;

export type EvergreenTableName = keyof typeof EVERGREEN_TABLES;

/** Files of the export that nothing in Holdfast takes yet, and why. */
export const NOT_TAKEN: Readonly<Record<string, string>> = {
  circ_modifiers: 'items and rules bring the codes; media type and magnetic flag are not used yet',
  hold_cancel_causes: 'reasons for cancelling a hold are not taken yet',
  billing_types: 'kinds of manual fees are not taken yet',
  workstations: 'desks enrol with Holdfast themselves',
};
