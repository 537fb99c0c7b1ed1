// When every copy of a reading was out at once: from the last one that went out to the first that came back.

import { HOUR_MS } from '../../../../shared/core/instant.ts';
import { courseId } from '../../../../shared/core/ids.ts';
import { fullTimes, readingFigures } from '../../../../shared/reports/reserves/reserve-figures.ts';

const hours = (hour: number) => hour * HOUR_MS;
const out = (from: number, to: number | null) => ({ outAt: hours(from), inAt: to === null ? null : hours(to) });
const day = { from: 0, to: hours(24) };

test.each([
  ['no copy', [], { times: 0, fullMs: 0 }],
  ['one copy that is out twice', [{ since: 0, loans: [out(1, 2), out(3, 5)] }], { times: 2, fullMs: hours(3) }],
  ['one that is still out', [{ since: 0, loans: [out(20, null)] }], { times: 1, fullMs: hours(4) }],
  ['one that was out before the time', [{ since: -hours(9), loans: [out(-5, 2)] }], { times: 1, fullMs: hours(2) }],
  [
    'two copies that overlap',
    [
      { since: 0, loans: [out(1, 5)] },
      { since: 0, loans: [out(4, 8)] },
    ],
    { times: 1, fullMs: hours(1) },
  ],
  [
    'a second copy that comes while the first is out',
    [
      { since: 0, loans: [out(1, 9)] },
      { since: hours(3), loans: [] },
    ],
    { times: 1, fullMs: hours(2) },
  ],
  [
    'one that comes back as another goes out',
    [
      { since: 0, loans: [out(1, 4)] },
      { since: 0, loans: [out(4, 6)] },
    ],
    { times: 0, fullMs: 0 },
  ],
  ['one that was out when it was put there', [{ since: hours(3), loans: [out(1, 5)] }], { times: 1, fullMs: hours(2) }],
  ['a loan from before that', [{ since: hours(6), loans: [out(1, 5)] }], { times: 0, fullMs: 0 }],
])('%s', (_, copies, expected) => {
  expect(fullTimes(copies, day)).toEqual(expected);
});

test('checkouts are those of the time, and no time is counted that has not come', () => {
  const use = {
    courseId: courseId('c'),
    readingId: null,
    course: 'ECON 052',
    title: 'Macro',
    copies: [{ since: 0, loans: [out(-3, -1), out(1, 2), out(10, null)] }],
  };
  expect(readingFigures([use], { ...day, now: hours(12) })).toMatchObject([
    { copies: 1, checkouts: 2, times: 2, fullMs: hours(3) },
  ]);
});
