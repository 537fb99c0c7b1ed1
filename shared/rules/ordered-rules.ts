// Rules in an order of their own, each pointing to one policy of each kind; the last to win is the fallback, which asks nothing.

import { criterionFit } from './match/criterion-fit.ts';
import { matchWorld, type MatchWorld } from './match/match-world.ts';
import type { RuleSubject } from './match/rule-subject.ts';
import { POLICY_REF_FIELDS, type PolicyRefs } from './model/policy-refs.ts';
import type { RuleRow } from './model/rule-row.ts';
import type { Matched } from './strategies/matched.ts';
import { ordered, type LineOrder } from './strategies/ordered.ts';

export type PolicyRule = RuleRow<PolicyRefs>;

export type OrderedRules = { readonly line: LineOrder; readonly rows: readonly PolicyRule[] };

/** Finds the policies that a loan falls under. */
export type OrderedMatcher = (subject: RuleSubject) => Matched<PolicyRefs, PolicyRule>;

/** Where groups and libraries have no tree: each is only itself. */
const FLAT: MatchWorld = matchWorld({ groups: [], branches: [] });

/** A matcher of ordered rules, made once and asked for every loan. */
export function orderedMatcher({ line, rows }: OrderedRules, world: MatchWorld = FLAT): OrderedMatcher {
  const match = ordered<PolicyRefs, PolicyRule>(rows, { line, fields: POLICY_REF_FIELDS });
  return (subject) => match(criterionFit(world, subject));
}
