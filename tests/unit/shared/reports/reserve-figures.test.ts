// When every copy of a reading was out at once: from the last one that went out to the first that came back.

import { HOUR_MS } from '../../../../shared/core/instant.ts';
import { courseId } from '../../../../shared/core/ids.ts';
import { shelvedOf } from '../../../../shared/reports/reserves/reserve-spans.ts';
import { fullTimes, readingFigures } from '../../../../shared/reports/reserves/reserve-figures.ts';

const hours = (hour: number) => hour * HOUR_MS;
const out = (from: number, to: number | null) => ({ outAt: hours(from), inAt: to === null ? null : hours(to) });
const on = (from: number, to: number | null = null) => ({ spans: [{ from, to }] });
const day = { from: 0, to: hours(24) };

test.each([
  ['no copy', [], { times: 0, fullMs: 0 }],
  ['one copy that is out twice', [{ ...on(0), loans: [out(1, 2), out(3, 5)] }], { times: 2, fullMs: hours(3) }],
  ['one that is still out', [{ ...on(0), loans: [out(20, null)] }], { times: 1, fullMs: hours(4) }],
  ['one that was out before the time', [{ ...on(-hours(9)), loans: [out(-5, 2)] }], { times: 1, fullMs: hours(2) }],
  [
    'two copies that overlap',
    [
      { ...on(0), loans: [out(1, 5)] },
      { ...on(0), loans: [out(4, 8)] },
    ],
    { times: 1, fullMs: hours(1) },
  ],
  [
    'a second copy that comes while the first is out',
    [
      { ...on(0), loans: [out(1, 9)] },
      { ...on(hours(3)), loans: [] },
    ],
    { times: 1, fullMs: hours(2) },
  ],
  [
    'one that comes back as another goes out',
    [
      { ...on(0), loans: [out(1, 4)] },
      { ...on(0), loans: [out(4, 6)] },
    ],
    { times: 0, fullMs: 0 },
  ],
  ['one that was out when it was put there', [{ ...on(hours(3)), loans: [out(1, 5)] }], { times: 1, fullMs: hours(2) }],
  ['a loan from before that', [{ ...on(hours(6)), loans: [out(1, 5)] }], { times: 0, fullMs: 0 }],
  [
    'a second copy that is taken off while the first is out',
    [
      { ...on(0), loans: [out(1, 9)] },
      { ...on(0, hours(4)), loans: [] },
    ],
    { times: 1, fullMs: hours(5) },
  ],
  [
    'one that is taken off while it is out',
    [{ ...on(0, hours(4)), loans: [out(1, 9)] }],
    { times: 1, fullMs: hours(3) },
  ],
  [
    'one that was taken off and put there again',
    [
      {
        spans: [
          { from: 0, to: hours(4) },
          { from: hours(8), to: null },
        ],
        loans: [out(1, 3), out(5, 7), out(9, 10)],
      },
    ],
    { times: 2, fullMs: hours(3) },
  ],
  [
    'a second copy that is out when it is put there',
    [
      { ...on(0), loans: [out(1, 9)] },
      { ...on(hours(3)), loans: [out(2, 6)] },
    ],
    { times: 1, fullMs: hours(5) },
  ],
])('%s', (_, copies, expected) => {
  expect(fullTimes(copies, day)).toEqual(expected);
});

test('checkouts are those of the time, and no time is counted that has not come', () => {
  const use = {
    courseId: courseId('c'),
    readingId: null,
    course: 'ECON 052',
    title: 'Macro',
    copies: [{ ...on(0), loans: [out(-3, -1), out(1, 2), out(10, null)] }],
  };
  expect(readingFigures([use], { ...day, now: hours(12) })).toMatchObject([
    { copies: 1, checkouts: 2, times: 2, fullMs: hours(3) },
  ]);
});

test('a copy counts in a time in which it stood there, also where it was taken off since', () => {
  const copies = [
    { ...on(0, hours(5)), loans: [out(1, 2), out(6, 7)] },
    { ...on(-hours(9), -hours(1)), loans: [out(-5, -4)] },
  ];
  const use = { courseId: courseId('c'), readingId: null, course: 'ECON 052', title: 'Macro', copies };
  expect(readingFigures([use], { ...day, now: hours(30) })).toMatchObject([{ copies: 1, checkouts: 1 }]);
  expect(readingFigures([use], { from: hours(5), to: hours(24), now: hours(30) })).toEqual([]);
});

describe('when a copy stood on the shelf, from the writes of its row', () => {
  const write = (hour: number, field: string, value: unknown) => ({
    field,
    at: hours(hour),
    value: JSON.stringify(value),
  });
  const put = (hour: number, status: string) => [
    ...Object.entries({ courseId: 'c', readingId: null, itemId: 'i', status, off: false }).map(([field, value]) =>
      write(hour, field, value),
    ),
    write(hour, 'since', hours(hour)),
  ];
  const move = (hour: number, status: string) => [write(hour, 'status', status), write(hour, 'since', hours(hour))];
  const off = (hour: number) => [write(hour, 'off', true), write(hour, 'since', hours(hour))];

  test.each([
    ['put there', put(1, 'on-reserve'), [[1, null]]],
    ['on its way for a while', [...put(1, 'requested'), ...move(3, 'on-reserve')], [[3, null]]],
    ['taken off', [...put(1, 'on-reserve'), ...off(5)], [[1, 5]]],
    [
      'taken off and put there again',
      [...put(1, 'on-reserve'), ...off(5), ...put(9, 'on-reserve')],
      [
        [1, 5],
        [9, null],
      ],
    ],
    ['sent back to be processed', [...put(1, 'on-reserve'), ...move(4, 'processing')], [[1, 4]]],
  ])('%s', (_, writes, spans) => {
    const expected = spans.map(([from, to]) => ({
      from: hours(from ?? 0),
      to: typeof to === 'number' ? hours(to) : null,
    }));
    expect(shelvedOf(writes)).toMatchObject({ itemId: 'i', courseId: 'c', spans: expected });
  });

  test('never there: requested and taken off', () => {
    expect(shelvedOf([...put(1, 'requested'), ...off(2)])).toBeNull();
  });
});
