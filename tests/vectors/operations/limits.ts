// Cases of limits on loans.

import { z } from 'zod';
import { branchId, locationId } from '../../../shared/core/ids.ts';
import { countItemLimit } from '../../../shared/rules/limits/item-limit.ts';
import { countLimitSets } from '../../../shared/rules/limits/limit-sets.ts';
import { reachedLoanLimit, type ReachedLimit } from '../../../shared/rules/limits/loan-limit.ts';
import { countOfGroup, isReached } from '../../../shared/rules/limits/thresholds.ts';
import type { Outcome } from '../compare.ts';
import { renewedItem } from '../forms/item-status-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';

export const limitsOperations: Operations = {
  loan_limit: loanLimit,
  item_limit_per_rule: itemLimit,
  limit_set: limitSet,
  overdue_count_penalty: ({ input }) => {
    const { threshold, overdue } = readPart(ThresholdForm, input);
    const reached = threshold !== null && isReached({ counts: 'overdues', limit: threshold }, overdue);
    return { penalties: reached ? ['PATRON_EXCEEDS_OVERDUE_COUNT'] : [] };
  },
  group_overdue_count: ({ input }) => ({ count: countOfGroup(readPart(GroupForm, input).members) }),
};

const count = z.int().min(0);
/** Blank is no limit. */
const most = z.union([count, z.enum(['', 'unlimited'])]).nullish();

const RuleForm = z.strictObject({ max: most, max_onsite: most, scope: z.string().optional() }).nullish();
const OutForm = z.strictObject({ loans: count, onsite: count.optional() });
const LoanLimitForm = z.strictObject({
  rule: RuleForm,
  /** Limits that are checked besides: of the item type above, and of the patron group at the branch. */
  parent_rule: RuleForm,
  parent_out: OutForm.optional(),
  total_rule: RuleForm,
  total_out: OutForm.optional(),
  out: OutForm.default({ loans: 0 }),
  this_is_onsite: z.boolean().optional(),
  count_onsite_as_normal: z.boolean().optional(),
  switch_onsite: z.boolean().optional(),
});

const LIMIT_CODES: Readonly<Record<ReachedLimit['kind'], string>> = {
  'no-rule': 'NO_RULE_DEFINED',
  loans: 'TOO_MANY_CHECKOUTS',
  onsite: 'TOO_MANY_ONSITE_CHECKOUTS',
};

function loanLimit({ input }: VectorCase): Outcome {
  const form = readPart(LoanLimitForm, input);
  const limits = [
    { rule: form.parent_rule, out: form.parent_out ?? form.out },
    { rule: form.rule, out: form.out },
    { rule: form.total_rule, out: form.total_out ?? form.out },
  ].flatMap(({ rule, out }) => {
    if (rule === null || rule === undefined) return [];
    const limit = { max: readMost(rule.max), maxOnsite: readMost(rule.max_onsite) };
    return [{ limit, out: { loans: out.loans, onsite: out.onsite ?? 0 } }];
  });
  const reached = reachedLoanLimit(limits, {
    isOnsite: form.this_is_onsite ?? false,
    isSwitch: form.switch_onsite ?? false,
    onsiteCountsAsNormal: form.count_onsite_as_normal ?? false,
  });
  if (reached === null) return { allowed: true, code: null };
  return { allowed: false, code: LIMIT_CODES[reached.kind], max: reached.max, count: reached.count };
}

function readMost(limit: z.infer<typeof most>): number | null {
  return typeof limit === 'number' ? limit : null;
}

const TypesForm = z.strictObject({
  material_type: z.string().nullish(),
  loan_type: z.string().nullish(),
  status: z.string().nullish(),
});
const ItemLimitForm = z.strictObject({
  /** By the letters of rules texts; the value of a criterion does not matter here, only its presence. */
  rule_criteria: z.partialRecord(z.enum(['m', 't', 'g', 'a', 'b', 'c', 's']), z.unknown()),
  item_limit: count.nullish(),
  patron_group: z.string().nullish(),
  out: z.array(TypesForm),
  item: TypesForm,
});

function itemLimit({ input }: VectorCase): Outcome {
  const form = readPart(ItemLimitForm, input);
  const { m, t, g } = form.rule_criteria;
  const asks = (names: unknown) => names !== undefined && names !== null;
  const typesOf = ({ material_type: material, loan_type: loan }: z.infer<typeof TypesForm>) => ({
    materialType: material ?? null,
    loanType: loan ?? null,
  });
  const counted = countItemLimit(
    { materialType: asks(m), loanType: asks(t), patronGroup: asks(g) },
    form.item_limit ?? null,
    {
      item: typesOf(form.item),
      loans: form.out.map((out) => ({ ...typesOf(out), isClaimed: renewedItem(out.status) === 'claimed' })),
    },
  );
  if (counted?.isReached !== true) return { allowed: true, code: null };
  return { allowed: false, code: counted.code, max: counted.max, count: counted.count };
}

const names = z.array(z.union([z.string(), z.number()])).optional();
const name = z.union([z.string(), z.number()]).nullish();
const PlacedForm = z.strictObject({
  location: name,
  circ_modifier: name,
  limit_group: name,
  library: z.string().optional(),
  stop_fines: z.string().nullish(),
});
const LimitSetForm = z.strictObject({
  limit_set: z.strictObject({
    name: z.string().optional(),
    max_out: count,
    item_locations: names,
    circ_modifiers: names,
    limit_groups: names,
    global: z.boolean().optional(),
  }),
  out: z.array(PlacedForm),
  item: PlacedForm,
  libraries: z.array(z.strictObject({ id: z.string(), parent: z.string().nullable() })).optional(),
  library: z.string().optional(),
});

/** Loans that stopped counting fines for any other reason are claimed or lost, and limit sets do not count them. */
const STILL_OUT: ReadonlySet<string> = new Set(['MAXFINES', 'LONGOVERDUE']);

function limitSet({ input }: VectorCase): Outcome {
  const form = readPart(LimitSetForm, input);
  const desk = form.library ?? 'library';
  const { limit_set: set } = form;
  const placeOf = (one: z.infer<typeof PlacedForm>) => ({
    kind: text(one.circ_modifier),
    location: text(one.location),
    limitGroup: text(one.limit_group),
  });
  const counts = countLimitSets(
    {
      rules: {
        branches: (form.libraries ?? [{ id: desk, parent: null }]).map(({ id, parent }) => ({
          id: branchId(id),
          parent: parent === null ? null : branchId(parent),
          calendar: null,
        })),
        limitSets: [
          {
            id: 'limit-set',
            name: set.name ?? '',
            branch: branchId(desk),
            limit: set.max_out,
            kinds: (set.circ_modifiers ?? []).map(String),
            locations: (set.item_locations ?? []).map((one) => locationId(String(one))),
            limitGroups: (set.limit_groups ?? []).map(String),
            global: set.global ?? false,
          },
        ],
      },
      deskBranch: desk,
      loans: form.out.map((one) => ({
        ...placeOf(one),
        state:
          one.stop_fines === null || one.stop_fines === undefined || STILL_OUT.has(one.stop_fines) ? 'open' : 'lost',
        dueAt: 0,
        branch: one.library ?? desk,
      })),
    },
    placeOf(form.item),
  );
  const reached = counts.find(({ isReached: isFull }) => isFull);
  if (reached === undefined) return { allowed: true, code: null };
  return {
    allowed: false,
    code: 'LIMIT_SET',
    max: reached.limitSet.limit,
    count: reached.count,
    upstream_fail_part: 'config.circ_matrix_circ_mod_test',
  };
}

function text(value: z.infer<typeof name>): string | null {
  return value === null || value === undefined ? null : String(value);
}

const ThresholdForm = z.strictObject({ threshold: count.nullable(), overdue: count });
const GroupForm = z.strictObject({ members: z.array(count) });
