// Terms of a lender at the server: each counts by its own time, in any order of arrival, for the copy that was here then.

import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import { describeStores } from './support/stores.ts';
import { openStory } from './support/story.ts';
import { at } from './support/test-library.ts';
import type { TestDesk } from './support/test-desk.ts';

const DONE = { decision: 'done', reasons: [] };
const barcode = 'strap-1';
const itemId = provisionalItemId(libraryId('library'), barcode);
const titleId = provisionalTitleId(libraryId('library'), barcode);

const receive = (desk: TestDesk, lender: string, time: number) => {
  const terms = { lender, dueAt: at(20), inBuilding: false, noRenewal: false, request: null, receivedAt: time };
  const fields = { kind: null, borrowed: terms };
  const args = { itemId, titleId, barcode, title: 'A book', author: null, fields };
  desk.record('receiveBorrowed', { args, told: DONE }, { at: time });
};
const change = (desk: TestDesk, lender: object, time: number) =>
  desk.record('editItem', { args: { itemId, barcode, fields: {}, lender }, told: DONE }, { at: time });

describeStores('terms of a lender', (use) => {
  test('stand by their own times, whichever desk is heard first [I24]', async () => {
    for (const order of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'a', 'c'],
    ] as const) {
      const story = await openStory(await use());
      receive(story.a, 'Coast Library', at(9));
      change(story.b, { dueAt: at(22) }, at(10));
      change(story.c, { dueAt: at(21) }, at(9, 30));
      change(story.c, { noRenewal: true }, at(11));
      change(story.b, { inBuilding: true }, at(12));
      for (const desk of order) await story.send(story[desk]);
      const item = (await story.scene.rows('item')).find(({ id }) => id === itemId);
      expect([order, item?.borrowed]).toMatchObject([order, { dueAt: at(22), noRenewal: true, inBuilding: true }]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('are not those of the next copy on its strap', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      receive(story.a, 'Coast Library', at(9));
      change(story.b, { noRenewal: true, dueAt: at(22) }, at(10));
      story.a.record('returnBorrowed', { args: { itemId, barcode }, told: DONE }, { at: at(11) });
      receive(story.a, 'Hill College', at(12));
      for (const desk of order) await story.send(story[desk]);
      const item = (await story.scene.rows('item')).find(({ id }) => id === itemId);
      expect(item?.borrowed).toMatchObject({ lender: 'Hill College', dueAt: at(20), noRenewal: false });
      expect(story.scene.faults).toEqual([]);
    }
  });
});
