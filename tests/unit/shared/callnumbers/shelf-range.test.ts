// Ranges of a shelf: their copies, their written form, and the standing of scans along one.

import { locationId } from '../../../../shared/core/ids.ts';
import { standingsOf } from '../../../../shared/callnumbers/shelf-reading.ts';
import { isInRange, parseShelf, shelfText } from '../../../../shared/callnumbers/shelf-range.ts';
import { neighborsOn } from '../../../../shared/callnumbers/shelf-order.ts';

const range = (from: string | null, to: string | null) => ({ location: locationId('stacks'), from, to });

test.each([
  ['QA 76', 'QA 90', 'QA 76.9 .A1', true],
  ['QA 76', 'QA 90', 'QA 9 .A1', false],
  ['QA 76', 'QA 90', 'QA 90 .B2 2001', true],
  ['QA 76', 'QA 90', 'QA 91', false],
  ['QA', 'QB', 'QA 1', true],
  ['QA', 'QB', 'QB 980', true],
  ['QA', 'QB', 'Q 175', false],
  ['813.5', '813.6', '813.54 ABC', true],
  ['813.5', '813.6', '813.49 ABC', false],
  [null, 'QA 90', 'A 1', true],
  ['QA 76', null, 'Z 1', true],
  [null, null, '', false],
])('from %s to %s lies %s: %s', (from, to, callNumber, lies) => {
  expect(isInRange(range(from, to), callNumber)).toBe(lies);
});

test('a reading is written as one text and read again; any other text is none', () => {
  const reading = { range: range('QA 76 .A|1', null), since: 1_000 };
  expect(parseShelf(shelfText(reading))).toEqual({ ...reading, range: range('QA 76 .A 1', null) });
  expect(['', 'stacks', 'stacks|x|a|b', 'stacks|1|a|b|c'].map(parseShelf)).toEqual([null, null, null, null]);
});

test('the fewest copies are misplaced, and those that do not belong here are in nobody’s way', () => {
  const scan = (callNumber: string, isHere = true) => ({ callNumber, isHere });
  const scans = [scan('QA 76'), scan('Z 1', false), scan('QA 80'), scan('QA 78'), scan('QA 79'), scan('A 1')];
  expect(standingsOf(scans, range('QA', 'QZ'))).toEqual([
    'in-order',
    'not-here',
    'misplaced',
    'in-order',
    'in-order',
    'misplaced',
  ]);
});

test('a copy has its place between the nearest others, not itself', () => {
  const shelf = ['QA 76', 'QA 77', 'QA 77', 'QA 79'];
  expect(neighborsOn(shelf, 'QA 77')).toEqual({ after: 'QA 76', before: 'QA 79' });
  expect(neighborsOn(shelf, 'QA 1')).toEqual({ after: null, before: 'QA 76' });
  expect(neighborsOn(shelf, 'QA 100')).toEqual({ after: 'QA 79', before: null });
});
