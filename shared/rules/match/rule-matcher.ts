// The loan rules that a loan falls under, by the strategy of the rule set, and whether they give all required fields. A rule may give each
// field of a policy group alone, so that all fields of all groups are matched side by side, by the names that traces have for them.

import { GIVES_FIELDS, GROUP_FIELDS, type GivesField } from '../model/gives-fields.ts';
import { isBlank } from '../model/policy/given.ts';
import { GIVEN_GROUPS } from '../model/policy/given-groups.ts';
import { PROFILES } from '../model/profile.ts';
import type { RuleRow } from '../model/rule-row.ts';
import type { Gives, RuleGives, WeightedRuleSet } from '../model/rule-set.ts';
import { rowMatcher } from '../strategies/match-rows.ts';
import type { Matched } from '../strategies/matched.ts';
import { HOLD_WEIGHTS, LOAN_WEIGHTS } from '../strategies/weights.ts';
import type { Candidate } from '../trace.ts';
import { criterionFit } from './criterion-fit.ts';
import { matchWorld } from './match-world.ts';
import type { RuleSubject } from './rule-subject.ts';

/** A result that a loan can be made by. */
export type LendableGives = Gives & Required<Pick<Gives, 'circulates' | 'duration'>>;

/** The fields of a rule, with those of its groups beside the plain ones. */
type FlatGives = Readonly<Record<string, unknown>>;
type FlatRow = RuleRow<FlatGives>;

export type RuleMatch = {
  /** The fields of the matching rules together, with the site's values for the rest. */
  readonly given: Gives;
  /** The same where a loan can be made by it; null when no rule matched, or the matching rules leave a required field open. */
  readonly gives: LendableGives | null;
  /** Required fields that no matching rule gave. */
  readonly missing: readonly GivesField[];
  /** The rule that decided whether the item circulates. */
  readonly circulatesBy: Pick<FlatRow, 'criteria'> | null;
  /** The rule that limits a patron's loans of its own criteria. */
  readonly limitedBy: Pick<FlatRow, 'criteria'> | null;
  /** Every rule that contributed, the winner first. */
  readonly rowIds: readonly string[];
  readonly candidates: readonly Candidate[];
};

/** Finds the rules that a loan falls under. */
export type RuleMatcher = (subject: RuleSubject) => RuleMatch;

/** How rows of holds are weighed and put together there: their own weights, and the best row alone. */
const HOLD_WAYS = { weights: HOLD_WEIGHTS, from: 'best-row' } as const;
const LOAN_WAYS = { weights: LOAN_WEIGHTS, from: 'all-rows' } as const;

/** A matcher of the rules of holds, where a set has them apart; null where it has none. */
export function holdRuleMatcher({ holdRules, holdWeights = {}, ...rules }: WeightedRuleSet): RuleMatcher | null {
  if (holdRules === undefined) return null;
  return matcherOf({ ...rules, rules: holdRules, weights: holdWeights, strategy: 'weighted_fill' }, HOLD_WAYS);
}

/** A matcher of the rules of a set, made once and asked for every loan. */
export function ruleMatcher(rules: WeightedRuleSet): RuleMatcher {
  return matcherOf(rules, LOAN_WAYS);
}

function matcherOf(rules: WeightedRuleSet, ways: typeof HOLD_WAYS | typeof LOAN_WAYS): RuleMatcher {
  const world = matchWorld(rules);
  const { strategy, specificity, requiredToLend } = PROFILES[rules.profile];
  const rows: readonly FlatRow[] = rules.rules.map((rule) => ({ ...rule, gives: flat(rule.gives) }));
  const site = flat(rules.site ?? {});
  // Most libraries use a few of all fields that there are.
  const fields = [...GIVES_FIELDS, ...GROUP_FIELDS].filter((field) =>
    rows.some(({ gives }) => gives[field] !== undefined),
  );
  const match = rowMatcher<FlatGives, FlatRow>(rows, {
    strategy: rules.strategy ?? strategy.loans,
    fields,
    specificity,
    weighing: {
      ...ways,
      named: rules.weights,
      denominator: world.denominator,
      isAsked: isAskedBeside,
    },
  });
  return (subject) => toMatch(match(criterionFit(world, subject)), { site, requiredToLend });
}

/** A loan whose period runs asks for no fixed dates, and a rule that gives nothing else decides nothing about it. */
function isAskedBeside(field: string, { duration }: FlatGives): boolean {
  return field !== 'schedules' || duration === undefined || isFixed(duration);
}

function isFixed(duration: unknown): boolean {
  return typeof duration === 'object' && duration !== null && 'due' in duration && duration.due === 'fixed';
}

function toMatch(
  { gives: matched, givenBy, contributors, candidates }: Matched<FlatGives, FlatRow>,
  { site, requiredToLend }: { readonly site: FlatGives; readonly requiredToLend: readonly GivesField[] },
): RuleMatch {
  const given = nested(withSite(matched, site));
  const missing = requiredToLend.filter((field) => given[field] === undefined);
  return {
    given,
    gives: contributors.length > 0 && missing.length === 0 && isLendable(given) ? given : null,
    missing: contributors.length > 0 ? missing : requiredToLend,
    circulatesBy: givenBy.get('circulates') ?? null,
    limitedBy: givenBy.get('limits.perRule') ?? null,
    rowIds: contributors.map((rule) => rule.id),
    candidates,
  };
}

const groups = new Set<string>(Object.keys(GIVEN_GROUPS));

/** The fields of the groups beside the plain ones. */
function flat(gives: RuleGives): FlatGives {
  return Object.fromEntries(
    Object.entries(gives).flatMap(([name, value]): [string, unknown][] =>
      groups.has(name) && typeof value === 'object' && value !== null
        ? Object.entries(value).map(([field, inner]): [string, unknown] => [`${name}.${field}`, inner])
        : [[name, value]],
    ),
  );
}

/** Absent and blank fields are as the site has them; null, which is "none", is the rule's own value. */
function withSite(matched: FlatGives, site: FlatGives): FlatGives {
  const said = Object.entries(matched).filter(([, value]) => value !== undefined && !isBlank(value));
  return { ...site, ...Object.fromEntries(said) };
}

function nested(fields: FlatGives): Gives {
  const gives: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const [group = '', field] = name.split('.');
    gives[group] = field === undefined ? value : { ...asObject(gives[group]), [field]: value };
  }
  return parseGives(gives);
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Every value was checked with its rule set, where it stood under the same name. */
function parseGives(gives: Readonly<Record<string, unknown>>): Gives {
  return gives as Gives;
}

function isLendable(gives: Gives): gives is LendableGives {
  return gives.circulates !== undefined && gives.duration !== undefined;
}
