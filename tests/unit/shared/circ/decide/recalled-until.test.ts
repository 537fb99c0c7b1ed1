// The date of a recall that is issued again: by the terms of the loan, else as long as the first one gave; never a longer loan.

import { recalledUntil } from '../../../../../shared/circ/decide/recalled-until.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { ruleEngine } from '../../../../../shared/rules/resolve/rule-engine.ts';
import { UNKNOWN_SUBJECT } from '../../../../../shared/rules/match/rule-subject.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import { calendar, MONDAY } from '../../../../support/small-library.ts';

const again = {
  loan: { outAt: MONDAY - DAY_MS, dueAt: MONDAY + 20 * DAY_MS },
  recall: { at: MONDAY - DAY_MS, dueAt: MONDAY + 2 * DAY_MS },
  policy: null,
  times: openingTimes(calendar({ weekly: null })),
  now: MONDAY,
};
const policyWith = (recall: Partial<ReturnType<typeof loanPolicy>['recall']>) => {
  const plain = loanPolicy('two-weeks');
  const rules = folioRules({
    rules: [policyRule(1, 'two-weeks', { rank: [0] })],
    loanPolicies: [{ ...plain, recall: { ...plain.recall, ...recall } }],
  });
  const item = { loanGrade: 'normal', fineGrade: 'normal', priceMinor: null } as const;
  return ruleEngine(rules).resolve({ subject: UNKNOWN_SUBJECT, item }).policy;
};

test('without terms it gives as long as the first one gave', () => {
  expect(recalledUntil(again)).toBe(MONDAY + 3 * DAY_MS);
});

test('by the terms of the loan nobody has to return it before what is guaranteed from its beginning', () => {
  const guaranteed = policyWith({ minimumGuaranteed: { n: 2, unit: 'weeks' }, returnInterval: { n: 1, unit: 'days' } });
  const soon = policyWith({ returnInterval: { n: 2, unit: 'days' } });
  expect(recalledUntil({ ...again, policy: guaranteed })).toBeGreaterThanOrEqual(MONDAY + 13 * DAY_MS);
  const due = recalledUntil({ ...again, policy: soon });
  expect([due > MONDAY + DAY_MS, due < MONDAY + 4 * DAY_MS]).toEqual([true, true]);
});

test('never later than the loan is due', () => {
  const loan = { ...again.loan, dueAt: MONDAY + DAY_MS };
  expect(recalledUntil({ ...again, loan })).toBe(MONDAY + DAY_MS);
});
