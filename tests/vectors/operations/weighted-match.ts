// Cases of matching by weights. Their libraries are those of Evergreen's stock data, whose groups are all under one that is called `all`.

import { z } from 'zod';
import { criterionFit } from '../../../shared/rules/match/criterion-fit.ts';
import { matchWorld } from '../../../shared/rules/match/match-world.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../../../shared/rules/match/rule-subject.ts';
import { branchId } from '../../../shared/core/ids.ts';
import type { Attribute, Criteria, Criterion } from '../../../shared/rules/model/criteria.ts';
import { PeriodSchema } from '../../../shared/rules/model/period.ts';
import { PROFILES } from '../../../shared/rules/model/profile.ts';
import type { RuleRow } from '../../../shared/rules/model/rule-row.ts';
import { matchRows } from '../../../shared/rules/strategies/match-rows.ts';
import type { Matched } from '../../../shared/rules/strategies/matched.ts';
import { HOLD_WEIGHTS, LOAN_WEIGHTS } from '../../../shared/rules/strategies/weights.ts';
import type { Outcome } from '../compare.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';

export const weightedMatchOperations: Operations = { weighted_match: weightedMatch };

const text = z.string().optional();
const flag = z.boolean().optional();
const some = z.array(z.string()).min(1).optional();

const GivesForm = z.strictObject({
  duration: PeriodSchema.optional(),
  holdable: flag,
  circulate: flag,
  renewals: z.int().optional(),
  recurring_fine: z.unknown().optional(),
  max_fine: z.unknown().optional(),
});
type CaseGives = z.infer<typeof GivesForm>;

export const WeightedRuleForm = GivesForm.extend({
  id: z.union([z.string(), z.int()]).transform(String),
  active: flag,
  org_unit: text,
  org_unit_in: some,
  patron_group: text,
  requestor_group: text,
  item_circ_lib: text,
  item_circ_lib_in: some,
  item_owning_lib: text,
  item_owning_lib_in: some,
  patron_home_lib: text,
  patron_home_lib_in: some,
  pickup_lib: text,
  pickup_lib_in: some,
  request_lib: text,
  request_lib_in: some,
  circ_modifier: text,
  location: text,
  marc_type: text,
  marc_form: text,
  marc_bib_level: text,
  marc_vr_format: text,
  reference: flag,
  juvenile: flag,
  renewal: flag,
});
type CaseRule = z.infer<typeof WeightedRuleForm>;

export const WeightedQueryForm = z.strictObject({
  circ_lib: text,
  patron_group: text,
  requestor_group: text,
  item_circ_lib: text,
  item_owning_lib: text,
  patron_home_lib: text,
  pickup_lib: text,
  request_lib: text,
  circ_modifier: text,
  location: text,
  marc_type: text,
  marc_form: text,
  marc_bib_level: text,
  marc_vr_format: text,
  reference: flag,
  juvenile: flag,
  renewal: flag,
});
type CaseQuery = z.infer<typeof WeightedQueryForm>;

const Input = z.strictObject({ rules: z.array(WeightedRuleForm), query: WeightedQueryForm });

/** The tree of the libraries that Evergreen's stock data has. */
const STOCK_LIBRARIES = [
  { id: 'CONS', parent: null },
  { id: 'SYS1', parent: 'CONS' },
  { id: 'BR1', parent: 'SYS1' },
  { id: 'SL1', parent: 'BR1' },
  { id: 'BR2', parent: 'SYS1' },
  { id: 'SYS2', parent: 'CONS' },
  { id: 'BR3', parent: 'SYS2' },
  { id: 'BM1', parent: 'BR3' },
  { id: 'BR4', parent: 'SYS2' },
];
const EVERYBODY = 'all';

function weightedMatch({ input }: VectorCase): Outcome {
  const { rules, query } = readPart(Input, input);
  const isHold = query.pickup_lib !== undefined || query.request_lib !== undefined;
  return matchWeighted(rules, query, isHold ? 'holds' : 'loans').gives;
}

/** Matches rules for a query by the weights of loans or of holds. */
export function matchWeighted(
  rules: readonly CaseRule[],
  query: CaseQuery,
  what: 'loans' | 'holds',
): Matched<CaseGives, RuleRow<CaseGives>> {
  const isHold = what === 'holds';
  const rows = rules.map(toRow);
  const groups = [query.patron_group, query.requestor_group].filter((group) => group !== undefined);
  const world = matchWorld({
    groups: [EVERYBODY, ...groups].map((id) => ({ id, parent: id === EVERYBODY ? null : EVERYBODY })),
    branches: STOCK_LIBRARIES,
    branchGroups: rules.flatMap((rule) =>
      memberships(rule).map(([, id, of]) => ({ id, name: id, branches: of.map(branchId) })),
    ),
  });
  const { strategy } = PROFILES.evergreen;
  return matchRows<CaseGives, RuleRow<CaseGives>>(rows, criterionFit(world, toSubject(query)), {
    strategy: strategy[what],
    fields: GivesForm.keyof().options,
    weighing: {
      weights: isHold ? HOLD_WEIGHTS : LOAN_WEIGHTS,
      named: {},
      denominator: world.denominator,
      // A hold is judged by its best rule alone; a loan's gaps are filled.
      from: isHold ? 'best-row' : 'all-rows',
    },
  });
}

/** The groups of libraries that a rule names by their members. */
function memberships(rule: CaseRule): (readonly [Attribute, string, readonly string[]])[] {
  const lists = [
    ['deskBranchGroup', rule.org_unit_in],
    ['itemHomeGroup', rule.item_circ_lib_in],
    ['itemOwnerGroup', rule.item_owning_lib_in],
    ['patronHomeGroup', rule.patron_home_lib_in],
    ['pickupBranchGroup', rule.pickup_lib_in],
    ['requestBranchGroup', rule.request_lib_in],
  ] as const;
  return lists.flatMap(([attribute, of]) => (of === undefined ? [] : [[attribute, of.join(' '), of] as const]));
}

function toRow(rule: CaseRule, index: number): RuleRow<CaseGives> {
  const asked: readonly (readonly [Attribute, string | boolean | undefined])[] = [
    ['deskBranch', rule.org_unit],
    ['patronGroup', rule.patron_group],
    ['requestorGroup', rule.requestor_group],
    ['itemHome', rule.item_circ_lib],
    ['itemOwner', rule.item_owning_lib],
    ['patronHome', rule.patron_home_lib],
    ['pickupBranch', rule.pickup_lib],
    ['requestBranch', rule.request_lib],
    ['itemKind', rule.circ_modifier],
    ['location', rule.location],
    ['recordType', rule.marc_type],
    ['recordForm', rule.marc_form],
    ['recordLevel', rule.marc_bib_level],
    ['videoFormat', rule.marc_vr_format],
    ['reference', rule.reference],
    ['juvenile', rule.juvenile],
    ['renewal', rule.renewal],
  ];
  const criteria: Criteria = {};
  for (const [attribute, value] of asked) if (value !== undefined) criteria[attribute] = toCriterion(value);
  for (const [attribute, group] of memberships(rule)) criteria[attribute] = { in: [group] };
  const gives = GivesForm.strip().parse(rule);
  return { id: rule.id, name: rule.id, position: index, active: rule.active ?? true, criteria, gives };
}

function toCriterion(value: string | boolean): Criterion {
  return typeof value === 'boolean' ? { is: value } : { in: [value] };
}

function toSubject(query: CaseQuery): RuleSubject {
  return {
    ...UNKNOWN_SUBJECT,
    patronGroup: query.patron_group ?? EVERYBODY,
    requestorGroup: query.requestor_group ?? EVERYBODY,
    deskBranch: query.circ_lib ?? null,
    itemHome: query.item_circ_lib ?? null,
    itemOwner: query.item_owning_lib ?? null,
    patronHome: query.patron_home_lib ?? null,
    pickupBranch: query.pickup_lib,
    requestBranch: query.request_lib,
    itemKind: query.circ_modifier ?? null,
    location: query.location ?? null,
    recordType: query.marc_type ?? null,
    recordForm: query.marc_form ?? null,
    recordLevel: query.marc_bib_level ?? null,
    videoFormat: query.marc_vr_format ?? null,
    reference: query.reference ?? false,
    juvenile: query.juvenile ?? false,
    renewal: query.renewal ?? false,
  };
}
