// Two servers on one database, and one exception: while one closes it or writes it, the other takes a person's act on it. Neither overwrites the
// other. [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { receiptsOf } from './support/scene.ts';
import { describeStores, type TestPlace } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at } from './support/test-library.ts';
import type { TestDesk } from './support/test-desk.ts';

const done = { decision: 'done', reasons: [] };

/** X0 was lent twice. The second desk sent one act, the third none. */
async function lentTwice(place: TestPlace): Promise<Story & { readonly ids: readonly string[] }> {
  const story = await openStory(place);
  const { a, b, send } = story;
  a.checkout('X0', 'P0', { at: at(9) });
  b.checkout('X0', 'P1', { at: at(9, 30) });
  await send(a, b);
  const ids = (await ofCode(story, 'lent-while-on-loan')).map(({ id }) => id);
  expect(ids).toHaveLength(1);
  return { ...story, ids };
}

/** Sends both at once, each to a server of its own; an embedded one has no second. */
async function sendBoth(
  place: TestPlace,
  { scene }: Story,
  [first, second]: readonly [{ desk: TestDesk; from: number }, { desk: TestDesk; from: number }],
): Promise<void> {
  const store = scene.store.kind === 'postgres' ? await place.open(scene.clock) : scene.store;
  const other = createCommandRunner({ store, clock: scene.clock });
  scene.clock.set(at(11));
  const answers = await Promise.all([
    scene.send(first.desk, first.desk.request(first.from)),
    other.run(second.desk.request(second.from), second.desk.desk),
  ]);
  for (const answer of answers) expect(receiptsOf(answer)).toMatchObject([{ outcome: 'applied' }]);
}

const ROUNDS = 6;

describeStores('an exception at two servers', (use) => {
  test('that is closed by event at one and ended by a person at the other keeps the word of the person', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const place = await use();
      const story = await lentTwice(place);
      const { b, c, ids } = story;
      b.checkin('X0', { at: at(10) });
      c.resolve(ids, { at: at(10), note: 'seen to' });
      const both = [
        { desk: b, from: 1 },
        { desk: c, from: 0 },
      ] as const;
      await sendBoth(place, story, round % 2 === 0 ? both : [both[1], both[0]]);
      expect(await ofCode(story, 'lent-while-on-loan')).toMatchObject([
        { state: 'resolved', resolution: { note: 'seen to' } },
      ]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('that two desks tell of keeps what both told', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const place = await use();
      const story = await lentTwice(place);
      const { b, c, ids } = story;
      for (const desk of [b, c]) {
        const args = { ids, note: `of ${desk.name}` };
        desk.record('workExceptions', { args, told: done }, { at: at(10), staff: 'boss' });
      }
      await sendBoth(place, story, [
        { desk: b, from: 1 },
        { desk: c, from: 0 },
      ]);
      const [told] = await ofCode(story, 'lent-while-on-loan');
      expect(told?.work?.map(({ note }) => note)).toEqual(['of B', 'of C']);
    }
  });
});
