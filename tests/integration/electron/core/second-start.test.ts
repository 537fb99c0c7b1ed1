// One folder, one desk: a second core names the holder, in one line, and disturbs nothing.

import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { acquireOwnerLock } from '../../../../db/open/owner-lock.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld();
const desk = freshDesk(world);

async function secondStart(): Promise<unknown> {
  return world()
    .desk({ place: desk.now.place })
    .catch((error: unknown) => error);
}

test('a second core on the folder of a running one ends with one clear line, and the first goes on', async () => {
  const refused = await secondStart();
  expect(refused).toBeInstanceOf(HoldfastError);
  expect(refused).toMatchObject({ code: 'HF-DB-008', params: { pid: String(process.pid) } });
  expect(String(refused)).toMatch(/^[^\n;]+; [^\n]+$/);
  expect(String(refused)).toContain(desk.now.place.data);

  await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  await desk.now.settled();
  expect(await secondStart()).toMatchObject({ code: 'HF-DB-008' });
});

test('a folder is free again as soon as its core has stopped, and after a start that failed', async () => {
  await desk.restart();
  await desk.now.settled();
  const { place } = desk.now;
  await desk.now.stop();
  const holder = acquireOwnerLock(place.data);
  await expect(world().desk({ place })).rejects.toMatchObject({ code: 'HF-DB-008' });
  holder.close();
  const again = await world().desk({ place });
  await until('it runs', async () => (await again.ask('sync.status', {})).online);
  await again.stop();
});
