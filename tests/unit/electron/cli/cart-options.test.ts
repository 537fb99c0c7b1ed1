// `holdfast library --carts`: a table of the carts that branches name, read with its faults named by line.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branchId, locationId } from '../../../../shared/core/ids.ts';
import { cartLines, cartTermsOf } from '../../../../electron/cli/admin/cart-options.ts';

const main = branchId('main');
const stacks = locationId('stacks');
const places = {
  branches: [{ id: main, name: 'Main Library', parent: null, kind: 'branch', system: main, zone: 'UTC' } as const],
  locations: [{ id: stacks, name: 'Stacks', branch: main, circulates: true, holdable: true }],
};
const dir = mkdtempSync(join(tmpdir(), 'holdfast-carts-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function cartsIn(table: string) {
  const file = join(dir, 'carts.csv');
  writeFileSync(file, table);
  return cartTermsOf({ values: { carts: file } }, places);
}

test('each line is a cart of its branch, in their order', () => {
  const { carts } = cartsIn('branch,cart,location,from,to\nMain Library,A to F,Stacks,A,F\nmain,The rest,stacks,,\n');
  expect(carts).toEqual({
    [main]: [
      { name: 'A to F', location: stacks, from: 'A', to: 'F' },
      { name: 'The rest', location: stacks },
    ],
  });
  expect(cartLines({ carts }, new Map([[main, 'Main Library']]))).toEqual([
    'cart at Main Library: A to F, location stacks, A to F',
    'cart at Main Library: The rest, location stacks',
  ]);
  expect(cartTermsOf({ values: { carts: 'none' } }, places)).toEqual({ carts: undefined });
  expect(cartTermsOf({ values: {} }, places)).toEqual({});
});

test.each([
  ['nowhere,A,,,', 'line 2: no branch is "nowhere"'],
  ['main,A,nowhere,,', 'line 2: Main Library has no location "nowhere"'],
  ['main,,,,', 'line 2: a cart has a name'],
])('%s is refused with its line', (line, why) => {
  expect(() => cartsIn(`branch,cart,location,from,to\n${line}\n`)).toThrow(why);
});
