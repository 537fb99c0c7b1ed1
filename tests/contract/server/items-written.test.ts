// Copies that desks edit: field by field by effective time, found by every barcode that they ever had, beside the library system's values.

import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { required } from '../../../shared/core/assert.ts';
import { libraryId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testItem } from './support/test-library.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const item = async ({ scene }: Story, id = 'X0'): Promise<Item> =>
  required(
    (await scene.rows('item')).find((row) => String(row.id) === id),
    () => id,
  );
const states = async (story: Story, code: string) => (await ofCode(story, code)).map(({ state }) => state);

const recorded = (barcode: string) => ({
  itemId: provisionalItemId(libraryId('test'), barcode),
  titleId: provisionalTitleId(libraryId('test'), barcode),
  barcode,
});

/** A quick record, or the record that completes it. */
function addItem(
  desk: TestDesk,
  { barcode, title, ...fields }: { barcode: string; title: string; kind: string; priceMinor?: number },
  time: number,
  isComplete = false,
) {
  const args = { ...recorded(barcode), title, author: null, fields };
  const told = { decision: 'done', reasons: [], ...(isComplete ? {} : { isSought: false }) };
  desk.record(isComplete ? 'completeItem' : 'addItem', { args, told }, { at: time });
}

/** Both orders in which the queues of two desks can come in. */
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

describeStores('copies', (use) => {
  test('are written in field by field, the later by effective time, whatever order they come in [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      a.editItem('X0', { priceMinor: 1_000, condition: 'worn', barcode: 'label-1' }, { at: at(10) });
      a.editItem('X0', { kind: 'atlas' }, { at: at(12) });
      b.editItem('X0', { priceMinor: 2_000, kind: 'folio', barcode: 'label-2', parts: ['map'] }, { at: at(11) });
      for (const desk of order) await send(story[desk]);
      ends.push(await item(story));
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({
      barcode: 'label-2',
      formerBarcodes: ['barcode-X0', 'label-1'],
      priceMinor: 2_000,
      kind: 'atlas',
      condition: 'worn',
      parts: ['map'],
    });
  });

  test('lose the photos of a condition with a later one that has none, whatever order they come in [I24]', async () => {
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      a.editItem('X0', { condition: 'worn', conditionPhotos: ['spine.jpg'] }, { at: at(10) });
      a.editItem('X1', { condition: 'worn', conditionPhotos: ['spine.jpg'] }, { at: at(12) });
      // As a desk writes that knows of no photos.
      for (const one of ['X0', 'X1']) b.editItem(one, { condition: 'torn' }, { at: at(11) });
      for (const desk of order) await send(story[desk]);
      expect(await item(story, 'X0')).toMatchObject({ condition: 'torn', conditionPhotos: null });
      expect(await item(story, 'X1')).toMatchObject({ condition: 'worn', conditionPhotos: ['spine.jpg'] });
    }
  });

  test('keep what a person wrote when the library system says the same again, and yield when it says something else', async () => {
    const story = await openStory(await use());
    const { a, scene, send } = story;
    a.editItem('X0', { priceMinor: 9_900, kind: 'folio', condition: 'worn' }, { at: at(10) });
    await send(a);
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'QA 99' })]);
    expect(await item(story)).toMatchObject({
      priceMinor: 9_900,
      kind: 'folio',
      condition: 'worn',
      callNumber: 'QA 99',
    });
    await scene.writer.putRows('item', [testItem('X0', { kind: 'map' })]);
    expect(await item(story)).toMatchObject({ priceMinor: 9_900, kind: 'map', condition: 'worn' });
    // An edit from before it that comes late does not stand over it.
    story.b.editItem('X0', { kind: 'older' }, { at: at(9, 45) });
    await send(story.b);
    expect(await item(story)).toMatchObject({ kind: 'map' });
  });

  test('are found by an old label at a desk that never knew them', async () => {
    const story = await openStory(await use());
    const { a, b, send } = story;
    a.editItem('X0', { barcode: 'label-new' }, { at: at(10) });
    await send(a);
    const minted = provisionalItemId(libraryId('test'), 'barcode-X0');
    b.checkout(minted, 'P0', { at: at(11), mintsItem: 'barcode-X0' });
    await send(b);
    expect(await story.scene.rows('loan')).toMatchObject([{ itemId: 'X0', state: 'open' }]);
    expect((await story.scene.rows('item')).some(({ id }) => id === minted)).toBe(false);
  });

  test('take in what was only a barcode when they get its label, and tell of another copy that has it', async () => {
    const story = await openStory(await use());
    const { a, b, send, scene } = story;
    const minted = provisionalItemId(libraryId('test'), 'label-new');
    b.checkout(minted, 'P0', { at: at(9, 30), mintsItem: 'label-new' });
    await send(b);
    expect(await states(story, 'item-unknown')).toEqual(['open']);
    a.editItem('X0', { barcode: 'label-new' }, { at: at(10) });
    a.editItem('X1', { barcode: 'barcode-X2' }, { at: at(10, 5) });
    await send(a);
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X0', state: 'open' }]);
    expect(await states(story, 'item-unknown')).toEqual(['closed-by-event']);
    expect((await ofCode(story, 'item-duplicate')).map(({ itemId }) => String(itemId))).toEqual(['X1']);
    expect(scene.faults).toEqual([]);
  });

  test('with an edited price bill what they cost now, a bill that stands among it', async () => {
    const story = await openStory(await use());
    const { a, send, scene } = story;
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
    await send(a);
    scene.clock.set(at(11) + 31 * DAY_MS);
    const ownDesk = { signer: makeSigner(newPrivateKey(random)), random };
    const schedule = createSchedule({ runner: scene.runner, clock: scene.clock, ownDesk });
    await scene.send(a, a.request(1, 1, { left: 0 }));
    await schedule.look();
    const billed = async () =>
      (await scene.rows('fee')).filter(({ kind }) => kind === 'lost').map(({ amountMinor }) => amountMinor);
    expect(await billed()).toEqual([2_500]);
    a.editItem('X0', { priceMinor: 4_000 }, { at: at(11) + 32 * DAY_MS });
    await send(a);
    expect(await billed()).toEqual([4_000]);
  });

  test('that are gone from the catalog are there again with what was written, and are work', async () => {
    const story = await openStory(await use());
    await story.scene.writer.dropRows('item', ['X4']);
    story.a.editItem('X4', { kind: 'folio' }, { at: at(10) });
    await story.send(story.a);
    expect(await item(story, 'X4')).toMatchObject({ provisional: true, barcode: 'barcode-X4', kind: 'folio' });
    expect(await states(story, 'item-unknown')).toEqual(['open']);
  });

  test('that the catalog does not have are recorded once by two desks, the later words standing, in every order [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      addItem(a, { barcode: 'label-new', title: 'A pamflet', kind: 'book', priceMinor: 500 }, at(10));
      a.checkout(recorded('label-new').itemId, 'P0', { at: at(10, 1), barcode: 'label-new', id: 'lent' });
      addItem(b, { barcode: 'label-new', title: 'A pamphlet', kind: 'map' }, at(10, 5));
      addItem(a, { barcode: 'label-new', title: 'Completed', kind: 'atlas' }, at(10, 10), true);
      for (const desk of order) await send(story[desk]);
      const row = await item(story, recorded('label-new').itemId);
      const title = (await story.scene.rows('title')).find(({ id }) => id === row.titleId);
      ends.push({ row, title, loans: await story.scene.rows('loan') });
      expect(await states(story, 'item-unknown')).not.toContain('open');
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({
      row: { provisional: false, holdable: true, kind: 'atlas', priceMinor: 500 },
      title: { title: 'Completed' },
      loans: [{ state: 'open', patronId: 'P0' }],
    });
  });

  test('that the catalog has meanwhile are settled on that copy, which keeps its own words, and it is told', async () => {
    const story = await openStory(await use());
    const { a, send, scene } = story;
    addItem(a, { barcode: 'barcode-X1', title: 'Seen at the desk', kind: 'map' }, at(10));
    a.checkout(recorded('barcode-X1').itemId, 'P0', { at: at(10, 1), barcode: 'barcode-X1' });
    addItem(a, { barcode: 'label-later', title: 'Cataloged later', kind: 'map' }, at(10, 5), true);
    await send(a);
    expect(await item(story, 'X1')).toMatchObject({ kind: 'book', provisional: false });
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X1', state: 'open' }]);
    expect((await ofCode(story, 'item-merged')).map(({ itemId }) => String(itemId))).toContain('X1');
    expect((await scene.rows('title')).some(({ title }) => title === 'Seen at the desk')).toBe(false);
    await scene.writer.putRows('item', [testItem('X9', { barcode: 'label-later', titleId: testItem('X0').titleId })]);
    const later = (await scene.rows('item')).filter(({ barcode }) => barcode === 'label-later');
    expect(later.map(({ id, kind }) => [String(id), kind])).toEqual([['X9', 'book']]);
    // Later acts of another desk on the removed record change nothing of the copy.
    addItem(story.b, { barcode: 'label-later', title: 'Too late', kind: 'zine' }, at(11), true);
    await send(story.b);
    expect(await item(story, 'X9')).toMatchObject({ kind: 'book' });
    expect(scene.faults).toEqual([]);
  });

  test('that the catalog has meanwhile keep what people edited, whether that comes before the merge or after it [I24]', async () => {
    const ends: unknown[] = [];
    const edits = { condition: 'torn cover', priceMinor: 1_500 };
    for (const isFirst of [true, false]) {
      const story = await openStory(await use());
      const { a, b, send, scene } = story;
      const { itemId } = recorded('label-later');
      addItem(a, { barcode: 'label-later', title: 'Written down', kind: 'map', priceMinor: 700 }, at(10), true);
      await send(a);
      b.editItem(itemId, edits, { at: at(10, 30) });
      if (isFirst) await send(b);
      await scene.writer.putRows('item', [testItem('X9', { barcode: 'label-later', titleId: testItem('X0').titleId })]);
      if (!isFirst) await send(b);
      ends.push(await item(story, 'X9'));
      expect(scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({ ...edits, kind: 'book', provisional: false });
  });

  test('that were joined with one which is gone again are there again when a person writes in them', async () => {
    const story = await openStory(await use());
    const { a, b, send, scene } = story;
    const { itemId } = recorded('label-later');
    addItem(a, { barcode: 'label-later', title: 'Written down', kind: 'map' }, at(10), true);
    await send(a);
    await scene.writer.putRows('item', [testItem('X9', { barcode: 'label-later', titleId: testItem('X0').titleId })]);
    await scene.writer.dropRows('item', ['X9']);
    b.editItem(itemId, { condition: 'torn cover' }, { at: at(10, 30) });
    await send(b);
    expect(scene.faults).toEqual([]);
    expect(await item(story, 'X9')).toMatchObject({ condition: 'torn cover', provisional: true });
    expect(await states(story, 'item-unknown')).toContain('open');
  });

  test('edited by staff without the right are edited, and it is told', async () => {
    const story = await openStory(await use());
    story.a.editItem('X0', { kind: 'folio' }, { at: at(10), staff: 'nobody' });
    await story.send(story.a);
    expect((await item(story)).kind).toBe('folio');
    expect(await states(story, 'staff-role-revoked')).toEqual(['open']);
  });
});
