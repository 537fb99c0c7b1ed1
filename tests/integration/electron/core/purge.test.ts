// Personal data at a desk: 35 days after all matters of an act are over, its personal values are nowhere in the
// ledger's file, and the ledger is still whole. [I19] [I23]

import { keepPurging, purgeOwn, type PurgeParts } from '../../../../electron/core/purge-own.ts';
import { systemTimers } from '../../../../electron/core/system-timers.ts';
import { contactTerms } from '../../../../db/ledger/contact-terms.ts';
import { currentStream } from '../../../../db/ledger/streams.ts';
import { exceptionsCausedBy } from '../../../../db/replica/queries/exceptions.ts';
import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { writeAndPublish } from '../../../../server/feed/write-and-publish.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { resolveExceptions } from '../../../../server/timeline/resolutions.ts';
import { isLeftOut } from '../../../../shared/circ/held-exceptions.ts';
import { actId, staffId } from '../../../../shared/core/ids.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { plainBytes } from '../../../unit/db/support/plain-bytes.ts';
import { ledgerReceipts } from './support/both-ends.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { copyIsFresh } from './support/running-desk.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 40, patrons: 5 });
const desk = freshDesk(world);

const parts = (): PurgeParts => ({
  ledger: desk.now.core.files.ledger,
  sight: () => desk.now.core.desk.copy()?.sight ?? null,
  isLeftOut: ({ id, stream }, before) => {
    const copy = desk.now.core.desk.copy();
    return copy !== null && isLeftOut(exceptionsCausedBy(copy.db, [id, actId(stream)]), before);
  },
  clock: world().clock,
  timers: systemTimers,
});
const lend = (item: number, patron = 'card-P0') => desk.now.ask('circ.checkout', { patron, item: `barcode-X${item}` });
const take = (item: number) => desk.now.ask('circ.checkin', { item: `barcode-X${item}` });
const ownStream = () => required(currentStream(desk.now.core.files.ledger), () => 'stream').stream;
const report = () => verifyLedger(desk.now.core.files.ledger, desk.now.core.files.signer.publicKey);
const bytes = () => plainBytes(ledgerPath(desk.now.place.data), desk.now.core.files.secrets.ledgerKey);

test('acts of loans that came back go after 35 days, and no byte of the card is left in the file [I19] [I23]', async () => {
  for (const item of [0, 1, 2]) await lend(item);
  for (const item of [0, 1, 2]) await take(item);
  await desk.now.settled();
  expect(await purgeOwn(parts())).toBe(0);
  expect(bytes().bytes.includes('card-P0')).toBe(true);
  world().clock.forward(36 * DAY_MS);
  await copyIsFresh(desk.now);
  expect(await purgeOwn(parts())).toBe(6);
  expect(report()).toMatchObject({ envelopes: 6, purged: 6, problems: [] });
  const left = bytes();
  expect(left.bytes.includes('card-P0')).toBe(false);
  expect(left.loggedPages).toBeLessThan(20);
  expect(await purgeOwn(parts())).toBe(0);
});

test('a desk keeps them as long as the library says', async () => {
  const { parts: server, writer, clock } = world();
  const [library] = await server.store.read((tx) => readAllRows(tx, 'library'));
  const before = required(library, () => 'library');
  await writer.createLibrary({ ...before, contact: { forgetDays: 60 } });
  await lend(7);
  await take(7);
  await desk.now.settled();
  await until('the desk has heard of it', () => contactTerms(desk.now.core.files.ledger).forgetDays === 60);
  clock.forward(36 * DAY_MS);
  await copyIsFresh(desk.now);
  expect(await purgeOwn(parts())).toBe(0);
  clock.forward(25 * DAY_MS);
  await copyIsFresh(desk.now);
  expect(await purgeOwn(parts())).toBe(2);
  await writer.createLibrary(before);
});

test('a held act goes when staff said that it shall not count, and as long after it', async () => {
  const { served, clock } = world();
  await lend(8);
  await take(8);
  await desk.now.settled();
  const { deskId } = desk.now.core.desk.identity;
  await served.store.write((tx) =>
    tx.db.updateTable('desk_stream').set({ status: 'forked' }).where('desk_id', '=', deskId).execute(),
  );
  await lend(9);
  const outcomes = () => Object.values(ledgerReceipts(desk.now)).filter((text) => text.includes('"held"')).length;
  await until('it is held', () => outcomes() === 1);
  clock.forward(36 * DAY_MS);
  await copyIsFresh(desk.now);
  expect(await purgeOwn(parts())).toBe(2);
  await writeAndPublish(served.store, async ({ tx, changes }) => {
    const rows = (await readAllRows(tx, 'exception')).filter(
      ({ code, state }) => code === 'desk-forked' && state === 'open',
    );
    const by = {
      action: 'dismissed' as const,
      note: 'a copy',
      staffId: staffId('boss'),
      at: clock.now(),
      by: actId('an-act'),
    };
    const place = { desk: 'another', stream: 'a-stream', seq: 1 };
    const ended = collectChanges();
    await resolveExceptions(
      tx,
      rows.map(({ id }) => ({ id, resolution: by, place })),
      ended,
    );
    await writeChanges(tx, ended);
    changes.add(ended);
  });
  const isHere = () => parts().isLeftOut({ id: actId('none'), stream: ownStream() }, clock.now());
  await until('the desk has heard of it', isHere);
  expect(await purgeOwn(parts())).toBe(0);
  clock.forward(36 * DAY_MS);
  await copyIsFresh(desk.now);
  expect(await purgeOwn(parts())).toBe(1);
  expect(report()).toMatchObject({ envelopes: 3, purged: 3, problems: [] });
  expect(bytes().bytes.includes('card-P0')).toBe(false);
});

test('an act whose loan is out stays, and so does one that the server has not answered', async () => {
  await lend(3);
  await lend(4);
  await take(4);
  await desk.now.settled();
  world().line.cut();
  await lend(5);
  world().clock.forward(36 * DAY_MS);
  expect(await purgeOwn(parts())).toBe(2);
  expect(report()).toMatchObject({ envelopes: 4, purged: 2, problems: [] });
  const kept = desk.now.core.files.ledger.all<{ seq: number }>('SELECT seq FROM envelope WHERE args IS NOT NULL');
  expect(kept.map(({ seq }) => seq)).toEqual([1, 4]);
});

test('a core purges by itself, soon after its start and every few hours, until it is stopped', async () => {
  await lend(6);
  await take(6);
  await desk.now.settled();
  world().clock.forward(36 * DAY_MS);
  const waiting: { readonly ms: number; readonly work: () => void }[] = [];
  const timers = {
    ...systemTimers,
    after: (ms: number, work: () => void) => {
      waiting.push({ ms, work });
      return () => void waiting.splice(0);
    },
  };
  const failures: unknown[] = [];
  let emptied = 0;
  const emptyCopyLog = () => void (emptied += 1);
  const stop = keepPurging({ ...parts(), timers, emptyCopyLog }, (error) => failures.push(error));
  waiting.shift()?.work();
  expect(report()).toMatchObject({ purged: 2 });
  await until('the log of the copy is emptied as well', () => emptied === 1);
  expect(waiting.map(({ ms }) => ms)).toEqual([6 * 3_600_000]);
  stop();
  expect(waiting).toEqual([]);
  expect(failures).toEqual([]);
});
