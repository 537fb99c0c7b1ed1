// Lines of a downtime sheet as people write them: times, dates, cards and items, and unreadable lines.

import { readPaperSheet } from '../../../../shared/circ/paper-lines.ts';

const start = { day: '2026-11-30', time: '13:40' };
const read = (text: string) => readPaperSheet(text, start);
const only = (text: string) => read(text).lines[0];

test.each([
  ['2:05 PM, P1, I2', '14:05:00', 'out', 'P1', 'I2'],
  ['14:05\tP1\tI2', '14:05:00', 'out', 'P1', 'I2'],
  ['2:05:30pm;P1;I2', '14:05:30', 'out', 'P1', 'I2'],
  ['2 p.m. out P1 I2', '14:00:00', 'out', 'P1', 'I2'],
  ['12:10 am P1 I2', '00:10:00', 'out', 'P1', 'I2'],
  ['1.05 pm P1 I2', '13:05:00', 'out', 'P1', 'I2'],
  ['1.05pm I2', '13:05:00', 'in', null, 'I2'],
  ['13.05 P1 I2', '13:05:00', 'out', 'P1', 'I2'],
  ['P1 I2', '13:40:00', 'out', 'P1', 'I2'],
  ['I2', '13:40:00', 'in', null, 'I2'],
  ['9:00 in I2', '09:00:00', 'in', null, 'I2'],
  ['9:00 devolución I2', '09:00:00', 'in', null, 'I2'],
] as const)('reads %s', (text, time, ...rest) => {
  const { local = '', kind, card, barcode } = only(text) ?? {};
  expect([kind, card, barcode]).toEqual(rest);
  expect(local.slice(11)).toBe(time);
});

test('a line without a time has that of the line before, and one that says out is for the patron before', () => {
  const { lines } = read('2:00 PM P1 I1\nout I2\n\n# the printer was off\nP2 I3');
  expect(lines.map(({ line, card, local }) => [line, card, local.slice(11)])).toEqual([
    [1, 'P1', '14:00:00'],
    [2, 'P1', '14:00:00'],
    [5, 'P2', '14:00:00'],
  ]);
});

test('goes on to the next day past midnight, and stays on a day where lines are out of order', () => {
  const days = read('11:50 PM I1\n12:10 AM I2\n12:05 AM I3\n2026-12-04 08:00 I4\n2026-12-05T09:00 I5').lines;
  expect(days.map(({ local }) => local)).toEqual([
    '2026-11-30T23:50:00',
    '2026-12-01T00:10:00',
    '2026-12-01T00:05:00',
    '2026-12-04T08:00:00',
    '2026-12-05T09:00:00',
  ]);
});

test.each([
  ['Time Card Barcode', 'no-number'],
  ['2:05 PM', 'no-number'],
  ['25:00 P1 I2', 'bad-time'],
  ['13:00 pm P1 I2', 'bad-time'],
  ['2026-13-40 10:00 P1 I2', 'bad-time'],
  ['2026-11-30 P1 I2', 'bad-time'],
  ['P1 I2 I3', 'too-much'],
  ['in P1 I2', 'too-much'],
  ['out I2', 'no-card'],
] as const)('says what is wrong with %s', (text, problem) => {
  expect(read(text)).toEqual({ lines: [], bad: [{ line: 1, text, problem }] });
});

test('a line that cannot be read leaves its time and nobody to the lines below', () => {
  const { lines, bad } = read('2:05 PM P1 I1\n2:10 PM ??? I2\nout I3\nI4');
  expect(bad.map(({ line, problem }) => [line, problem])).toEqual([
    [2, 'no-number'],
    [3, 'no-card'],
  ]);
  expect(lines.map(({ line, local }) => [line, local.slice(11, 16)])).toEqual([
    [1, '14:05'],
    [4, '14:10'],
  ]);
});

test('a return says nothing of the next borrower', () => {
  expect(read('P1 I1\nI2\nout I3').bad).toMatchObject([{ line: 3, problem: 'no-card' }]);
});
