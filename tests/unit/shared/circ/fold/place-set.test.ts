// Which items and titles belong together, from any of them.

import { itemId, titleId, type ItemId, type TitleId } from '../../../../../shared/core/ids.ts';
import type { HoldAct } from '../../../../../shared/circ/acts.ts';
import { walkPlaces, type WantedPlaces } from '../../../../../shared/circ/fold/place-set.ts';

const titleOf = new Map([
  ['a1', 'a'],
  ['a2', 'a'],
  ['b1', 'b'],
  ['b2', 'b'],
]);
const held = new Set(['a']);
const act = {} as HoldAct;

/** Reads for a walk until it is whole; keeps the wanted places. */
function follow(walk: ReturnType<typeof walkPlaces<{ titleId: TitleId }>>): WantedPlaces[] {
  const asked: WantedPlaces[] = [];
  for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
    asked.push(wants);
    walk.take({
      items: new Map(wants.items.map((id) => [id, { titleId: titleId(titleOf.get(id) ?? '') }])),
      holdActs: new Map(wants.titles.map((id) => [id, held.has(id) ? [act] : []])),
      copies: wants.copiesOf.flatMap((title) => copiesOf(title)),
    });
  }
  return asked;
}

function copiesOf(title: string): ItemId[] {
  return [...titleOf].flatMap(([item, of]) => (of === title ? [itemId(item)] : []));
}

test('a copy brings every copy of its title where that has acts on holds, and none where it has not', () => {
  const walk = walkPlaces<{ titleId: TitleId }>();
  walk.add({ items: [itemId('a1'), itemId('b1')], titles: [] });
  follow(walk);
  const { items, holdActs, titles } = walk.whole();
  expect([...items.keys()].toSorted()).toEqual(['a1', 'a2', 'b1']);
  expect([...holdActs.keys()]).toEqual(['a']);
  expect([...titles].toSorted()).toEqual(['a', 'b']);
});

test('each item and title is wanted once, also where the walk goes on somewhere else', () => {
  const walk = walkPlaces<{ titleId: TitleId }>();
  walk.add({ items: [itemId('a1')], titles: [] });
  const first = follow(walk);
  walk.add({ items: [itemId('a2'), itemId('b2')], titles: [titleId('a')] });
  const asked = [...first, ...follow(walk)];
  expect(asked.flatMap(({ items }) => items).toSorted()).toEqual(['a1', 'a2', 'b2']);
  expect(asked.flatMap(({ titles }) => titles).toSorted()).toEqual(['a', 'b']);
  expect(asked.flatMap((wants) => wants.copiesOf)).toEqual(['a']);
});

test('a set that begins nowhere is whole', () => {
  expect(walkPlaces<{ titleId: TitleId }>().wants()).toBeNull();
});
