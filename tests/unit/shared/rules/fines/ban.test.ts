// Bans for lateness: how many days, and until when.

import { required } from '../../../../../shared/core/assert.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { zoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { banDays, banEnd } from '../../../../../shared/rules/fines/ban.ts';
import { banTerms } from '../../../../support/fine-terms.ts';
import { calendar, inNewYork } from '../../../../support/small-library.ts';

const clock = required(zoneClock('America/New_York'), () => 'no zone');
const times = required(openingTimes(calendar()), () => 'no times');

describe('a ban', () => {
  test('counts late units past the grace by the rate, in whole days, up to its limit', () => {
    const terms = banTerms({ rate: { flatDays: 0, daysPerUnit: 2, perUnits: 3, maxDays: 5 }, graceUnits: 1 });
    const days = (late: number) => banDays(terms, { late, unit: 'days' });
    expect([days(0), days(1), days(2), days(5), days(20)]).toEqual([0, 0, 0, 2, 5]);
  });

  test('of an hourly loan counts a day for each hour', () => {
    expect(banDays(banTerms(), { late: 2, unit: 'hours' })).toBe(48);
  });

  test('gets longer with each offence where there is a ladder', () => {
    const step = (fromOffence: number, flatDays: number) => ({
      fromOffence,
      flatDays,
      daysPerUnit: 0,
      perUnits: 1,
      maxDays: null,
    });
    const terms = banTerms({ ladder: [step(3, 30), step(2, 7)] });
    const days = (offence: number) => banDays(terms, { late: 4, unit: 'days' }, offence);
    expect([days(1), days(2), days(3), days(9)]).toEqual([4, 7, 30, 30]);
  });

  test('ends with its last day, counted from the return or from the end of a ban that runs', () => {
    const question = { days: 3, returnedAt: inNewYork('2022-06-10T10:00:00'), bannedUntil: null, clock, times };
    const until = inNewYork('2022-06-15T23:59:59');
    expect(banEnd(banTerms(), question)).toBe(inNewYork('2022-06-13T23:59:59'));
    expect(banEnd(banTerms(), { ...question, bannedUntil: until })).toBe(until);
    expect(banEnd(banTerms({ cumulative: true }), { ...question, bannedUntil: until })).toBe(
      inNewYork('2022-06-18T23:59:59'),
    );
  });

  test('may be used up by open days alone', () => {
    const question = { days: 3, returnedAt: inNewYork('2022-06-10T10:00:00'), bannedUntil: null, clock, times };
    expect(banEnd(banTerms({ openDaysOnly: true }), question)).toBe(inNewYork('2022-06-14T23:59:59'));
    const never = required(
      openingTimes(calendar({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } })),
      () => 'no times',
    );
    expect(banEnd(banTerms({ openDaysOnly: true }), { ...question, times: never })).toBeNull();
  });

  test('of no days is none, or the one that runs', () => {
    const question = { days: 0, returnedAt: inNewYork('2022-06-10T10:00:00'), bannedUntil: null, clock, times };
    expect(banEnd(banTerms(), question)).toBeNull();
    expect(banEnd(banTerms(), { ...question, bannedUntil: inNewYork('2022-06-11T23:59:59') })).toBe(
      inNewYork('2022-06-11T23:59:59'),
    );
  });
});
