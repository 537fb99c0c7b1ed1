// The pull list: one copy for each hold, at one branch and no other.

import { pullList } from '../../../../shared/circ/pull-list.ts';
import type { HoldCopy } from '../../../../shared/circ/facts.ts';
import { branchId, holdId, itemId } from '../../../../shared/core/ids.ts';
import { hold, item } from '../../../support/small-library.ts';

const copy = (barcode: string, branch = 'main', status: 'available' | 'on-loan' = 'available'): HoldCopy => ({
  item: item({ id: itemId(barcode), barcode }, { status, branch: branchId(branch) }),
  location: null,
});
const pulls = (...given: Parameters<typeof pullList>) =>
  pullList(...given).map((pull) => `${pull.hold.id} by ${pull.copy.item.barcode}`);

test('each hold takes one copy, in the order of the holds', () => {
  expect(pulls([hold('H'), hold('I'), hold('J')], [copy('2'), copy('1')])).toEqual(['H by 1', 'I by 2']);
});

test('a copy where the hold is picked up goes before one that would travel', () => {
  expect(pulls([hold('H', { pickup: branchId('annex') })], [copy('1'), copy('2', 'annex')])).toEqual(['H by 2']);
});

test('a copy that was looked for in vain goes last, and is fetched where there is no other', () => {
  const sought = (one: HoldCopy): HoldCopy => ({
    ...one,
    item: { ...one.item, state: { ...one.item.state, soughtAt: 1 } },
  });
  expect(pulls([hold('H')], [sought(copy('1')), copy('2', 'annex')])).toEqual(['H by 2']);
  expect(pulls([hold('H')], [sought(copy('1'))])).toEqual(['H by 1']);
});

test('each hold names a next copy that no other hold is fetched or named for', () => {
  const next = (...given: Parameters<typeof pullList>) =>
    pullList(...given).map((pull) => [pull.copy.item.barcode, pull.next?.item.barcode ?? null]);
  expect(next([hold('H'), hold('I')], [copy('1'), copy('2'), copy('3')])).toEqual([
    ['1', '3'],
    ['2', null],
  ]);
  expect(next([hold('H', { itemId: itemId('1') })], [copy('1'), copy('2')])).toEqual([['1', null]]);
});

test('a copy that is out, suspended, captured or for another copy is not fetched', () => {
  expect(pulls([hold('H')], [copy('1', 'main', 'on-loan')])).toEqual([]);
  expect(pulls([hold('H', { suspended: true })], [copy('1')])).toEqual([]);
  const takenOff = { itemId: itemId('1'), until: 5 };
  expect(pulls([hold('H', { takenOff }), hold('I')], [copy('1')])).toEqual(['I by 1']);
  expect(pulls([hold('H', { state: 'captured', capturedItem: itemId('9') })], [copy('1')])).toEqual([]);
  expect(pulls([hold('H', { itemId: itemId('2') }), hold('I')], [copy('1'), copy('2')])).toEqual(['H by 2', 'I by 1']);
});

test('the order in which holds and copies are given changes nothing but which hold comes first', () => {
  const holds = [hold('H'), hold('I', { id: holdId('I'), itemId: itemId('1') })];
  expect(pulls(holds, [copy('1'), copy('2')])).toEqual(pulls(holds, [copy('2'), copy('1')]));
});
