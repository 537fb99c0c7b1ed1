// An outage drill: the line of a desk is cut for some minutes, its acts wait and arrive, and every desk of the branch sees how it went.

import { keepReadiness, type Readiness } from '../../electron/core/readiness/keep-readiness.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import type { RunningDesk } from '../integration/electron/core/support/running-desk.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { until } from '../integration/electron/core/support/until.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 3, patrons: 1 });
const office = sharedDesk(world, 'supervisor');
const counter = sharedDesk(world, 'desk');
const NEVER = { after: () => () => {}, turn: () => Promise.resolve() };

/** Looks only when the test asks. */
const watch = ({ core }: RunningDesk): Readiness =>
  keepReadiness(core, {
    timers: NEVER,
    onFault: (error) => {
      throw error;
    },
  });
const deskIdOf = ({ core }: RunningDesk) => core.desk.identity.deskId;
const textsAt = async (desk: RunningDesk) => {
  const { rows } = await desk.ask('list.view', { list: 'desk-readiness' });
  return rows.map(({ group, texts }) => [group, ...texts].join(' | '));
};

test('a desk that reported is on the list of every desk of its branch, with what to do', async () => {
  await watch(counter.now).look();
  await office.now.settled();
  await until('the report is here', async () => (await textsAt(office.now)).length > 0);
  const rows = await textsAt(office.now);
  expect(rows.join('\n')).toMatch(/not protected by this computer.*passphrase/i);
  expect(rows.join('\n')).toMatch(/of 13 in order/);
});

test('the list is for those who read reports', async () => {
  expect(await counter.now.call('list.view', { list: 'desk-readiness' })).toMatchObject({
    ok: false,
    error: { code: 'HF-AUTH-024' },
  });
});

test('a drill cuts the line, lets the desk work on, and tells how it went', async () => {
  const watched = watch(counter.now);
  await office.now.ask('desk.startDrill', { desk: deskIdOf(counter.now), minutes: 10 });
  await office.now.settled();
  await until('the drill is heard', async () => {
    await watched.look();
    return (await counter.now.ask('sync.status', {})).paused;
  });
  await counter.now.ask('item.recordUse', { barcode: 'barcode-X1', count: 1 });
  expect(await counter.now.ask('sync.status', {})).toMatchObject({ online: false, pending: 1 });
  world().clock.forward(9 * MINUTE_MS);
  await watched.look();
  expect((await counter.now.ask('sync.status', {})).paused).toBe(true);
  world().clock.forward(2 * MINUTE_MS);
  await watched.look();
  expect((await counter.now.ask('sync.status', {})).paused).toBe(false);
  await counter.now.settled();
  await watched.look();
  await until('the result is here', async () =>
    (await textsAt(office.now)).some((text) => /In order.*Outage drill/.test(text)),
  );
  // The same drill is not held twice.
  await watched.look();
  expect((await counter.now.ask('sync.status', {})).paused).toBe(false);
});

test('a person who ends the pause ends the drill early, and the list says so', async () => {
  const watched = watch(counter.now);
  world().clock.forward(MINUTE_MS);
  await office.now.ask('desk.startDrill', { desk: deskIdOf(counter.now), minutes: 30 });
  await office.now.settled();
  await until('the drill is heard', async () => {
    await watched.look();
    return (await counter.now.ask('sync.status', {})).paused;
  });
  await counter.now.ask('sync.now', {});
  await until('it is told', async () => {
    await watched.look();
    return (await textsAt(office.now)).some((text) => text.includes('ended early'));
  });
});

test('one that is heard of when its time is over is left out', async () => {
  const watched = watch(counter.now);
  world().clock.forward(MINUTE_MS);
  await office.now.ask('desk.startDrill', { desk: deskIdOf(counter.now), minutes: 2 });
  await office.now.settled();
  await counter.now.settled();
  world().clock.forward(5 * MINUTE_MS);
  await watched.look();
  expect((await counter.now.ask('sync.status', {})).paused).toBe(false);
});

test('without a line no drill begins, and only a supervisor starts one', async () => {
  await signIn(counter.now, 'student');
  const asked = { desk: deskIdOf(office.now), minutes: 10 };
  expect(await counter.now.call('desk.startDrill', asked)).toMatchObject({ error: { code: 'HF-AUTH-024' } });
  await office.now.ask('sync.pause', { on: true });
  expect(await office.now.call('desk.startDrill', asked)).toMatchObject({ error: { code: 'HF-SYNC-010' } });
  await office.now.ask('sync.pause', { on: false });
});
