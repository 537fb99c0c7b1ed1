// Titles that desks correct: field by field by effective time, over the library system's values and other desks' corrections.

import { libraryId } from '../../../shared/core/ids.ts';
import { required } from '../../../shared/core/assert.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testItem } from './support/test-library.ts';

const X0 = 'title-X0';
const title = async ({ scene }: Story, id = X0): Promise<Title> =>
  required(
    (await scene.rows('title')).find((row) => String(row.id) === id),
    () => id,
  );

const LABEL = 'label-new';
const RECORDED = {
  itemId: provisionalItemId(libraryId('test'), LABEL),
  titleId: provisionalTitleId(libraryId('test'), LABEL),
  barcode: LABEL,
};

/** A quick record, or the record that completes it. */
function addItem(desk: TestDesk, words: { title: string; author?: string }, time: number, isComplete = false): void {
  const args = { ...RECORDED, author: null, ...words, fields: {} };
  const told = { decision: 'done', reasons: [], ...(isComplete ? {} : { isSought: false }) };
  desk.record(isComplete ? 'completeItem' : 'addItem', { args, told }, { at: time });
}

/** Both orders in which the queues of two desks can come in. */
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

/** Adopts the catalog's data of the label. */
const catalog = ({ scene }: Story) =>
  scene.writer.putRows('item', [testItem('X9', { barcode: LABEL, titleId: testItem('X0').titleId })]);

describeStores('titles', (use) => {
  test('are written in field by field, the later by effective time, whatever order they come in [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      a.editTitle(X0, { title: 'The Overstory', published: '2017' }, { at: at(10) });
      a.editTitle(X0, { author: 'Powers, Richard' }, { at: at(12) });
      b.editTitle(X0, { author: 'Powers, R.', published: '2018', isbns: ['9780393635522'] }, { at: at(11) });
      for (const desk of order) await send(story[desk]);
      ends.push(await title(story));
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({
      title: 'The Overstory',
      author: 'Powers, Richard',
      published: '2018',
      isbns: ['9780393635522'],
    });
  });

  test('keep what a person wrote when the library system says the same again, and yield when it says something else', async () => {
    const story = await openStory(await use());
    const { a, scene, send } = story;
    const imported = await title(story);
    a.editTitle(X0, { title: 'The Overstory', author: 'Powers, Richard' }, { at: at(10) });
    await send(a);
    await scene.writer.putRows('title', [{ ...imported, published: '2018' }]);
    expect(await title(story)).toMatchObject({
      title: 'The Overstory',
      author: 'Powers, Richard',
      published: '2018',
    });
    await scene.writer.putRows('title', [{ ...imported, title: 'Overstory, The' }]);
    expect(await title(story)).toMatchObject({ title: 'Overstory, The', author: 'Powers, Richard' });
    // An edit from before it that comes late does not stand over it.
    story.b.editTitle(X0, { title: 'Older' }, { at: at(9, 45) });
    await send(story.b);
    expect(await title(story)).toMatchObject({ title: 'Overstory, The' });
  });

  test('that are gone from the catalog take an edit when they are there again', async () => {
    const story = await openStory(await use());
    const { a, scene, send } = story;
    const imported = { ...(await title(story)), id: provisionalTitleId(libraryId('test'), 'of-no-copy') };
    await scene.writer.putRows('title', [imported]);
    await scene.writer.dropRows('title', [imported.id]);
    a.editTitle(imported.id, { author: 'Powers, Richard' }, { at: at(10) });
    await send(a);
    expect((await scene.rows('title')).some(({ id }) => id === imported.id)).toBe(false);
    await scene.writer.putRows('title', [imported]);
    expect(await title(story, imported.id)).toMatchObject({ title: imported.title, author: 'Powers, Richard' });
    await scene.writer.putRows('title', [{ ...imported, author: 'R. Powers' }]);
    expect(await title(story, imported.id)).toMatchObject({ author: 'R. Powers' });
    expect(scene.faults).toEqual([]);
  });

  test('of quick records take the later of record and edit, field by field, in every order [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      addItem(a, { title: 'A pamflet', author: 'Sampel' }, at(10));
      addItem(a, { title: 'A pamphlet, complete', author: 'Sample' }, at(11), true);
      b.editTitle(RECORDED.titleId, { title: 'A pamphlet', published: '1968' }, { at: at(10, 30), barcode: LABEL });
      b.editTitle(RECORDED.titleId, { author: 'Sample, A.' }, { at: at(11, 30), barcode: LABEL });
      for (const desk of order) await send(story[desk]);
      ends.push(await title(story, RECORDED.titleId));
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({ title: 'A pamphlet, complete', author: 'Sample, A.', published: '1968' });
  });

  test('of quick records that the catalog has meanwhile pass on what people edited, before the merge or after it [I24]', async () => {
    const ends: unknown[] = [];
    for (const isFirst of [true, false]) {
      const story = await openStory(await use());
      const { a, b, send, scene } = story;
      addItem(a, { title: 'Written down', author: 'Nobody' }, at(10));
      addItem(a, { title: 'Written down, complete', author: 'Nobody' }, at(10, 10), true);
      await send(a);
      b.editTitle(RECORDED.titleId, { published: '1968' }, { at: at(10, 30), barcode: LABEL });
      if (isFirst) await send(b);
      await catalog(story);
      if (!isFirst) await send(b);
      ends.push(await title(story));
      expect((await scene.rows('title')).some(({ id }) => id === RECORDED.titleId)).toBe(false);
      expect(scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({ title: 'Title of X0', published: '1968' });
  });

  test('edited by staff without the right are edited, and it is told', async () => {
    const story = await openStory(await use());
    story.a.editTitle(X0, { title: 'Changed' }, { at: at(10), staff: 'nobody' });
    await story.send(story.a);
    expect((await title(story)).title).toBe('Changed');
    expect((await ofCode(story, 'staff-role-revoked')).map(({ state }) => state)).toEqual(['open']);
  });
});
