// Classes of call numbers as they stand on spines, with the prefixes that libraries put before them.

import { callNumberClass } from '../../../../shared/core/call-number-class.ts';

test.each([
  ['QA76.73 .J39 F53 2020', 'lc:Q'],
  ['QA 76', 'lc:Q'],
  ['KFC1030 .W58', 'lc:K'],
  ['REF PN1995.9 .W4', 'lc:P'],
  ['DVD PN1997 .C37', 'lc:P'],
  ['E185.97.K5', 'lc:E'],
  ['z657 .H4', 'lc:Z'],
  ['005.133 FLA', 'dewey:000'],
  ['J 599.75 BON', 'dewey:500'],
  ['813', 'dewey:800'],
])('%s is of class %s', (callNumber, found) => {
  expect(callNumberClass(callNumber)).toBe(found);
});

test.each([
  '',
  'LAPTOP-01 S/N AB12345CD',
  'DVD 1234',
  'PHONES-03',
  'FIC ROWLING',
  '12 Monkeys',
  '2001-2005',
  'IX 12',
  'M-07',
])('"%s" has no class', (callNumber) => {
  expect(callNumberClass(callNumber)).toBeNull();
});
