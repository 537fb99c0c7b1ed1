// Two servers on one database: while one finds that two accounts, or two copies, are one, the other takes an act under
// the id that goes. In both orders the act counts for the one that stays. [I2] [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import { libraryId, patronId, type ActId } from '../../../shared/core/ids.ts';
import { provisionalItemId, provisionalPatronId } from '../../../shared/circ/recorded.ts';
import { required } from '../../../shared/core/assert.ts';
import { receiptsOf } from './support/scene.ts';
import { describeStores, type TestPlace } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const library = libraryId('test');
const unknownPatron = provisionalPatronId(library, 'card-new');
const unknownItem = provisionalItemId(library, 'barcode-new');
const done = { decision: 'done', reasons: [] };

type Meanwhile = {
  /** The desk's act at the other server under the old id. */
  readonly act: (story: Story, lent: ActId) => void;
  readonly join: (story: Story) => Promise<unknown>;
};

const renewal = (story: Story, lent: ActId) => void story.b.renew(unknownItem, lent, unknownPatron, { at: at(10) });
const payment = (story: Story) => void story.pay(story.b, { loan: 'no such loan', patron: unknownPatron }, 40, at(10));
const undo = (story: Story, lent: ActId) => void story.b.undo(lent, { item: unknownItem }, { at: at(10) });

const STORIES: Readonly<Record<string, Meanwhile>> = {
  'a payment, and a card gets its account': {
    act: payment,
    join: ({ scene }) =>
      scene.writer.putRows('patron', [
        testPatron('real', { cards: [{ number: 'card-new', active: true, primary: true }] }),
      ]),
  },
  'a payment, and somebody joins two accounts': {
    act: payment,
    join: async ({ scene, c }) => {
      const args = { from: unknownPatron, to: patronId('P0'), reason: '' };
      c.record('mergePatrons', { args, told: done }, { at: at(10), staff: 'boss' });
      expect(receiptsOf(await scene.send(c))).toMatchObject([{ outcome: 'applied' }]);
    },
  },
  'a renewal, and a barcode gets its item': {
    act: renewal,
    join: ({ scene }) => scene.writer.putRows('item', [testItem('real-item', { barcode: 'barcode-new' })]),
  },
  'an undo, and a barcode gets its item': {
    act: undo,
    join: ({ scene }) => scene.writer.putRows('item', [testItem('real-item', { barcode: 'barcode-new' })]),
  },
};

describeStores('acts under an id that is merged meanwhile', (use) => {
  test.each(Object.entries(STORIES))('%s', async (_name, { act, join }) => {
    for (let round = 0; round < 2; round += 1) {
      const place = await use();
      const story = await openStory(place);
      const lent = story.b.checkout(unknownItem, unknownPatron, {
        at: at(9),
        mintsPatron: 'card-new',
        mintsItem: 'barcode-new',
      });
      await story.send(story.b);
      act(story, lent);
      const other = await otherServer(place, story);
      story.scene.clock.set(at(11));
      // Now one is a little before, now the other.
      const [joined, taken] =
        round % 2 === 0 ? [join(story), other(story.b)] : [other(story.b), join(story)].toReversed();
      await Promise.all([joined, taken]);
      expect(await namedByActs(story)).not.toContain(await goneId(story));
      expect(story.scene.faults).toEqual([]);
    }
  });
});

describeStores('a patron who is removed while another server lends to them', (use) => {
  test('stays, or the loan shows that the patron was forgotten', async () => {
    for (let round = 0; round < 2; round += 1) {
      const place = await use();
      const story = await openStory(place);
      const { scene, b } = story;
      b.checkout('X0', 'P1', { at: at(9) });
      await story.send(b);
      const other = await otherServer(place, story);
      b.checkout('X1', 'P0', { at: at(10) });
      scene.clock.set(at(11));
      await Promise.all([other(b), scene.writer.dropRows('patron', ['P0'])]);
      const isThere = (await scene.rows('patron')).some(({ id }) => String(id) === 'P0');
      const isTold = (await scene.rows('exception')).some(({ code }) => code === 'patron-purged');
      expect([isThere, isTold]).toEqual(isThere ? [true, false] : [false, true]);
      expect(scene.faults).toEqual([]);
    }
  });
});

describeStores('an account that the library changes while another server takes an edit of it', (use) => {
  test('has what the library says', async () => {
    for (let round = 0; round < 3; round += 1) {
      const place = await use();
      const story = await openStory(place);
      const { scene, b } = story;
      b.editPatron('P1', { phones: ['1'] }, { at: at(9) });
      await story.send(b);
      const other = await otherServer(place, story);
      b.editPatron('P0', { phones: ['555'] }, { at: at(10) });
      scene.clock.set(at(11));
      await Promise.all([other(b), scene.writer.putRows('patron', [testPatron('P0', { email: 'new@example.org' })])]);
      expect((await scene.rows('patron')).find(({ id }) => String(id) === 'P0')?.email).toBe('new@example.org');
    }
  });
});

describeStores('a command that stands in two streams of a desk', (use) => {
  test('counts once, and one receipt says that it is the other, whichever server it comes to', async () => {
    const place = await use();
    const story = await openStory(place);
    const { scene, a } = story;
    const other = createCommandRunner({ store: await secondStore(place, story), clock: scene.clock });
    for (let round = 0; round < 8; round += 1) {
      const id = `twice-${round}`;
      const times = { at: at(9, round), id };
      const from = a.startStream();
      a.checkout('X0', 'P0', times);
      const older = a.request(from, from + 1);
      a.startStream();
      a.checkout('X0', 'P0', times);
      const newer = a.request(from + 1, from + 2);
      scene.clock.set(at(10, round));
      const [first, second] = (await Promise.all([scene.send(a, older), other.run(newer, a.desk)])).flatMap(receiptsOf);
      // The older one counts, so that it is taken as well where it comes second.
      const isSecond = (first?.position ?? 0) > (second?.position ?? 0);
      expect([first?.outcome, second?.outcome]).toEqual(['applied', isSecond ? 'applied' : 'duplicate-of']);
      const kept = (await scene.rows('event')).find((act) => String(act.id) === id);
      expect(kept?.stream).toBe(older.stream);
    }
  });
});

/** Sends a desk's acts after its first one to a second server. */
async function otherServer(place: TestPlace, story: Story): Promise<(desk: TestDesk) => Promise<void>> {
  const runner = createCommandRunner({ store: await secondStore(place, story), clock: story.scene.clock });
  return async (desk) => {
    const [receipt] = receiptsOf(await runner.run(desk.request(1), desk.desk));
    expect(required(receipt, () => 'no receipt').outcome).toBe('applied');
  };
}

/** That of a second server of the same library; an embedded one has no second. */
async function secondStore(place: TestPlace, { scene }: Story): Promise<Store> {
  return scene.store.kind === 'postgres' ? place.open(scene.clock) : scene.store;
}

async function namedByActs({ scene }: Story): Promise<string[]> {
  return (await scene.rows('event')).flatMap((act: Act) => [
    ...('itemId' in act && act.itemId !== null ? [String(act.itemId)] : []),
    ...('patronId' in act && act.patronId !== null ? [String(act.patronId)] : []),
  ]);
}

/** The provisional id that has no row any more. */
async function goneId({ scene }: Story): Promise<string> {
  const there = new Set<string>([...(await scene.rows('patron')), ...(await scene.rows('item'))].map(({ id }) => id));
  return required(
    [unknownPatron, unknownItem].map(String).find((id) => !there.has(id)),
    () => 'nothing was joined',
  );
}
