// Grace, and the closed days that belong to it.

import { required } from '../../../../../shared/core/assert.ts';
import { DAY_MS, HOUR_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { afterGrace, extendedGrace } from '../../../../../shared/rules/fines/grace.ts';
import type { Grace } from '../../../../../shared/rules/model/policy/overdue.ts';
import { calendar, closedOn, inNewYork } from '../../../../support/small-library.ts';

const graceOf = (n: number, over: Partial<Grace> = {}): Grace => ({
  period: { n, unit: 'days' },
  mode: 'all-or-nothing',
  extend: 'none',
  intoClosed: false,
  ignoredForRecall: false,
  ...over,
});
const sundays = required(openingTimes(calendar()), () => 'no times');
const friday = inNewYork('2022-06-10T23:59:59');
const daysOf = (grace: Grace, times: typeof sundays | null = sundays, dueAt = friday) =>
  extendedGrace(grace, dueAt, times) / DAY_MS;

describe('grace', () => {
  test('is used up at its very end', () => {
    expect(afterGrace(5, 5, 'all-or-nothing')).toBe(0);
    expect(afterGrace(6, 5, 'all-or-nothing')).toBe(6);
    expect(afterGrace(6, 5, 'subtracted')).toBe(1);
  });

  test('that ends on a closed day runs through it', () => {
    expect(daysOf(graceOf(2, { extend: 'end' }))).toBe(3);
    expect(daysOf(graceOf(3, { extend: 'end' }))).toBe(3);
    expect(daysOf(graceOf(2))).toBe(2);
  });

  test('may count only open days', () => {
    expect(daysOf(graceOf(3, { extend: 'all' }))).toBe(4);
    const closed = required(openingTimes(calendar({ closures: [closedOn('2022-06-14')] })), () => 'no times');
    expect(daysOf(graceOf(3, { extend: 'all' }), closed)).toBe(5);
  });

  test('may take in the closed days that follow it', () => {
    expect(daysOf(graceOf(1, { extend: 'end', intoClosed: true }))).toBe(2);
    expect(daysOf(graceOf(3, { extend: 'end', intoClosed: true }))).toBe(3);
  });

  test('of less than a day, and of a library that never opens or has no calendar, stays as it is', () => {
    const hours = graceOf(0, { period: { n: 23, unit: 'hours' }, extend: 'end' });
    expect(extendedGrace(hours, inNewYork('2022-06-11T23:00:00'), sundays)).toBe(23 * HOUR_MS);
    const never = required(
      openingTimes(calendar({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } })),
      () => 'no times',
    );
    expect(daysOf(graceOf(2, { extend: 'end', intoClosed: true }), never)).toBe(2);
    expect(daysOf(graceOf(2, { extend: 'all' }), never)).toBe(2);
    expect(daysOf(graceOf(2, { extend: 'all' }), null)).toBe(2);
  });
});
