// A late act is judged by the facts of its patron and its holds at its own time, not at its receipt; facts that are not kept for that time are marked
// so. [I22]

import { branchId } from '../../../shared/core/ids.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import type { Patron, PatronBlock } from '../../../shared/circ/model/patron.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const block: PatronBlock = {
  id: 'b1',
  kind: 'STAFF_CHR',
  label: 'See the head of desk',
  blocks: ['CIRC'],
  origin: 'staff',
  setAt: at(1),
  endsAt: null,
};

/** The row of P0 as an import brings it at a moment. */
async function imported({ scene }: Story, time: number, patron: Partial<Patron>): Promise<void> {
  scene.clock.set(time);
  await scene.writer.putRows('patron', [testPatron('P0', patron)]);
}

/** P0 borrows X0 at 11:00, which reaches the server at two. */
async function lentAtEleven({ scene, a }: Story): Promise<void> {
  a.checkout('X0', 'P0', { at: at(11) });
  scene.clock.set(at(14));
  await scene.send(a);
}

const states = async (story: Story, code: string) => (await ofCode(story, code)).map(({ state }) => state);

describeStores('facts of the time of an act', (use) => {
  test('an account that had expired then is told of, although it was renewed since', async () => {
    const story = await openStory(await use());
    await imported(story, at(9), { expiresAt: at(10) });
    await imported(story, at(12), { expiresAt: at(10) + 1_000 * 86_400_000 });
    await lentAtEleven(story);
    expect(await states(story, 'patron-expired')).toEqual(['open']);
  });

  test('an account that was ended only later is not', async () => {
    const story = await openStory(await use());
    await imported(story, at(12), { expiresAt: at(10), barred: true });
    await lentAtEleven(story);
    expect([await states(story, 'patron-expired'), await states(story, 'patron-blocked')]).toEqual([[], []]);
  });

  test('a block that was taken away since counts for the time before', async () => {
    const story = await openStory(await use());
    await imported(story, at(9), { blocks: [block] });
    await imported(story, at(12), { blocks: [] });
    await lentAtEleven(story);
    expect(await states(story, 'patron-blocked')).toEqual(['open']);
    story.a.checkout('X1', 'P0', { at: at(13) });
    await story.send(story.b);
    await story.scene.send(story.a, story.a.request(1));
    expect(await states(story, 'patron-blocked')).toEqual(['open']);
  });

  test('a block that comes in late counts from the moment that it says', async () => {
    const story = await openStory(await use());
    await imported(story, at(12), { blocks: [{ ...block, setAt: at(10) }] });
    await lentAtEleven(story);
    expect(await states(story, 'patron-blocked')).toEqual(['open']);
  });

  test('a hold that was cancelled since still stood when another was placed', async () => {
    const story = await openStory(await use());
    const { a, b, place, cancel, send } = story;
    place(a, 'H', 'P0', at(9, 30));
    cancel(a, 'H', 'P0', at(12));
    await send(a);
    expect((await story.scene.rows('hold'))[0]).toMatchObject({ state: 'cancelled', endedAt: at(12) });
    place(b, 'I', 'P0', at(10));
    place(b, 'J', 'P0', at(13));
    await send(b);
    const told = (await ofCode(story, 'hold-not-allowed')).toSorted((one, other) => one.at - other.at);
    expect(told.map(({ at: when, params }) => [when, params['asOf']])).toEqual([
      [at(10), undefined],
      [at(13), undefined],
    ]);
    // Without the first two nothing stands in the way.
    cancel(a, 'I', 'P0', at(14));
    cancel(a, 'J', 'P0', at(14));
    place(a, 'K', 'P0', at(15));
    await send(a);
    expect(await ofCode(story, 'hold-not-allowed')).toHaveLength(2);
  });

  test('a fact known only as of the receipt is marked, and explained in both languages', async () => {
    const story = await openStory(await use());
    // The catalog's statements on a copy are kept without their moments.
    const gone = { status: 'discarded' as const, branch: branchId('main') };
    await story.scene.writer.putRows('item', [
      testItem('X0', { base: { foldedTo: null, where: gone }, state: { ...gone, to: null, hold: null, loan: null } }),
    ]);
    await lentAtEleven(story);
    const [used] = await ofCode(story, 'lent-withdrawn');
    expect(used?.params['asOf']).toBe('receipt');
    if (used === undefined) return;
    const text = (language: 'en' | 'es') => sayException({ language, now: at(14) }, used).text;
    expect([text('en'), text('es')]).toEqual([
      expect.stringMatching(/how it stood when the transaction came in\.$/),
      expect.stringMatching(/cuando llegó la transacción\.$/),
    ]);
  });
});
