// Calendars of branches that are open past midnight, over changes of the clock: answers for a day and for a moment agree.

import fc from 'fast-check';
import { required } from '../../../../../shared/core/assert.ts';
import { ruleSetVersion } from '../../../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { dayOf, midnightOf, readDay } from '../../../../../shared/rules/calendar/local-time.ts';
import { openingTimes, type OpeningTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { zoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { outOfWindow, withClosedWindow } from '../../../../../shared/rules/closed-window.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import type { Calendar, Opening, WeeklyHours } from '../../../../../shared/rules/model/calendar.ts';
import { ruleSet } from '../../../../support/small-library.ts';

/** In Santiago and Beirut the clock changes at midnight itself, on Lord Howe Island by half an hour. */
const zones = ['America/New_York', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'Europe/Madrid', 'UTC'];

const hours = fc.constantFrom<Opening[]>(
  [],
  [{ open: '09:00', close: '18:00' }],
  [{ open: '09:00', close: '24:00' }],
  [{ open: '10:00', close: '01:00' }],
  [{ open: '18:00', close: '02:30' }],
  [
    { open: '08:00', close: '12:00' },
    { open: '20:00', close: '03:00' },
  ],
);

const weekly: fc.Arbitrary<WeeklyHours> = fc.record({
  mon: hours,
  tue: hours,
  wed: fc.constant([{ open: '10:00', close: '01:00' }]),
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
});

const day = fc.oneof(
  ...['2026-03-05', '2026-03-26', '2026-04-02', '2026-09-03', '2026-10-01', '2026-10-22', '2026-10-29'].map((from) =>
    fc.integer({ min: 0, max: 6 }).map((later) => readDay(from) + later),
  ),
);

const scene = fc.record({
  zone: fc.constantFrom(...zones),
  weekly,
  exceptions: fc.array(fc.record({ later: fc.integer({ min: -1, max: 4 }), hours }), { maxLength: 2 }),
  day,
  length: fc.integer({ min: 1, max: 3 }),
});
const QUARTER_MS = 15 * MINUTE_MS;

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function calendarOf({ zone, weekly: ordinary, exceptions, day: first }: Scene): Calendar {
  const own = new Map(exceptions.map(({ later, hours: open }) => [first + later, open]));
  return {
    zone,
    weekly: ordinary,
    yearly: [],
    closures: [],
    exceptions: [...own].map(([date, open]) => ({
      date: new Date(midnightOf(date)).toISOString().slice(0, 10),
      hours: open,
      name: 'Own hours',
    })),
  };
}

function timesOf(calendar: Calendar): OpeningTimes {
  return required(openingTimes(calendar), () => 'no such zone');
}

/** The same branch with whole days closed. */
function closed(one: Scene): { readonly times: OpeningTimes; readonly from: number; readonly to: number } {
  const clock = required(zoneClock(one.zone), () => 'no such zone');
  const [from, to] = [clock.toInstant(midnightOf(one.day)), clock.toInstant(midnightOf(one.day + one.length))];
  const rules = ruleSet({}, calendarOf(one));
  const after = withClosedWindow(rules, { branches: ['main'], reason: 'Flood', from, to }, ruleSetVersion('closed'));
  if (after.profile !== 'holdfast') throw new Error('another profile');
  return {
    times: timesOf(required(after.branches.find(({ id }) => id === 'main')?.calendar ?? null, () => 'no calendar')),
    from,
    to,
  };
}

/** Every half hour from a day before to some days after. */
function momentsOf({ day: first, length, zone }: Scene): number[] {
  const clock = required(zoneClock(zone), () => 'no such zone');
  const start = clock.toInstant(midnightOf(first - 1));
  return Array.from({ length: (length + 4) * 48 }, (_, index) => start + index * 30 * MINUTE_MS + MINUTE_MS);
}

test('an open day is one that an opening begins on, and a moment is open that an opening holds', () => {
  fc.assert(
    fc.property(scene, fc.boolean(), (one, isClosed) => {
      const times = isClosed ? closed(one).times : timesOf(calendarOf(one));
      const days = Array.from({ length: one.length + 5 }, (_, index) => one.day - 2 + index);
      for (const each of days) {
        const begins = times.openingsOf(each).some(({ start }) => dayOf(times.clock.toLocal(start)) === each);
        expect(times.isOpenDay(each)).toBe(begins);
      }
      const spans = days.flatMap((each) => times.openingsOf(each));
      const moments = momentsOf(one).filter((at) => dayOf(times.clock.toLocal(at)) <= one.day + one.length + 2);
      const isOpen = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
      expect(moments.filter((at) => times.isOpenAt(at) !== isOpen(at))).toEqual([]);
      // A loan that is late while the branch is open is late on an open day.
      expect(moments.filter((at) => isOpen(at) && times.isClosedAt(at))).toEqual([]);
    }),
  );
});

test('the last closing and the next opening of any moment are the nearest ones', () => {
  fc.assert(
    fc.property(scene, fc.boolean(), (one, isClosed) => {
      const times = isClosed ? closed(one).times : timesOf(calendarOf(one));
      const moments = momentsOf(one);
      const isNearest = (at: number): boolean => {
        const [last, next] = [times.lastClosing(at), times.nextOpening(at)];
        if (last !== null && (last > at || !times.isOpenAt(last - 1) || times.isOpenAt(last))) return false;
        if (next !== null && (next.start < at || !times.isOpenAt(next.start))) return false;
        if (last === null || next === null || times.isOpenAt(at)) return true;
        return !moments.some((between) => last <= between && between < next.start && times.isOpenAt(between));
      };
      expect(moments.filter((at) => !isNearest(at))).toEqual([]);
    }),
  );
});

test('nothing is open on days that are closed as a whole, nor in their nights', () => {
  fc.assert(
    fc.property(scene, (one) => {
      const { times, from, to } = closed(one);
      for (let each = one.day; each < one.day + one.length; each += 1) expect(times.openingsOf(each)).toEqual([]);
      const until = times.nightAfter(to);
      expect(until).toBeGreaterThanOrEqual(to);
      const moments = Array.from(
        { length: Math.ceil((until - from) / QUARTER_MS) },
        (_, index) => from + index * QUARTER_MS,
      );
      expect(moments.filter((at) => times.isOpenAt(at))).toEqual([]);
    }),
  );
});

test('a loan due on closed days is due on an open day, or while the branch is open, after them', () => {
  const hoursMode = { grain: 'time', terms: { shaping: shapingOf('holdfast', 'begin_next_hours') } };
  fc.assert(
    fc.property(scene, fc.double({ min: 0, max: 0.999, noNaN: true }), (one, part) => {
      const { times, from, to } = closed(one);
      const dueAt = Math.floor(from + part * (to - from));
      const byDay = outOfWindow({ grain: 'day' }, dueAt, { times, until: to });
      expect(byDay).toBeGreaterThanOrEqual(to);
      expect(times.isOpenDay(dayOf(times.clock.toLocal(byDay)))).toBe(true);
      const byHour = outOfWindow(hoursMode as unknown as Parameters<typeof outOfWindow>[0], dueAt, {
        times,
        until: to,
      });
      expect(byHour).toBeGreaterThanOrEqual(to);
      expect(times.isOpenAt(byHour)).toBe(true);
      expect(byDay - dueAt).toBeLessThan(15 * DAY_MS + HOUR_MS);
    }),
  );
});
