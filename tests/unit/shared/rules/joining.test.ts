// When the account of a person who joins a group ends.

import { blackoutOn, endOfJoining } from '../../../../shared/rules/model/joining.ts';

test.each([
  ['2026-06-10', { months: 12 }, '2027-06-10'],
  ['2026-08-31', { months: 6 }, '2027-02-28'],
  ['2027-08-31', { months: 6 }, '2028-02-29'],
  ['2026-12-15', { months: 1 }, '2027-01-15'],
  ['2026-09-01', { days: ['2027-05-14', '2026-12-18'] }, '2026-12-18'],
  ['2026-12-18', { days: ['2027-05-14', '2026-12-18'] }, '2026-12-18'],
  ['2026-12-19', { days: ['2027-05-14', '2026-12-18'] }, '2027-05-14'],
  ['2027-06-01', { days: ['2027-05-14', '2026-12-18'] }, null],
  ['2026-06-10', null, null],
] as const)('made on %s with %j: %s', (today, ends, wanted) => {
  const given = ends !== null && 'days' in ends ? { days: [...ends.days] } : ends;
  expect(endOfJoining({ ends: given }, today)).toBe(wanted);
});

test('a blackout holds from its first day to its last', () => {
  const exams = { from: '2026-12-10', to: '2026-12-18', name: 'Exams' };
  const joining = { required: [], feeMinor: 0, ends: null, blackout: [exams] };
  const met = ['2026-12-09', '2026-12-10', '2026-12-18', '2026-12-19'].map((day) => blackoutOn(joining, day));
  expect(met).toEqual([null, exams, exams, null]);
  expect(blackoutOn({ required: [], feeMinor: 0, ends: null }, '2026-12-10')).toBeNull();
});
