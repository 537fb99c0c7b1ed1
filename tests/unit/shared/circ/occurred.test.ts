// When an act happened, how sure that is, and when its clock cannot be right: numbers worked out by hand from the specification.

import {
  clampSuspect,
  effectiveAt,
  uncertaintyOf,
  type Occurred,
  type Stated,
} from '../../../../shared/circ/occurred.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const occurred = (more: Partial<Occurred> = {}): Occurred => ({
  wall: 1_000_000,
  mono: 5,
  bootId: 'boot',
  offsetMs: 0,
  offsetAgeMs: 0,
  offsetErrorMs: 0,
  ...more,
});
const stated = (source: Stated['source']): Stated => ({ at: 7_000, source });

test('an act counts at wall plus offset, not before the act before it; a stated time counts as stated', () => {
  expect(effectiveAt(occurred({ offsetMs: -400 }), null, null)).toBe(999_600);
  expect(effectiveAt(occurred({ offsetMs: -400 }), null, 999_000)).toBe(999_600);
  expect(effectiveAt(occurred({ offsetMs: -400 }), null, 999_900)).toBe(999_900);
  expect(effectiveAt(occurred(), stated('paper'), 999_900)).toBe(7_000);
});

test('a stated time is never after its recording, by the clock of the desk and the server’s', () => {
  const at = (moment: number, offsetMs = 0) =>
    effectiveAt(occurred({ offsetMs }), { at: moment, source: 'paper' }, 999_900);
  expect([999_999, 1_000_000, 1_000_001, 1_000_000 + MINUTE].map((moment) => at(moment))).toEqual([
    999_999, 1_000_000, 1_000_000, 1_000_000,
  ]);
  expect(at(1_000_000, -400)).toBe(999_600);
  expect(at(1_000_000, 400)).toBe(1_000_000);
});

test.each<readonly [string, Partial<Occurred>, Stated | null, number]>([
  ['is a second at least', {}, null, 1_000],
  ['is a second at least, with 50 ms and 949 ms of error', { offsetErrorMs: 949 }, null, 1_000],
  ['is 50 ms and half the round trip', { offsetErrorMs: 2_000 }, null, 2_050],
  [
    'grows by 50 millionths of the age of the sample: 180 ms in an hour',
    { offsetErrorMs: 2_000, offsetAgeMs: HOUR },
    null,
    2_230,
  ],
  ['grows beyond the second with age alone: 4,370 ms after a day', { offsetAgeMs: 24 * HOUR }, null, 4_370],
  ['is two seconds more without a sample in this boot', { offsetAgeMs: null }, null, 3_000],
  ['is a minute where the time was stated to the minute', {}, stated('paper'), MINUTE],
  ['is a second for an act of time', { offsetAgeMs: null }, stated('time'), 1_000],
])('the uncertainty %s', (_what, clocks, said, expected) => {
  expect(uncertaintyOf(occurred(clocks), said)).toBe(expected);
});

test.each<readonly [string, number, number | null, number | null]>([
  ['at its receipt', 100_000, 50_000, null],
  ['after its receipt, by no more than it is uncertain', 101_000, 50_000, null],
  ['after its receipt', 101_001, 50_000, 100_000],
  ['before the last contact, by no more than it is uncertain', 49_000, 50_000, null],
  ['before the last contact', 48_999, 50_000, 50_000],
  ['before anything, where there was no contact', -100_000, null, null],
])('a clock is suspect only beyond its uncertainty: an act %s', (_what, at, lastContactAt, expected) => {
  expect(clampSuspect(at, 1_000, { lastContactAt, receivedAt: 100_000 })).toBe(expected);
});
