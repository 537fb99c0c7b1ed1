// Agreements at the server: of two desks that record one each both stand, an account that is joined brings its own, and an import takes none away.

import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at, testItem } from './support/test-library.ts';
import type { TestDesk } from './support/test-desk.ts';

const DONE = { decision: 'done', reasons: [] };
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

const sign = (desk: TestDesk, patronId: string, time: number, until: number | null = null) =>
  desk.record(
    'signAgreement',
    { args: { patronId, kind: 'laptops', how: 'paper', name: null, by: 'desk' }, told: { ...DONE, until } },
    { at: time },
  );
const signFor = (desk: TestDesk, patronId: string, sponsorId: string, time: number) =>
  desk.record(
    'signAgreement',
    {
      args: { patronId, kind: 'laptops', how: 'paper', name: null, sponsorId, by: 'desk' },
      told: { ...DONE, until: null },
    },
    { at: time },
  );
const agreementsOf = async ({ scene }: Story, id: string) =>
  ((await scene.rows('patron')).find((row) => row.id === id)?.agreements ?? [])
    .map((one) => [one.at, one.until] as const)
    .toSorted(([a], [b]) => a - b);

const takeBack = (desk: TestDesk, patronId: string, agreement: string, time: number) =>
  desk.record(
    'endAgreement',
    { args: { patronId, agreement, reason: 'another patron', by: 'desk' }, told: DONE },
    { at: time },
  );
/** X0 and X1 are equipment that asks for an agreement. */
async function askForAgreements({ scene }: Story): Promise<void> {
  const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'], agreement: {} };
  await scene.writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, equipment: [laptops] } }));
  await scene.writer.putRows(
    'item',
    ['X0', 'X1'].map((id) => testItem(id, { kind: 'laptop' })),
  );
}
/** The times of loans with an open exception for a missing signature. */
const unsigned = async (story: Story) =>
  (await ofCode(story, 'lent-unsigned')).filter(({ state }) => state === 'open').map((row) => row.at);

describeStores('agreements', (use) => {
  test('of two desks both stand, whichever is heard first [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      sign(story.a, 'P0', at(10), at(20));
      sign(story.b, 'P0', at(11));
      for (const desk of order) await story.send(story[desk]);
      ends.push(await agreementsOf(story, 'P0'));
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual([
      [at(10), at(20)],
      [at(11), null],
    ]);
  });

  test('of an account that is joined go with it, also one that is heard of after that', async () => {
    const story = await openStory(await use());
    sign(story.a, 'P1', at(10));
    await story.send(story.a);
    const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told: DONE };
    story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    sign(story.a, 'P1', at(12));
    await story.send(story.a);
    expect(await agreementsOf(story, 'P2')).toEqual([
      [at(10), null],
      [at(12), null],
    ]);
  });

  test('name their sponsor by the account that stays, whether it is joined before or after [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      signFor(story.a, 'P0', 'P1', at(10));
      signFor(story.a, 'P2', 'P1', at(10, 30));
      const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told: DONE };
      story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
      for (const desk of order) await story.send(story[desk]);
      const patrons = await story.scene.rows('patron');
      const sponsors = (id: string) =>
        patrons.find((row) => row.id === id)?.agreements?.map((one) => one.sponsor ?? null);
      // One who proves to be the patron signed for themselves.
      expect([sponsors('P0'), sponsors('P2')]).toEqual([['P2'], [null]]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('that are taken back hold until then, whichever of the two is heard of first [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      await askForAgreements(story);
      const agreement = sign(story.a, 'P0', at(9, 30));
      takeBack(story.b, 'P0', agreement, at(11));
      for (const desk of order) await story.send(story[desk]);
      const [row] = (await story.scene.rows('patron')).filter(({ id }) => id === 'P0');
      ends.push(row?.agreementEnds?.map((end) => end.at));
      story.c.checkout('X0', 'P0', { at: at(10) });
      story.c.checkout('X1', 'P0', { at: at(12) });
      await story.send(story.c);
      expect(await unsigned(story)).toEqual([at(12)]);
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends).toEqual([[at(11)], [at(11)]]);
  });

  test('are missed by loans that come late, and explain them where they come later still [I22] [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      await askForAgreements(story);
      story.a.checkout('X0', 'P0', { at: at(10) });
      sign(story.b, 'P0', at(9, 45));
      for (const desk of order) await story.send(story[desk]);
      expect(await unsigned(story)).toEqual([]);
      // Taken back before the loan, by a desk that sends last.
      const [row] = (await story.scene.rows('patron')).filter(({ id }) => id === 'P0');
      takeBack(story.c, 'P0', row?.agreements?.[0]?.id ?? '', at(9, 50));
      await story.send(story.c);
      expect(await unsigned(story)).toEqual([at(10)]);
    }
  });

  test('that are signed afterwards settle the loan, and what staff set aside is nothing to tell', async () => {
    const story = await openStory(await use());
    await askForAgreements(story);
    const over = { overrides: ['AGREEMENT_NEEDED'], reasons: ['AGREEMENT_NEEDED'], staff: 'boss' };
    story.a.checkout('X0', 'P0', { at: at(10) });
    story.a.checkout('X1', 'P1', { at: at(10), ...over });
    await story.send(story.a);
    expect(await unsigned(story)).toEqual([at(10)]);
    const agreement = sign(story.b, 'P0', at(11));
    await story.send(story.b);
    expect((await ofCode(story, 'lent-unsigned')).map(({ state }) => state)).toEqual(['closed-by-event']);
    sign(story.b, 'P1', at(12));
    await story.send(story.b);
    expect(await unsigned(story)).toEqual([]);
    // It was another patron's: the loan is without a signature again, until it is back.
    takeBack(story.b, 'P0', agreement, at(12));
    await story.send(story.b);
    expect(await unsigned(story)).toEqual([at(10)]);
    story.a.checkin('X0', { at: at(13) });
    await story.send(story.a);
    expect(await unsigned(story)).toEqual([]);
    const late = sign(story.b, 'P0', at(14));
    await story.send(story.b);
    takeBack(story.b, 'P0', late, at(15));
    await story.send(story.b);
    expect(await unsigned(story)).toEqual([]);
  });

  test('that are signed afterwards settle the loan, and leave it open where they were taken back, in every order of arrival [I24]', async () => {
    for (const isTakenBack of [false, true])
      for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
        const story = await openStory(await use());
        await askForAgreements(story);
        story.a.checkout('X0', 'P0', { at: at(10) });
        const agreement = sign(story.b, 'P0', at(11));
        if (isTakenBack) takeBack(story.c, 'P0', agreement, at(12));
        for (const desk of order) await story.send(story[desk === 'a' ? 'a' : desk === 'b' ? 'b' : 'c']);
        expect([order, await unsigned(story)]).toEqual([order, isTakenBack ? [at(10)] : []]);
        expect(story.scene.faults).toEqual([]);
      }
  });

  test('of an account that is joined explain what was told of it before', async () => {
    const story = await openStory(await use());
    await askForAgreements(story);
    story.a.checkout('X0', 'P1', { at: at(10) });
    await story.send(story.a);
    const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told: DONE };
    story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    expect(await unsigned(story)).toEqual([at(10)]);
    sign(story.c, 'P1', at(12));
    await story.send(story.c);
    expect((await ofCode(story, 'lent-unsigned')).map(({ state }) => state)).toEqual(['closed-by-event']);
  });

  test('stay with an account that the library system tells anew', async () => {
    const story = await openStory(await use());
    sign(story.a, 'P0', at(10));
    await story.send(story.a);
    const [row] = (await story.scene.rows('patron')).filter(({ id }) => id === 'P0');
    if (row === undefined) throw new Error('P0 is there');
    const { agreements: _, ...told } = row;
    await story.scene.writer.putRows('patron', [{ ...told, email: 'new@example.invalid' }]);
    expect(await agreementsOf(story, 'P0')).toHaveLength(1);
  });
});
