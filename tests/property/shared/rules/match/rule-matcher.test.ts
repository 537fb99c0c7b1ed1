// Matching does not depend on the order of the table.

import fc from 'fast-check';
import { ruleMatcher } from '../../../../../shared/rules/match/rule-matcher.ts';
import type { RuleSubject } from '../../../../../shared/rules/match/rule-subject.ts';
import { BRANCHES, GROUPS, KINDS, LOCATIONS, someRuleSet } from '../../../../support/arbitrary-rules.ts';

const someBranch = fc.option(fc.constantFrom(...BRANCHES));
const subject: fc.Arbitrary<RuleSubject> = fc.record({
  patronGroup: fc.option(fc.constantFrom(...GROUPS)),
  deskBranch: someBranch,
  itemHome: someBranch,
  itemOwner: someBranch,
  patronHome: someBranch,
  itemKind: fc.option(fc.constantFrom(...KINDS)),
  location: fc.option(fc.constantFrom(...LOCATIONS)),
  recordType: fc.constant(null),
  recordForm: fc.constant(null),
  recordLevel: fc.constant('m'),
  videoFormat: fc.constant(null),
  reference: fc.boolean(),
  juvenile: fc.boolean(),
  renewal: fc.boolean(),
  patronAge: fc.option(fc.nat({ max: 9000 })),
  itemAge: fc.option(fc.nat({ max: 9000 })),
});

describe('matching', () => {
  test('gives the same result and the same trace for any order of the rules', () => {
    fc.assert(
      fc.property(someRuleSet, subject, fc.array(fc.nat()), (rules, about, swaps) => {
        const shuffled = [...rules.rules];
        swaps.forEach((swap, index) => {
          const [a, b] = [index % (shuffled.length || 1), swap % (shuffled.length || 1)];
          const [first, second] = [shuffled[a], shuffled[b]];
          if (first === undefined || second === undefined) return;
          shuffled[a] = second;
          shuffled[b] = first;
        });
        expect(ruleMatcher({ ...rules, rules: shuffled })(about)).toEqual(ruleMatcher(rules)(about));
      }),
      { numRuns: 300 },
    );
  });

  test('looks at every active rule once, and lets only matching ones contribute', () => {
    fc.assert(
      fc.property(someRuleSet, subject, (rules, about) => {
        const { candidates, rowIds } = ruleMatcher(rules)(about);
        const active = rules.rules.filter((rule) => rule.active).map((rule) => rule.id);
        expect(candidates.map(({ ruleId }) => ruleId).toSorted()).toEqual(active.toSorted());
        const matched = new Set(candidates.flatMap(({ ruleId, matched: is }) => (is ? [ruleId] : [])));
        expect(rowIds.every((id) => matched.has(id))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
