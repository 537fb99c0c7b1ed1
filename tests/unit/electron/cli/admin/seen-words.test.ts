// The time since the last contact of a desk, in words.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { seenWords } from '../../../../../electron/cli/admin/administer-desks.ts';

const AT = Date.parse('2026-11-27T04:56:37Z');
const SEEN = '(2026-11-27 04:56 UTC)';

test.each([
  [-MINUTE_MS, 'less than 1 min'],
  [59_999, 'less than 1 min'],
  [4 * MINUTE_MS + 59_999, '4 min'],
  [2 * HOUR_MS + 5 * MINUTE_MS, '2 h 5 min'],
  [3 * DAY_MS + 7 * HOUR_MS, '3 d 7 h'],
])('a desk heard %d ms ago was seen %s ago, with the moment', (ageMs, words) => {
  expect(seenWords(AT, AT + ageMs)).toBe(`seen ${words} ago ${SEEN}`);
});

test('a desk that was never heard says so', () => {
  expect(seenWords(null, AT)).toBe('never seen');
});
