// How long an agreement lasts: so many days, or until the term ends next.

import { lastDayOf } from '../../../../../shared/circ/model/agreement.ts';

test('for good, for days, and until the next end of a term, that day included and over the turn of the year', () => {
  expect(lastDayOf({}, '2026-06-10')).toBeNull();
  expect(lastDayOf({ lasts: { days: 30 } }, '2026-06-10')).toBe('2026-07-10');
  const terms = { lasts: { ends: ['12-20', '05-15'] } };
  expect(lastDayOf(terms, '2026-05-15')).toBe('2026-05-15');
  expect(lastDayOf(terms, '2026-05-16')).toBe('2026-12-20');
  expect(lastDayOf(terms, '2026-12-21')).toBe('2027-05-15');
});
