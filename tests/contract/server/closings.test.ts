// Emergency closings: due dates in the window move by the policy of each loan, fines stop, no recall is lengthened, and the result is equal whether
// the closing or an act that it meets came first. [I24] [I25]

import { DAY_MS } from '../../../shared/core/instant.ts';
import { countClosing } from '../../../server/library/close-branch.ts';
import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import { at, day } from './support/test-library.ts';

const END_OF_DAY = DAY_MS - 1_000;
/** The end of a day, counted from that of the tests. */
const endOf = (days: number) => day + days * DAY_MS + END_OF_DAY;
const snow = { branch: 'main', from: day + 2 * DAY_MS, to: day + 3 * DAY_MS, reason: 'snow' };
const close = ({ scene }: Story) => scene.writer.closeBranch(snow);
const dues = async ({ scene }: Story) =>
  Object.fromEntries((await scene.rows('loan')).map(({ itemId, dueAt }) => [itemId, dueAt]));

describeStores('an emergency closing', (use) => {
  test('moves what is due in its window at its branch, and nothing else; asked first, it only counts', async () => {
    const story = await openStory(await use());
    const { scene, a, c, recall, send } = story;
    const recalled = a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(9) });
    recall(a, recalled, 'P0', { at: at(9, 20), dueAt: endOf(2) });
    a.checkout('X1', 'P1', { at: at(9, 11), dueAt: endOf(2) });
    a.checkout('X2', 'P2', { at: at(9, 12), dueAt: endOf(4) });
    c.checkout('X3', 'P3', { at: at(9, 13), dueAt: endOf(2) });
    await send(a, c);
    const before = await scene.everything();
    const counted = await scene.store.read((tx) => countClosing(tx, snow, scene.clock.now()));
    expect(counted).toEqual({ branches: ['main'], due: 2, moved: null, shelf: 0 });
    expect(await scene.everything()).toBe(before);
    expect(await close(story)).toEqual({ ...counted, moved: 1 });
    expect(await dues(story)).toEqual({ X0: endOf(2), X1: endOf(3), X2: endOf(4), X3: endOf(2) });
    // Decisions from now on find the day closed.
    const rules = (await scene.rows('ruleActivation')).toSorted((one, other) => one.at - other.at).at(-1);
    expect(rules?.closing).toMatchObject({ branches: ['main'], reason: 'snow' });
  });

  test('ends alike whether loans, renewals and returns came before it or after', async () => {
    const ends: unknown[] = [];
    for (const order of ['closing first', 'between', 'acts first'] as const) {
      const story = await openStory(await use());
      const { scene, a, b, send } = story;
      if (order === 'closing first') await close(story);
      const loan = a.checkout('X0', 'P0', { at: at(9, 10), dueAt: day + DAY_MS });
      a.checkout('X1', 'P1', { at: at(9, 11), dueAt: endOf(0) });
      await send(a);
      if (order === 'between') await close(story);
      b.renew('X0', loan, 'P0', { at: at(9, 30), dueAt: endOf(2) });
      scene.clock.set(day + 5 * DAY_MS);
      b.checkin('X1', { at: day + 4 * DAY_MS });
      await scene.send(b);
      if (order === 'acts first') await close(story);
      ends.push({
        loans: (await scene.rows('loan'))
          .map(({ itemId, dueAt, state }) => [itemId, dueAt, state])
          .toSorted((one, other) => String(one[0]).localeCompare(String(other[0]))),
        fees: (await scene.rows('fee')).map(({ kind, amountMinor }) => [kind, amountMinor]),
      });
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
    // Late by three days and a second, of which one was the closing's.
    expect(ends[0]).toMatchObject({ fees: [['overdue', 75]] });
    expect(ends[0]).toMatchObject({ loans: expect.arrayContaining([['X0', endOf(3), 'open']]) });
  }, 120_000);

  test('that begins and ends within days moves to the day on which the branch opens again', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
    await send(a);
    const hours = (from: number, to: number) => ({ from: day + from * 3_600_000, to: day + to * 3_600_000 });
    await scene.writer.closeBranch({ ...snow, ...hours(60, 82) });
    expect(await dues(story)).toEqual({ X0: endOf(3) });
    // A second one takes the moved date further.
    await scene.writer.closeBranch({ ...snow, ...hours(90, 96), reason: 'more snow' });
    expect(await dues(story)).toEqual({ X0: endOf(4) });
  });

  test('lets a copy wait on the hold shelf until the next open day', async () => {
    const story = await openStory(await use());
    const { scene, a, place, send } = story;
    place(a, 'H', 'P0', at(9, 30));
    const told = {
      decision: 'done',
      reasons: [],
      route: 'hold-shelf',
      holdId: 'H',
      transitTo: null,
      holdUntil: endOf(2),
    };
    const args = { itemId: 'X0', barcode: 'barcode-X0', returnedAt: null, mintsItem: null };
    a.record('checkin', { args, told }, { at: at(10) });
    await send(a);
    expect((await close(story)).shelf).toBe(1);
    expect(await scene.rows('hold')).toMatchObject([{ id: 'H', state: 'captured', shelfUntil: endOf(3) }]);
  });

  test('leaves the date alone that staff set when they knew of it, and moves one that they had set before', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    const loan = a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(9) });
    a.changeDueDate('X0', loan, 'P0', { at: at(9, 20), dueAt: endOf(2), staff: 'boss' });
    await send(a);
    scene.clock.set(at(10));
    await close(story);
    expect(await dues(story)).toEqual({ X0: endOf(3) });
    a.changeDueDate('X0', loan, 'P0', { at: at(11), dueAt: endOf(2), staff: 'boss' });
    await send(a);
    expect(await dues(story)).toEqual({ X0: endOf(2) });
  });

  test('is refused for a branch that is not there, and for a window without length', async () => {
    const story = await openStory(await use());
    const code = 'HF-RULES-004';
    await expect(story.scene.writer.closeBranch({ ...snow, branch: 'nowhere' })).rejects.toMatchObject({ code });
    await expect(story.scene.writer.closeBranch({ ...snow, to: snow.from })).rejects.toMatchObject({ code });
  });
});
