// Open recalls of a copy: by its hold, or until it comes in; and the patrons that they matter for.

import type { ActOf, ItemAct } from '../../../../../shared/circ/acts.ts';
import { isRecalledFrom, recallsIn } from '../../../../../shared/circ/decide/open-recalls.ts';
import { holdId, itemId, loanId, patronId } from '../../../../../shared/core/ids.ts';
import { at, checkin, checkout, header, undo } from '../../../../support/acts.ts';
import { hold, itemFacts } from '../../../../support/small-library.ts';

const recall = (name: string, by: string | null): ActOf<'recall'> => ({
  kind: 'recall',
  ...header(name, at(11)),
  itemId: itemId('X'),
  loanId: loanId('A/1'),
  patronId: patronId('P'),
  dueAt: at(12),
  hold: by === null ? null : holdId(by),
  reissues: null,
  ignoredBy: null,
});
const lent = checkout('A/1', at(10), 'P');
const later = checkout('A/4', at(13), 'Q');
const taken: ItemAct = later.kind === 'checkout' ? { ...later, overrides: ['LOANED_TO_ANOTHER'] } : later;

test('a recall for a hold outlives the check-in, one without a hold does not', () => {
  const both = [lent, recall('A/2', 'H'), recall('A/3', null)];
  expect(recallsIn(both)).toEqual([holdId('H'), null]);
  expect(recallsIn([...both, checkin('A/4', at(13))])).toEqual([holdId('H')]);
  expect(recallsIn([...both, taken])).toEqual([holdId('H')]);
  expect(recallsIn([...both, later])).toEqual([holdId('H'), null]);
});

test('an undone recall or check-in was never there', () => {
  expect(recallsIn([lent, recall('A/2', 'H'), undo('A/3', at(12), 'A/2')])).toEqual([]);
  const back = checkin('A/3', at(12));
  expect(recallsIn([lent, recall('A/2', null), back, undo('A/4', at(13), 'A/3')])).toEqual([null]);
});

test('a copy is recalled from a patron while the hold of somebody else waits', () => {
  const facts = (state: 'waiting' | 'captured', by = 'Q') =>
    itemFacts({ holds: [hold('H', { state, patronId: patronId(by) })], recalls: [holdId('H')] });
  expect(isRecalledFrom(facts('waiting'), patronId('P'))).toBe(true);
  expect(isRecalledFrom(facts('waiting'), null)).toBe(true);
  expect(isRecalledFrom(facts('waiting', 'P'), patronId('P'))).toBe(false);
  expect(isRecalledFrom(facts('captured'), patronId('P'))).toBe(false);
  expect(isRecalledFrom(itemFacts({ recalls: [holdId('gone')] }), patronId('P'))).toBe(false);
  expect(isRecalledFrom(itemFacts(), patronId('P'))).toBe(false);
});
