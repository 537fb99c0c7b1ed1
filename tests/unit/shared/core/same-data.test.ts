// Plain data is compared by its content.

import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { isSameData } from '../../../../shared/core/same-data.ts';

const elsewhere = (source: string): unknown => z.unknown().parse(runInNewContext(`(${source})`));

test.each([
  [1, 1],
  [null, null],
  [undefined, undefined],
  [[], []],
  [
    { a: [1, { b: 'x' }], c: null },
    { c: null, a: [1, { b: 'x' }] },
  ],
  [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
])('%j is the same as %j', (a, b) => {
  expect([isSameData(a, b), isSameData(b, a)]).toEqual([true, true]);
});

test.each([
  [1, 2],
  [1, '1'],
  [0, null],
  [null, undefined],
  [null, {}],
  [[], {}],
  [[1], [1, 2]],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: undefined }, { b: undefined }],
  [{ a: [1, 2] }, { a: [2, 1] }],
])('%j is not the same as %j', (a, b) => {
  expect([isSameData(a, b), isSameData(b, a)]).toEqual([false, false]);
});

test('data made in another realm is compared by its content', () => {
  expect(isSameData(elsewhere('{ a: [1, { b: 2 }] }'), { a: [1, { b: 2 }] })).toBe(true);
  expect(isSameData(elsewhere('{ a: [1, { b: 2 }] }'), { a: [1, { b: 3 }] })).toBe(false);
});

test.each([[new Map()], [new Set()], [new Date(0)]])('what is no plain data is not compared', (value) => {
  expect(() => isSameData(value, new Map())).toThrow('no plain data');
});
