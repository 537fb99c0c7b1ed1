// Moments as the line of the desk says them: also after midnight, and on days that are longer or shorter than others.

import { HOUR_MS } from '../../../../shared/core/instant.ts';
import { parseLocalMoment } from '../../../../shared/core/local-moment.ts';
import { momentsOf } from '../../../../renderer/text/moments.ts';

const ZONE = 'America/Los_Angeles';
const at = (local: string): number => parseLocalMoment(local, ZONE) ?? Number.NaN;
const lately = (language: 'en' | 'es', from: string, now: string): string =>
  momentsOf(language, ZONE).lately(at(from), at(now));

describe('a moment that a screen tells', () => {
  test.each([
    ['2026-12-15T23:58', '2026-12-15T23:59', '11:58 PM', '11:58 p.m.'],
    ['2026-12-15T23:58', '2026-12-16T00:01', 'yesterday 11:58 PM', 'ayer 11:58 p.m.'],
    ['2026-12-15T00:01', '2026-12-16T23:59', 'yesterday 12:01 AM', 'ayer 12:01 a.m.'],
    ['2026-12-14T23:58', '2026-12-16T00:01', 'Dec 14, 11:58 PM', '14 dic, 11:58 p.m.'],
    ['2026-12-16T18:00', '2026-12-15T18:00', 'Dec 16, 6:00 PM', '16 dic, 6:00 p.m.'],
  ])('%s at %s', (from, now, english, spanish) => {
    expect([lately('en', from, now), lately('es', from, now)]).toEqual([english, spanish]);
  });

  test.each([
    ['after a day of 25 hours', '2026-10-31T23:30', '2026-11-01T23:30'],
    ['after a day of 23 hours', '2026-03-08T23:30', '2026-03-09T00:10'],
  ])('is of yesterday %s', (_, from, now) => {
    expect(lately('en', from, now)).toBe('yesterday 11:30 PM');
  });

  test('stays a date where it is written down, and where a day of 23 hours lies between', () => {
    expect(lately('en', '2026-03-07T23:30', '2026-03-09T00:10')).toBe('Mar 7, 11:30 PM');
    const midnight = at('2026-12-16T00:00');
    expect(momentsOf('en', ZONE).when(midnight - HOUR_MS, midnight)).toBe('Dec 15, 11:00 PM');
  });
});
