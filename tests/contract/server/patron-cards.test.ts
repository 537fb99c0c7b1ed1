// Cards that staff add, replace and end: each number by its own writes, judged by its own time, the same in every order of arrival.

import type { ActOptions, TestDesk } from './support/test-desk.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at, testPatron } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };
type Added = {
  number: string;
  kind?: string;
  expiresAt?: number;
  primary?: boolean;
  replaces?: object;
  patron?: string;
};
const adds = (desk: TestDesk, { patron = 'P0', ...said }: Added, options: ActOptions) =>
  desk.record(
    'addCard',
    {
      args: {
        patronId: patron,
        kind: 'barcode',
        issuer: null,
        expiresAt: null,
        primary: false,
        replaces: null,
        reason: '',
        ...said,
      },
      told,
    },
    options,
  );
const ends = (desk: TestDesk, number: string, options: ActOptions, patron = 'P0') =>
  desk.record('endCard', { args: { patronId: patron, number, as: 'lost', reason: 'lost on the way' }, told }, options);
const cardsOf = async ({ scene }: Story, id = 'P0') =>
  (await scene.rows('patron')).find((row) => row.id === id)?.cards ?? [];
const inUse = async (story: Story, id = 'P0') =>
  (await cardsOf(story, id))
    .filter(({ active }) => active)
    .map(({ number }) => number)
    .toSorted();
const shown = async (story: Story) =>
  (await cardsOf(story)).filter(({ primary }) => primary).map(({ number }) => number);
const judgedAt = async (story: Story) =>
  (await ofCode(story, 'lost-card-used')).map((one) => one.at).toSorted((x, y) => x - y);
const lendsOn = (desk: TestDesk, item: string, card: string, time: number) =>
  desk.checkout(item, 'P0', { at: time, card });

describeStores('cards of patrons', (use) => {
  test('end by a person’s word, whether the account of that number is joined with another before or after [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      adds(story.b, { number: 'both', patron: 'P0' }, { at: at(9) });
      adds(story.b, { number: 'both', patron: 'P1' }, { at: at(9, 1) });
      await story.send(story.b);
      ends(story.a, 'both', { at: at(10) }, 'P1');
      story.b.record(
        'mergePatrons',
        { args: { from: 'P1', to: 'P0', reason: 'one person' }, told },
        { at: at(11), staff: 'boss' },
      );
      for (const desk of order) await story.send(story[desk]);
      expect((await cardsOf(story)).find(({ number }) => number === 'both')).toMatchObject({ active: false });
      expect(await shown(story)).toEqual(['card-P0']);
    }
  });

  test('added by two desks are both there, and one patron has one primary card, in every order [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      const replaces = { number: 'card-P0', as: 'replaced' };
      adds(story.a, { number: 'new-a', primary: true, replaces }, { at: at(10) });
      adds(story.b, { number: 'new-b', primary: true, replaces }, { at: at(11) });
      adds(story.b, { number: 'campus', kind: 'campus-id' }, { at: at(11, 1) });
      ends(story.a, 'campus', { at: at(12) });
      for (const desk of order) await story.send(story[desk]);
      expect(await inUse(story)).toEqual(['new-a', 'new-b']);
      expect(await shown(story)).toEqual(['new-b']);
      expect((await cardsOf(story)).find(({ number }) => number === 'campus')).toMatchObject({ endedAs: 'lost' });
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('lend until they end, and a late loan is judged by what the card was at its own time [I22]', async () => {
    const story = await openStory(await use());
    adds(story.b, { number: 'phone', kind: 'phone', expiresAt: at(13) }, { at: at(9, 10) });
    ends(story.b, 'card-P0', { at: at(11) });
    await story.send(story.b);
    lendsOn(story.a, 'X0', 'card-P0', at(10));
    lendsOn(story.a, 'X1', 'card-P0', at(11, 30));
    lendsOn(story.a, 'X2', 'phone', at(12));
    lendsOn(story.a, 'X3', 'phone', at(13, 30));
    await story.send(story.a);
    expect(await judgedAt(story)).toEqual([at(11, 30), at(13, 30)]);
  });

  test('that the library system changes are judged by what they were before, and what was ended here stays so', async () => {
    const story = await openStory(await use());
    story.scene.clock.set(at(12));
    const gone = { number: 'card-P0', active: false, primary: false };
    await story.scene.writer.putRows('patron', [testPatron('P0', { cards: [gone] })]);
    lendsOn(story.a, 'X0', 'card-P0', at(10));
    lendsOn(story.a, 'X1', 'card-P0', at(12, 30));
    await story.send(story.a);
    expect(await judgedAt(story)).toEqual([at(12, 30)]);
    adds(story.b, { number: 'new', primary: true }, { at: at(13) });
    await story.send(story.b);
    expect(await cardsOf(story)).toEqual([
      { ...gone, primaryUntil: at(12) },
      { number: 'new', active: true, primary: true, kind: 'barcode' },
    ]);
  });

  test('that were lent on before anybody knew them join that account with the patron, those of others are shown to a person', async () => {
    const story = await openStory(await use());
    story.a.checkout('X0', 'stranger', { at: at(9, 30), mintsPatron: 'campus' });
    await story.send(story.a);
    adds(story.b, { number: 'campus', kind: 'campus-id' }, { at: at(10) });
    adds(story.b, { number: 'card-P1' }, { at: at(10, 1) });
    await story.send(story.b);
    expect((await story.scene.rows('loan')).map(({ patronId }) => String(patronId))).toEqual(['P0']);
    expect(await ofCode(story, 'patron-duplicate')).toHaveLength(1);
  });

  test('of one of two accounts that are joined stay as they were, and one added under the old name is beside the others', async () => {
    const story = await openStory(await use());
    ends(story.a, 'card-P1', { at: at(10) }, 'P1');
    adds(story.a, { number: 'kept', patron: 'P1', primary: true }, { at: at(10, 1) });
    await story.send(story.a);
    const args = { from: 'P1', to: 'P0', reason: 'one person' };
    story.b.record('mergePatrons', { args, told }, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    adds(story.a, { number: 'late', patron: 'P1', primary: true }, { at: at(10, 30) });
    await story.send(story.a);
    expect(await inUse(story)).toEqual(['card-P0', 'kept', 'late']);
    expect(await shown(story)).toEqual(['card-P0']);
    expect((await cardsOf(story)).find(({ number }) => number === 'card-P1')).toMatchObject({ endedAs: 'lost' });
  });
});
