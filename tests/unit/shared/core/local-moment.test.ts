// Moments as a person writes them on the clock of a place, and back.

import { formatInstant } from '../../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../../shared/core/local-moment.ts';

const ZONE = 'America/Los_Angeles';
const parse = (text: string, zone = ZONE): string | null => {
  const at = parseLocalMoment(text, zone);
  return at === null ? null : formatInstant(at);
};

describe('a moment on the clock of a place', () => {
  test.each([
    ['2026-12-15T18:00', '2026-12-16T02:00:00Z'],
    ['2026-07-15T18:00', '2026-07-16T01:00:00Z'],
    // The clock jumps from 2 to 3.
    ['2026-03-08T02:30', '2026-03-08T10:30:00Z'],
    // It shows 1:30 twice; the first is meant.
    ['2026-11-01T01:30', '2026-11-01T08:30:00Z'],
    ['2028-02-29T00:00', '2028-02-29T08:00:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(parse(text)).toBe(instant);
  });

  test.each([
    '',
    '2026-12-15',
    '2026-02-29T10:00',
    '2026-13-01T10:00',
    '2026-12-15T24:30',
    '12/15/2026 18:00',
    '2026-12-15T18:00Z',
  ])('“%s” is no such moment', (text) => {
    expect(parse(text)).toBeNull();
  });

  test('is written back as it was read, wherever that time exists', () => {
    for (const zone of [ZONE, 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
      const at = parseLocalMoment('2026-12-15T18:07', zone) ?? Number.NaN;
      expect(formatLocalMoment(at, zone)).toBe('2026-12-15T18:07');
      expect(formatLocalMoment(at + 59_999, zone)).toBe('2026-12-15T18:07');
    }
  });
});
