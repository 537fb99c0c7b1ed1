// Lessons from a loan in another system: acts made there, once, and none that was sent from here.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import {
  learnLoan,
  type LearnFacts,
  type LoanHere,
  type LoanSeen,
  type LoanThere,
  type OwnTold,
} from '../../../../shared/connectors/loan-there.ts';
import { UTC } from '../../../../shared/rules/calendar/zone-clock.ts';

const ten = Date.UTC(2026, 10, 24, 10);
const now = ten + 4 * HOUR_MS;
const due = Date.UTC(2026, 11, 8, 23, 59);
const later = due + 7 * DAY_MS;
const there = (more: Partial<LoanThere> = {}): LoanThere => ({
  outAt: ten,
  dueAt: due,
  renewals: 0,
  renewedAt: null,
  inAt: null,
  changedAt: null,
  ...more,
});
const seen = (more: Partial<LoanSeen> = {}): LoanSeen => ({
  dueAt: due,
  renewals: 0,
  isIn: false,
  seenAt: ten + HOUR_MS,
  ...more,
});
const told = (kind: OwnTold['kind'], toldAt: number, more: Partial<OwnTold> = {}): OwnTold => ({
  kind,
  isOfPatron: true,
  at: toldAt - HOUR_MS,
  askedAt: toldAt - 1_000,
  toldAt,
  loan: null,
  ...more,
});
const here = (more: Partial<LoanHere> = {}): LoanHere => ({ outAt: ten, dueAt: due, isAnother: false, ...more });
const learn = (loan: LoanThere, facts: Partial<LearnFacts> = {}) =>
  learnLoan(loan, { id: 'L1', before: null, told: [], here: null, now, ...facts }, UTC);
const lessons = (loan: LoanThere, facts: Partial<LearnFacts> = {}): string[] =>
  learn(loan, facts).lessons.map(({ act, at }) => `${act} ${(at - ten) / MINUTE_MS}`);

test.each<[string, LoanThere, Partial<LearnFacts>, readonly string[]]>([
  ['a loan that began there', there(), {}, ['checkout 0']],
  [
    'a loan that ended before it was seen',
    there({ inAt: ten + HOUR_MS, renewals: 1, renewedAt: ten + MINUTE_MS }),
    {},
    ['checkout 0', 'checkin 60'],
  ],
  ['a loan that was told, by its id', there(), { told: [told('checkout', ten + HOUR_MS, { loan: 'L1' })] }, []],
  [
    'a loan beside one that was told, by its id',
    there(),
    { told: [told('checkout', ten, { loan: 'L2' })] },
    ['checkout 0'],
  ],
  ['a loan that was told, by its time', there(), { told: [told('checkout', ten + MINUTE_MS)] }, []],
  ['a loan that was told with the time of the desk', there(), { told: [told('checkout', ten + HOUR_MS)] }, []],
  ['a later loan of the same patron', there(), { told: [told('checkout', ten - 2 * HOUR_MS)] }, ['checkout 0']],
  [
    'a loan of another patron at the same time',
    there(),
    { told: [told('checkout', ten, { isOfPatron: false })] },
    ['checkout 0'],
  ],
  ['a loan that is here by an import', there(), { here: here({ dueAt: due - MINUTE_MS }) }, []],
  [
    'a loan that is here by an import, and was renewed there since',
    there({ dueAt: later, renewals: 1, renewedAt: ten + MINUTE_MS }),
    { here: here() },
    ['renew 1'],
  ],
  [
    'an ended loan before the one that the patron has here',
    there({ inAt: ten + HOUR_MS }),
    { here: here({ outAt: ten + 2 * HOUR_MS, dueAt: later }) },
    ['checkout 0', 'checkin 60'],
  ],
  [
    'the return of a loan that is here by an import',
    there({ inAt: ten + HOUR_MS }),
    { here: here({ outAt: ten + 20_000, isAnother: true }) },
    ['checkin 60'],
  ],
  [
    'the return of a loan that is here by an import with another time',
    there({ inAt: ten + HOUR_MS }),
    { here: here({ outAt: ten - DAY_MS }) },
    ['checkin 60'],
  ],
  [
    'a loan after a return there, to the same patron',
    there({ outAt: ten + HOUR_MS }),
    { here: here({ isAnother: true }) },
    ['checkout 60'],
  ],
  ['a loan that is as it was', there(), { before: seen() }, []],
  [
    'a renewal there',
    there({ dueAt: later, renewals: 1, renewedAt: ten + 90 * MINUTE_MS }),
    { before: seen() },
    ['renew 90'],
  ],
  [
    'a renewal that was told',
    there({ dueAt: later, renewals: 1, renewedAt: ten + 90 * MINUTE_MS }),
    { before: seen(), told: [told('renew', ten + 90 * MINUTE_MS)] },
    [],
  ],
  [
    'a renewal there beside one that was told',
    there({ dueAt: later, renewals: 2, renewedAt: ten + 91 * MINUTE_MS }),
    { before: seen(), told: [told('renew', ten + 90 * MINUTE_MS)] },
    ['renew 240'],
  ],
  [
    'a renewal of a loan that was told',
    there({ dueAt: later, renewals: 1, renewedAt: ten + 30 * MINUTE_MS }),
    { told: [told('checkout', ten, { loan: 'L1' })] },
    ['renew 30'],
  ],
  ['a return there', there({ inAt: ten + 2 * HOUR_MS }), { before: seen() }, ['checkin 120']],
  [
    'a return that was told',
    there({ inAt: ten + 20 * MINUTE_MS }),
    { before: seen(), told: [told('checkin', ten + 2 * HOUR_MS)] },
    [],
  ],
  [
    'a return there after an earlier loan was told as returned',
    there({ inAt: ten + 2 * HOUR_MS }),
    { before: seen(), told: [told('checkin', ten)] },
    ['checkin 120'],
  ],
  [
    'a loan that was told with its return',
    there({ inAt: ten + HOUR_MS }),
    { told: [told('checkout', ten, { loan: 'L1' }), told('checkin', ten + HOUR_MS)] },
    [],
  ],
  [
    'a loan there that came back here, where it was not known',
    there({ inAt: ten + HOUR_MS }),
    { told: [told('checkin', ten + HOUR_MS, { isOfPatron: false })] },
    ['checkout 0'],
  ],
  [
    'a loan that is here by an import, and came back here',
    there({ inAt: ten + HOUR_MS }),
    { told: [told('checkin', ten + HOUR_MS)] },
    [],
  ],
  [
    'a loan that is here by an import, and came back here on the day before: there at another time of that day',
    there({ inAt: ten + 14 * HOUR_MS, changedAt: ten + 24 * HOUR_MS }),
    { told: [told('checkin', ten + 24 * HOUR_MS, { at: ten + 5 * HOUR_MS })] },
    [],
  ],
  [
    'a return there of a loan that is not known, long after one here',
    there({ inAt: ten + 14 * HOUR_MS, changedAt: ten + 14 * HOUR_MS }),
    { told: [told('checkin', ten + 5 * HOUR_MS)] },
    ['checkout 0', 'checkin 840'],
  ],
  ['a return that was seen', there({ inAt: ten + HOUR_MS }), { before: seen({ isIn: true }) }, []],
])('%s', (_, loan, facts, expected) => {
  expect(lessons(loan, facts)).toEqual(expected);
  // A learned act is not learned again.
  expect(lessons(loan, { ...facts, before: learn(loan, facts).seen })).toEqual([]);
});

test('a date that staff there moved is said, and that of a renewal is not', () => {
  expect(learn(there({ dueAt: due - DAY_MS }), { before: seen() }).movedTo).toBe(due - DAY_MS);
  expect(learn(there({ dueAt: due - 30_000 }), { before: seen() }).movedTo).toBeNull();
  expect(learn(there({ dueAt: later, renewals: 1 }), { before: seen() }).movedTo).toBeNull();
  const own = [told('renew', now)];
  expect(learn(there({ dueAt: later, renewals: 1 }), { before: seen(), told: own }).movedTo).toBeNull();
});
