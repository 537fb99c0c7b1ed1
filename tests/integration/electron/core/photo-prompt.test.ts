// The photo of a card is checked before anything is lent, for the library's chosen groups.

import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 5, patrons: 2 });
const desk = sharedDesk(world);

const isAsked = async () =>
  (await desk.now.ask('patron.view', { card: 'card-P0' })).notices.some(
    ({ effect, text }) => effect === 'alert' && text === 'Check the photo.',
  );
const set = async (photoGroups: 'all' | string[] | undefined) => {
  const [library] = await serverRows(world(), 'library');
  if (library === undefined) throw new Error('the library is there');
  await world().writer.createLibrary({ ...library, desk: { ...library.desk, photoGroups } });
};

test('is asked for by the groups of the library, and stands in the way of nothing', async () => {
  expect(await isAsked()).toBe(false);
  const [patron] = (await serverRows(world(), 'patron')).filter(({ id }) => String(id) === 'P0');
  await set(['another group']);
  await desk.now.settled();
  expect(await isAsked()).toBe(false);
  await set([patron?.group ?? '']);
  await until('the desk knows of it', isAsked);
  const lent = await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X0' });
  expect(lent).toMatchObject({ decision: 'done' });
  await set('all');
  await desk.now.settled();
  expect(await isAsked()).toBe(true);
  await set(undefined);
  await until('it is asked for no more', async () => !(await isAsked()));
});
