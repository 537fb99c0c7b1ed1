// An age is rounded down, since it grows; a past time is rounded to the nearest minute, as in its reports.

import { ageWords, lengthWords } from '../../../../renderer/text/moments.ts';

const nearlyHalfPast = (89 * 60 + 42) * 1_000;

test('an hour, 29 minutes and 42 seconds: as an age 29 minutes, as a length 30', () => {
  expect(ageWords(nearlyHalfPast)).toEqual({ key: 'age.hours', values: { h: 1, m: 29 } });
  expect(lengthWords(nearlyHalfPast)).toEqual({ key: 'age.hours', values: { h: 1, m: 30 } });
});

test('a time below a minute is told in seconds, and nearly an hour is an hour', () => {
  expect(lengthWords(42_000)).toEqual({ key: 'age.seconds', values: { n: 42 } });
  expect(lengthWords(59 * 60_000 + 31_000)).toEqual({ key: 'age.hours', values: { h: 1, m: 0 } });
});
