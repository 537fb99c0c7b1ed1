// Call numbers by example: which scheme a text looks like, how a shelf is sorted where schemes mix, parts and volumes.

import { parseCallNumber, schemeOf, shelfKey, volumeKey } from '../../../../shared/callnumbers/call-number.ts';
import { inShelfOrder, misplacedIn } from '../../../../shared/callnumbers/shelf-order.ts';

test.each([
  ['QA76.73 .P98', 'lc'],
  ['PS3545', 'lc'],
  ['KD 1234 .A5', 'lc'],
  ['R 418 .P72', 'lc'],
  ['WB 100 C45', 'nlm'],
  ['QS 11 .GA1 E53 2005', 'nlm'],
  ['Y 4.ED 8/1:117-48', 'sudoc'],
  ['813.54 P38', 'dewey'],
  ['J 599.2 ABC', 'dewey'],
  ['DVD 791.4372', 'dewey'],
  ['DVD 1234', 'local'],
  ['CD 103', 'local'],
  ['CD1201 .A5', 'lc'],
  ['FIC AUS', 'local'],
  ['M1479 BOX 1', 'local'],
  ['978123412341', 'local'],
])('%s looks like a number of %s', (text, scheme) => {
  expect(schemeOf(text)).toBe(scheme);
});

test('a pull list of mixed schemes: Dewey, LC with NLM among it, SuDoc, local, each along its shelf', () => {
  const shelf = [
    null,
    '005.13 K39',
    '813 AUS',
    '813.54 P4 v.2',
    '813.54 P4 v.10',
    'DVD 791.43',
    'QA76.73',
    'QA76.9 .D3',
    'QS 11 .GA1',
    'QS 11 .GA1 1999',
    'QZ 380',
    'R241 .A2',
    'Y 4.ED 8/1:117-48',
    'CD 12',
    'CD 103',
    'FIC AUS',
  ];
  expect(shelf.toReversed().toSorted(inShelfOrder)).toEqual(shelf);
});

test('two spellings of one place stand beside each other, always in the same way', () => {
  expect(shelfKey('lc', 'HD 38.25.F8 R87')).toBe(shelfKey('lc', 'HD38.25 .F8R87'));
  expect(inShelfOrder('HD 38.25.F8 R87', 'HD38.25 .F8R87')).toBe(-inShelfOrder('HD38.25 .F8R87', 'HD 38.25.F8 R87'));
});

test('months stand after their year, and only among volumes', () => {
  const volumes = ['QA1 .A5 v.1 Feb 1990', 'QA1 .A5 v.1 Aug 1990', 'QA1 .A5 v.1 Jan 1991'];
  const keys = volumes.map((text) => shelfKey('lc', text));
  expect(keys).toEqual(keys.toSorted());
  expect(volumeKey('v.2 Spring 1990') < volumeKey('v.2 Fall 1990')).toBe(true);
  // MAR is the author's mark, not March.
  expect(shelfKey('dewey', '813 LEM 1990') < shelfKey('dewey', '813 MAR 1990')).toBe(true);
  expect(shelfKey('dewey', '813 MAR 1990') < shelfKey('dewey', '813 MAS 1980')).toBe(true);
});

test('the parts of an LC number', () => {
  expect(parseCallNumber('lc', 'PR9199.3 1920 .L33 A6 1982 v.2-3 c.4')).toMatchObject({
    class: 'PR',
    number: '9199',
    decimal: '3',
    classDate: '1920',
    cutters: ['L33', 'A6'],
    date: '1982',
    volume: '2-3',
    copy: '4',
    base: 'PR9199.3 1920 .L33 A6 1982',
    baseSerial: 'PR9199.3 1920 .L33 A6',
    lines: ['PR', '9199.3', '1920', '.L33', 'A6', '1982', 'v.2-3', 'c.4'],
  });
});

test('the parts of a SuDoc number', () => {
  expect(parseCallNumber('sudoc', 'Y 4.ED 8/1:117-48')).toMatchObject({
    agency: 'Y',
    office: '4',
    series: 'ED 8/1',
    book: '117-48',
  });
});

test('the fewest books are misplaced', () => {
  expect(misplacedIn(['813.1', '813.5', '813.2', '813.3', '813.4'])).toEqual([1]);
  expect(misplacedIn(['813.1', '813.1', '813.2'])).toEqual([]);
  expect(misplacedIn([])).toEqual([]);
});
