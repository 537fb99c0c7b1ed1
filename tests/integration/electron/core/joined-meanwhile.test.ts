// Acts of a desk without a line that name an account by its id alone, while that account is joined with another: they are acts of the account that
// stays as soon as the feed has the merge, not only once the server has taken them in. [I12] [I13]

import { patronId } from '../../../../shared/core/ids.ts';
import { writeAndPublish } from '../../../../server/feed/write-and-publish.ts';
import { mergeProvisional } from '../../../../server/timeline/merge.ts';
import { createReferences } from '../../../../server/timeline/references.ts';
import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const view = (card: string) => desk.now.ask('patron.view', { card });
const blockedFor = async (card: string) => (await view(card)).blocks.map(({ reason }) => reason);
const cardOf = async (card: string, number: string) => (await view(card)).cards.find((one) => one.number === number);
/** Patrons named by the incidents. */
const named = async () => (await desk.now.ask('log.view', {})).incidents?.map(({ patron }) => patron);
const rowOf = async (id: string) => (await serverRows(world(), 'patron')).find((row) => row.id === patronId(id));

test('a block, an ended card and an incident are those of the account that stays, before they are sent and after', async () => {
  await desk.now.ask('patron.addCard', { card: 'card-P0', number: 'prox-of-P0', kind: 'prox' });
  await desk.now.settled();
  world().line.refuse('/v1/commands');
  await desk.now.ask('patron.block', { card: 'card-P0', kinds: ['borrowing'], until: null, reason: 'see the head' });
  await desk.now.ask('patron.endCard', { card: 'card-P0', number: 'prox-of-P0', as: 'lost', reason: 'left in a bus' });
  await desk.now.ask('incident.note', { text: 'A window was broken.', patron: 'card-P0' });
  const { store, clock } = world().parts;
  await writeAndPublish(store, (publishing) =>
    mergeProvisional(publishing.tx, [{ kind: 'patron', from: 'P0', to: 'P1' }], {
      references: createReferences(),
      now: clock.now(),
      changes: publishing.changes,
    }),
  );
  await until('the desk has heard of it', async () => (await cardOf('card-P1', 'prox-of-P0')) !== undefined);
  expect(await blockedFor('card-P1')).toContain('see the head');
  expect(await named()).toEqual(['card-P1']);
  expect(await cardOf('card-P1', 'prox-of-P0')).toMatchObject({ fault: 'lost' });
  await desk.restart();
  await signIn(desk.now, 'supervisor');
  expect(await blockedFor('card-P1')).toContain('see the head');
  world().line.mend();
  await desk.now.settled();
  expect(await blockedFor('card-P1')).toContain('see the head');
  expect(await named()).toEqual(['card-P1']);
  expect(await rowOf('P1')).toMatchObject({ joined: ['P0'] });
  expect((await rowOf('P1'))?.cards.find(({ number }) => number === 'prox-of-P0')).toMatchObject({ active: false });
});

test('an import says nothing of joined accounts, and takes nothing of them away', async () => {
  const row = await rowOf('P1');
  if (row === undefined) throw new Error('P1 is there');
  const { joined: _, ...imported } = row;
  await world().writer.putRows('patron', [{ ...imported, email: 'new@example.org' }]);
  expect(await rowOf('P1')).toMatchObject({ joined: ['P0'], email: 'new@example.org' });
});
