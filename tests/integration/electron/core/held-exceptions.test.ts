// An act that the server failed on is held, and the desk that lists it offers one end: to take it in. [I27] [I33]

import { branchId, exceptionId, streamId } from '../../../../shared/core/ids.ts';
import { writeAndPublish } from '../../../../server/feed/write-and-publish.ts';
import { putDeskException } from '../../../../server/commands/keep-answers.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { copyIsFresh } from './support/running-desk.ts';
import { ledgerActs } from './support/both-ends.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 3, patrons: 3 });
const desk = freshDesk(world, 'supervisor');

/** The server raises exceptions about held acts: one that it failed on, and those of a revoked desk. */
async function raise(): Promise<void> {
  const about = { desk: 'another', now: world().clock.now(), branch: branchId('main') };
  await writeAndPublish(world().served.store, async ({ tx, changes }) => {
    const fault = { ...about, code: 'server-fault' as const, cause: 'an-act', params: { desk: 'Desk 9', fault: 'X' } };
    await putDeskException(tx, fault, changes);
    const held = { ...about, code: 'acts-held' as const, cause: streamId('a-stream'), params: { desk: 'Desk 9' } };
    await putDeskException(tx, held, changes);
  });
}

test('a card of what the server failed on is closed by no word, and says who takes it in; a revoked desk’s acts may be left out', async () => {
  await raise();
  const listed = async () => (await desk.now.ask('exception.list', {})).exceptions;
  await until('they are here', async () => (await listed()).length === 2);
  const byCode = Object.fromEntries((await listed()).map((one) => [one.code, one]));
  const fault = byCode['server-fault'];
  expect(fault).toMatchObject({ actions: [], mayRelease: true, endsBy: 'release' });
  expect(byCode['acts-held']).toMatchObject({ actions: ['dismissed'], mayRelease: true, endsBy: null });

  const before = ledgerActs(desk.now).length;
  const exceptionIds = [exceptionId(fault?.exceptionId ?? '')];
  for (const action of ['corrected', 'dismissed'] as const) {
    const resolve = { exceptionIds, action, note: 'looked at' };
    expect(await desk.now.refusal('exception.resolve', resolve)).toBe('HF-SYNC-009');
  }
  expect(ledgerActs(desk.now)).toHaveLength(before);

  await signIn(desk.now, 'desk');
  const seen = (await listed()).find(({ code }) => code === 'server-fault');
  expect(seen).toMatchObject({ actions: [], mayRelease: false, endsBy: 'release' });

  await signIn(desk.now, 'supervisor');
  expect(await desk.now.ask('exception.release', { exceptionIds })).toEqual({ released: 1 });
  expect(ledgerActs(desk.now)).toHaveLength(before + 1);
});

test('a dismissed card of held acts can still be taken in, by staff who may release', async () => {
  const listed = async () => (await desk.now.ask('exception.list', {})).exceptions;
  await until('it is here', async () => (await listed()).some(({ code }) => code === 'acts-held'));
  const id = exceptionId((await listed()).find(({ code }) => code === 'acts-held')?.exceptionId ?? '');
  expect(await desk.now.refusal('exception.resolve', { exceptionIds: [id], action: 'corrected', note: 'x' })).toBe(
    'HF-AUTH-024',
  );
  await desk.now.ask('exception.resolve', { exceptionIds: [id], action: 'dismissed', note: 'a stolen desk' });
  await desk.now.settled();
  world().clock.forward(10 * DAY_MS);
  await copyIsFresh(desk.now);
  const closed = async () =>
    (await desk.now.ask('exception.list', {})).closed.find(({ exceptionId: one }) => one === id);
  await until('the library has it', async () => (await closed())?.staff === 'supervisor');
  expect(await closed()).toMatchObject({ code: 'acts-held', how: 'resolved', action: 'dismissed', mayRelease: true });
  await signIn(desk.now, 'desk');
  expect(await closed()).toMatchObject({ mayRelease: false });
  await signIn(desk.now, 'supervisor');
  expect(await desk.now.ask('exception.release', { exceptionIds: [id] })).toEqual({ released: 1 });
  await desk.now.settled();
  await until('it is let go', async () => (await closed())?.mayRelease !== true);
  expect(await desk.now.ask('exception.release', { exceptionIds: [id] })).toEqual({ released: 0 });
});
