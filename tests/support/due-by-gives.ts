// The due date by the values of a rule, as decisions work it out.

import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { dueByPolicy, type PolicyDueAnswer } from '../../shared/rules/due/due-by-policy.ts';
import type { Period } from '../../shared/rules/model/period.ts';
import type { Gives } from '../../shared/rules/model/rule-set.ts';
import { weightedTerms } from '../../shared/rules/resolve/weighted-terms.ts';
import { duration } from './small-library.ts';

/** A library that ends its days at the last second. */
export const ways = {
  profile: 'holdfast',
  closedDays: 'count',
  endOfDay: '23:59:59',
  minimumUsefulMinutes: 5,
} as const;

const plainItem = { loanGrade: 'normal', fineGrade: 'normal', priceMinor: null } as const;

/** The due date of a plain item that is lent now for a period, with other fields that the rule gives. */
export function dueByGives(
  times: OpeningTimes,
  {
    now,
    period,
    gives = {},
    minimumUsefulMinutes = 5,
  }: {
    readonly now: number;
    readonly period: Period;
    readonly gives?: Gives;
    readonly minimumUsefulMinutes?: number;
  },
): PolicyDueAnswer {
  const lendable = { circulates: true, duration: duration(period), ...gives };
  const { name, lend, shaping } = weightedTerms(lendable, plainItem, { ...ways, minimumUsefulMinutes });
  return dueByPolicy({ now, from: now, name, lend, shaping, times });
}
