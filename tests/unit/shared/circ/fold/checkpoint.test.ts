// What may go into a checkpoint of a title. That it stands for the acts in it is in the property tests.

import { branchId, holdId, itemId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import type { HoldAct } from '../../../../../shared/circ/acts.ts';
import { cutTitle, type TitleInput } from '../../../../../shared/circ/fold/checkpoint.ts';
import { at, checkin, checkout, header, timelinesOf } from '../../../../support/acts.ts';

const placed: HoldAct = {
  kind: 'placeHold',
  ...header('C/1', at(9)),
  hold: holdId('H'),
  patronId: patronId('P'),
  titleId: titleId('t'),
  itemId: null,
  pickup: branchId('main'),
};
const loan = { ...checkout('A/1', at(10), 'P'), itemId: itemId('X') };
const returned = { ...checkin('A/2', at(11)), itemId: itemId('X') };

/** Kinds of the acts that go, of a title whose hold was filled by the loan of its copy. */
function cutOf(acts: TitleInput['items'][number]['acts']): readonly string[] {
  const copy = {
    itemId: itemId('X'),
    titleId: titleId('t'),
    serial: false,
    holdable: true,
    priceMinor: null,
    base: { foldedTo: null, where: { status: 'available' as const, branch: branchId('main') } },
    acts,
  };
  const { policies } = timelinesOf([], {});
  const title = { titleId: titleId('t'), items: [copy], holdActs: [placed], settledHolds: [], policies };
  const checkpoint = cutTitle(title, at(20));
  if (checkpoint === null) return [];
  return [...checkpoint.holdActs, ...[...checkpoint.items.values()].flatMap(({ folded }) => folded)].map(
    ({ kind }) => kind,
  );
}

test('a filled hold keeps its acts as long as the loan that filled it keeps its own [I24]', () => {
  expect(cutOf([loan])).toEqual([]);
  expect(cutOf([loan, returned]).toSorted()).toEqual(['checkin', 'checkout', 'placeHold']);
});
