// Times of acts, desk hours and exceptions of a thousand.

import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../../shared/core/instant.ts';
import { figuresOfServed, perThousand, servedAtDesks } from '../../../../../shared/reports/service/service-figures.ts';

const nine = Date.parse('2026-01-05T09:00-08:00');
const act = (desk: string, afterMs: number, name = 'checkout') => ({ desk, name, at: nine + afterMs });
const none = { 'act-now': 0, today: 0, note: 0 };
const figures = (acts: readonly ReturnType<typeof act>[], zone = 'America/Los_Angeles') =>
  figuresOfServed([servedAtDesks(acts, zone)], none);

test('an act takes what lies between it and the one before it at its desk; what begins a run of work has no time', () => {
  const acts = [
    act('A', 0),
    act('A', 20 * SECOND_MS),
    act('B', 25 * SECOND_MS),
    act('A', 50 * SECOND_MS, 'checkin'),
    act('A', 10 * MINUTE_MS),
    act('B', 26 * SECOND_MS),
  ];
  const { all, kinds, desks } = figures(acts.toReversed());
  expect(all).toEqual({ acts: 6, deskHours: 2, measured: 3, medianMs: 20 * SECOND_MS, ninthMs: 30 * SECOND_MS });
  expect(desks).toMatchObject([
    { desk: 'A', measured: 2 },
    { desk: 'B', measured: 1, medianMs: SECOND_MS },
  ]);
  expect(kinds.find(({ name }) => name === 'checkin')).toMatchObject({ acts: 1, medianMs: 30 * SECOND_MS });
});

test('nine of ten acts keep within the time that is told, and three minutes between two are still one run of work', () => {
  const ends = Array.from({ length: 21 }, (_, at) => act('A', ((at * (at + 1)) / 2) * SECOND_MS));
  expect(figures(ends).all).toMatchObject({
    measured: 20,
    medianMs: 11 * SECOND_MS,
    ninthMs: 19 * SECOND_MS,
  });
  const apart = (ms: number) => figures([act('A', 0), act('A', ms)]).all.measured;
  expect([apart(3 * MINUTE_MS), apart(3 * MINUTE_MS + 1)]).toEqual([1, 0]);
});

test('hours are those of the clock of the library, and each desk works its own', () => {
  const acts = [act('A', 0), act('B', MINUTE_MS), act('A', HOUR_MS), act('A', 24 * HOUR_MS)];
  const { hours, all } = figures(acts);
  expect(hours).toEqual([
    { hour: 9, acts: 3, deskHours: 3 },
    { hour: 10, acts: 1, deskHours: 1 },
  ]);
  expect(all.deskHours).toBe(4);
});

test('a desk hour is one of the clock also where it is half an hour off', () => {
  const acts = [act('A', 10 * MINUTE_MS), act('A', 50 * MINUTE_MS)];
  expect(figures(acts).all.deskHours).toBe(1);
  expect(figures(acts, 'Asia/Kolkata').all.deskHours).toBe(2);
});

test('without acts there is nothing, and no division by it', () => {
  expect(figures([]).all).toEqual({
    acts: 0,
    deskHours: 0,
    measured: 0,
    medianMs: null,
    ninthMs: null,
  });
  expect([perThousand(3, 0), perThousand(3, 1_500)]).toEqual([0, 2]);
});
