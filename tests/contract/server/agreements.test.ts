// Agreements at the server: of two desks that record one each both stand, an account that is joined brings its own, and an import takes none away.

import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import { at } from './support/test-library.ts';
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
const agreementsOf = async ({ scene }: Story, id: string) =>
  ((await scene.rows('patron')).find((row) => row.id === id)?.agreements ?? [])
    .map((one) => [one.at, one.until] as const)
    .toSorted(([a], [b]) => a - b);

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
