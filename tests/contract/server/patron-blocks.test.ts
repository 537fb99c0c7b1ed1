// Blocks that staff set and lift: named by their acts, each judged by its own time, the same in every order of arrival.

import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import type { ActOptions, TestDesk } from './support/test-desk.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at, testPatron } from './support/test-library.ts';
import type { PatronBlock } from '../../../shared/circ/model/patron.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const told = { decision: 'done', reasons: [] };
const sets = (desk: TestDesk, until: number | null, options: ActOptions, patron = 'P0') =>
  desk.record(
    'setBlock',
    { args: { patronId: patron, kinds: ['borrowing'], until, reason: 'to be talked to', by: 'desk' }, told },
    options,
  );
const lifts = (desk: TestDesk, block: string, options: ActOptions, patron = 'P0') =>
  desk.record(
    'liftBlock',
    { args: { patronId: patron, block, reason: 'talked to' }, told },
    { staff: 'boss', ...options },
  );
const blocksOf = async ({ scene }: Story, id = 'P0') =>
  (await scene.rows('patron'))
    .find((row) => row.id === id)
    ?.blocks.map((block) => block.id)
    .toSorted() ?? [];
const judgedAt = async (story: Story) =>
  (await ofCode(story, 'patron-blocked')).map((one) => one.at).toSorted((a, b) => a - b);

const imported: PatronBlock = {
  id: 'b1',
  kind: 'STAFF_CHR',
  label: 'Bill at the bursar',
  blocks: ['CIRC'],
  origin: 'import',
  setAt: at(8),
  endsAt: null,
};

describeStores('blocks of patrons', (use) => {
  test('set by two desks at once are two, and one lifted leaves the other, in every order [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      const one = sets(story.a, null, { at: at(10) });
      const two = sets(story.b, null, { at: at(10) });
      lifts(story.b, one, { at: at(11) });
      for (const desk of order) await story.send(story[desk]);
      expect(await blocksOf(story)).toEqual([two]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('stop who borrowed late from when they were set until they were lifted [I22]', async () => {
    const story = await openStory(await use());
    const block = sets(story.b, null, { at: at(10) });
    lifts(story.b, block, { at: at(12) });
    await story.send(story.b);
    expect(await blocksOf(story)).toEqual([]);
    story.a.checkout('X0', 'P0', { at: at(9, 30) });
    story.a.checkout('X1', 'P0', { at: at(11) });
    story.a.checkout('X2', 'P0', { at: at(12, 30) });
    await story.send(story.a);
    expect(await judgedAt(story)).toEqual([at(11)]);
  });

  test('that are set late are judged from their own time too, beside one that came before', async () => {
    const story = await openStory(await use());
    const second = sets(story.b, null, { at: at(11) });
    lifts(story.b, second, { at: at(12) });
    await story.send(story.b);
    const first = sets(story.a, null, { at: at(10) });
    story.a.checkout('X0', 'P0', { at: at(10, 30) });
    await story.send(story.a);
    expect(await blocksOf(story)).toEqual([first]);
    expect(await judgedAt(story)).toEqual([at(10, 30)]);
  });

  test('of the library system stay, those of before this program are lifted, and what is unknown changes nothing', async () => {
    const story = await openStory(await use());
    const old: PatronBlock = { ...imported, id: 'b2', origin: 'staff' };
    await story.scene.writer.putRows('patron', [testPatron('P0', { blocks: [imported, old] })]);
    for (const block of ['b1', 'b2', 'nothing']) lifts(story.b, block, { at: at(11) });
    await story.send(story.b);
    expect(await blocksOf(story)).toEqual(['b1']);
    story.a.checkout('X0', 'P1', { at: at(11, 30) });
    await story.scene.writer.putRows('patron', [testPatron('P1', { blocks: [old] })]);
    lifts(story.b, 'b2', { at: at(12) }, 'P1');
    await story.send(story.b, story.a);
    expect(await judgedAt(story)).toEqual([at(11, 30)]);
    expect(story.scene.faults).toEqual([]);
  });

  test('with an end are over by themselves, also where they come after it', async () => {
    const story = await openStory(await use());
    const { scene } = story;
    const { store, clock } = scene;
    const ownDesk = { signer: makeSigner(newPrivateKey(random)), random };
    const schedule = createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk });
    sets(story.a, at(11), { at: at(10) });
    const lasting = sets(story.a, at(20), { at: at(10, 1) });
    await story.send(story.a);
    scene.clock.set(at(12));
    await schedule.look();
    expect(await blocksOf(story)).toEqual([lasting]);
    sets(story.b, at(11), { at: at(10) });
    await story.send(story.b);
    scene.clock.set(at(13));
    await schedule.look();
    expect(await blocksOf(story)).toEqual([lasting]);
  });

  test('of one of two accounts that are joined stay with the one that is left, and are lifted under either name', async () => {
    const story = await openStory(await use());
    const kept = sets(story.a, null, { at: at(10) }, 'P1');
    const gone = sets(story.a, null, { at: at(10, 1) }, 'P1');
    await story.send(story.a);
    const args = { from: 'P1', to: 'P0', reason: 'one person' };
    story.b.record('mergePatrons', { args, told }, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    lifts(story.a, gone, { at: at(11, 1) }, 'P1');
    await story.send(story.a);
    expect(await blocksOf(story)).toEqual([kept]);
  });
});
