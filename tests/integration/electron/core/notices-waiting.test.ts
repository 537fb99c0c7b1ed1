// Why mail waits, as a desk shows it: on Work and in the record of the patron, the same as the library has it; and who ended the wait. [I2]

import { noteSilence } from '../../../../server/schedule/silence.ts';
import { writeAndPublish } from '../../../../server/feed/write-and-publish.ts';
import { libraryListDocument } from '../../../../server/lists/library-lists.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { deskListDocument } from '../../../../electron/core/lists/desk-lists.ts';
import type { Notice } from '../../../../shared/circ/model/notice.ts';
import { branchId, patronId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');
const other = sharedDesk(world, 'desk');

const notice = (id: string, more: Partial<Notice> = {}): Notice => ({
  id,
  patronId: patronId('P0'),
  kind: 'courtesy',
  subject: id,
  step: 1,
  moment: WEDNESDAY,
  itemId: null,
  titleId: null,
  branch: branchId('main'),
  madeAt: WEDNESDAY - HOUR_MS,
  sendAt: WEDNESDAY - HOUR_MS,
  state: 'waiting',
  at: WEDNESDAY - HOUR_MS,
  channel: null,
  ...more,
});

async function putNotices(notices: readonly Notice[]): Promise<void> {
  await writeAndPublish(world().served.store, async ({ tx, changes }) => {
    const own = collectChanges();
    for (const one of notices) own.put('notice', one);
    await writeChanges(tx, own);
    changes.add(own);
  });
}

const causes = async () => {
  const { columns, rows } = await desk.now.ask('list.view', { list: 'notices-waiting' });
  return rows.map(({ texts }) => Object.fromEntries(columns.map(({ key }, at) => [key, texts[at] ?? ''])));
};
const ofPatron = async () => {
  const { columns, rows } = await desk.now.ask('list.view', { list: 'patron-notices', of: 'card-P0' });
  return rows.map(({ texts }) => Object.fromEntries(columns.map(({ key }, at) => [key, texts[at] ?? ''])));
};

async function isAlike(): Promise<void> {
  const asked = { list: 'notices-waiting', of: null, now: world().clock.now(), madeBy: 'command-line' } as const;
  const library = await libraryListDocument(world().served.store, asked);
  const here = await deskListDocument(desk.now.core.desk, { list: 'notices-waiting' }, 'command-line');
  expect(here.sections.map(({ rows }) => rows)).toEqual(library.sections.map(({ rows }) => rows));
}

test('notices that were not taken are told by the code, with what to do', async () => {
  await putNotices([
    notice('a', { delay: { code: 'smtp-connect', since: WEDNESDAY - 30 * MINUTE_MS } }),
    notice('b', { delay: { code: 'smtp-connect', since: WEDNESDAY - 20 * MINUTE_MS } }),
    notice('c', { sendAt: WEDNESDAY + HOUR_MS }),
  ]);
  await until('the desk has them', async () => {
    await desk.now.settled();
    return (await causes()).length > 0;
  });
  expect(await causes()).toEqual([
    expect.objectContaining({
      why: 'The mail server does not take it (smtp-connect)',
      count: '2',
      todo: expect.stringContaining('tried again by itself'),
    }),
  ]);
  const states = new Set((await ofPatron()).map(({ state }) => state));
  expect(states).toEqual(new Set(['The mail server does not take it (smtp-connect)', 'Waiting to be sent']));
  await isAlike();
});

test('a desk without a line does not say of a notice that came due since that it was not sent', async () => {
  const { line, clock } = world();
  line.cut();
  await desk.now.ask('sync.now', {});
  await until('the line is down', async () => !(await desk.now.ask('sync.status', {})).online);
  clock.forward(3 * HOUR_MS);
  expect((await causes()).map(({ why }) => why)).toEqual(['The mail server does not take it (smtp-connect)']);
  line.mend();
  await until('it is known that the server did not send it', async () => {
    await desk.now.settled();
    return (await causes()).some(({ why }) => why === 'Due, and the server does not send it');
  });
  await isAlike();
});

test('a silent desk of the branch holds them back, and a supervisor who ends the wait is named', async () => {
  const silent = other.now.core.desk.identity;
  await other.now.ask('circ.checkin', { item: 'barcode-X0' });
  await other.now.settled();
  await other.now.stop();
  await writeAndPublish(world().served.store, async ({ tx, changes }) => {
    await tx.db.updateTable('desk').set({ closed_at: null }).where('id', '=', silent.deskId).execute();
    await noteSilence(tx, { now: world().clock.now(), silentAfterMs: 0, desk: silent.deskId }, changes);
  });
  await until('the desk knows', async () => {
    await desk.now.settled();
    return (await causes()).some(({ why }) => why?.startsWith('Held back') === true);
  });
  expect(await causes()).toEqual([
    expect.objectContaining({
      why: `Held back: no contact with ${silent.deskName}`,
      count: '3',
      todo: expect.stringContaining(`Bring ${silent.deskName} online`),
    }),
  ]);
  expect((await ofPatron()).map(({ state }) => state)).toContain(`Held back: no contact with ${silent.deskName}`);
  await isAlike();
  await signIn(desk.now, 'supervisor');
  const { rows } = await desk.now.ask('list.view', { list: 'notices-waiting' });
  const opens = rows[0]?.opens;
  if (opens?.record !== 'exception') throw new Error('the row opens its exception');
  await desk.now.ask('exception.release', { exceptionIds: [opens.exceptionId] });
  await until('the server has it', async () => {
    await desk.now.settled();
    return (await causes()).some(({ why }) => why?.startsWith('Sent although') === true);
  });
  // The mail server is still away.
  expect((await causes()).map(({ why }) => why)[0]).toBe('The mail server does not take it (smtp-connect)');
  expect((await causes()).at(-1)).toMatchObject({
    why: `Sent although ${silent.deskName} is out of contact: supervisor ended the wait`,
    count: '0',
    todo: '',
  });
  await isAlike();
});
