// A desk whose folder was copied to a second computer, both running: acts of the copy are reviewed and released, and the desk works on as before, by
// itself. [I2] [I4] [I5] [I8] [I33]

import { cpSync } from 'node:fs';
import { bringCopy } from '../../../../electron/cli/admin/bring-copy.ts';
import { readBrought } from '../../../../electron/core/carry/read-file.ts';
import { adoptCopies } from '../../../../server/desks/adopt-copies.ts';
import { deskNamed } from '../../../../server/desks/desk-list.ts';
import { exceptionId } from '../../../../shared/core/ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { ledgerReceipts, serverRows } from './support/both-ends.ts';
import { sharedWorld, signIn } from './support/desk-world.ts';
import { deskPlace, type RunningDesk } from './support/running-desk.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 20, patrons: 4 });

async function lend(desk: RunningDesk, item: number): Promise<string> {
  const answer = await desk.ask('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });
  return required(answer.commandId, () => JSON.stringify(answer.reasons));
}

const problemOf = async (desk: RunningDesk) => (await desk.ask('sync.status', {})).problem;
const lentNow = async () =>
  (await serverRows(world(), 'loan')).flatMap(({ state, itemId }) => (state === 'open' ? [itemId] : [])).toSorted();
const streams = () =>
  world().served.store.read((tx) => tx.db.selectFrom('desk_stream').select(['stream', 'status']).execute());

/** Releases, at another desk, the acts behind an exception of this code. */
async function release(boss: RunningDesk, code: 'desk-forked' | 'acts-held'): Promise<void> {
  const listed = async () =>
    (await boss.ask('exception.list', {})).exceptions.filter((one) => one.code === code && one.mayRelease);
  await until(`${code} is listed`, async () => (await listed()).length > 0);
  const exceptionIds = (await listed()).map((one) => exceptionId(one.exceptionId));
  await boss.ask('exception.release', { exceptionIds });
  await boss.settled();
}

test('its acts while held as copied count when they are released, and it goes on, although the copy is still there', async () => {
  const boss = await world().readyDesk('supervisor');
  const first = await world().readyDesk();
  await lend(first, 0);
  await first.settled();
  const { place } = first;
  await first.stop();
  const copied = deskPlace();
  cpSync(place.data, copied.data, { recursive: true });
  cpSync(place.keys, copied.keys, { recursive: true });
  const desk = await world().desk({ place });
  await signIn(desk, 'desk');
  await desk.settled();
  await lend(desk, 1);
  await desk.settled();

  // The copy goes on from the same act without a line.
  world().line.cut();
  const copy = await world().desk({ place: copied });
  await signIn(copy, 'desk');
  await lend(copy, 2);
  world().line.mend();
  await until('the copy is found out', async () => (await problemOf(copy)) === 'HF-SYNC-002');
  await desk.settled();
  const mine = await lend(desk, 3);
  await until('the desk is told as well', async () => (await problemOf(desk)) === 'HF-SYNC-002');
  expect(await lentNow()).toEqual(['X0', 'X1']);

  await release(boss, 'desk-forked');
  expect(await lentNow()).toEqual(['X0', 'X1', 'X3']);
  await desk.settled();
  expect(await problemOf(desk)).toBeNull();
  const shown = await desk.ask('patron.view', { card: 'card-P0' });
  expect(shown.loans.map(({ barcode }) => barcode).toSorted()).toEqual(['barcode-X0', 'barcode-X1', 'barcode-X3']);
  // The receipt that was given stays as it is. [I5]
  const receipts = Object.values(ledgerReceipts(desk)).map((text) => ReceiptSchema.parse(JSON.parse(text)));
  expect(receipts.find(({ id }) => id === mine)).toMatchObject({ outcome: 'held' });

  await lend(desk, 4);
  await desk.settled();
  expect(await lentNow()).toEqual(['X0', 'X1', 'X3', 'X4']);
  expect(await adoptCopies(world().parts, desk.core.desk.identity.deskId)).toMatchObject({ held: 1 });
  await release(boss, 'acts-held');
  expect(await lentNow()).toEqual(['X0', 'X1', 'X2', 'X3', 'X4']);

  // The copy hands in taken acts again: nothing changes, and the desk is in order.
  await copy.ask('sync.now', {});
  await until('the copy was answered', async () => (await problemOf(copy)) === 'HF-SYNC-002');
  await lend(desk, 5);
  await desk.settled();
  expect(await problemOf(desk)).toBeNull();
  expect(await lentNow()).toEqual(['X0', 'X1', 'X2', 'X3', 'X4', 'X5']);
  expect((await serverRows(world(), 'exception')).filter(({ state }) => state === 'open')).toEqual([]);
  expect(new Set((await streams()).map(({ status }) => status))).toEqual(new Set(['open']));
  const { ledger, signer } = desk.core.files;
  expect(verifyLedger(ledger, signer.publicKey).problems).toEqual([]);
}, 60_000);

/** A desk and a copy of it that went on from the same act, each with one act of its own; the server has found the copy out. */
async function foundOut(
  items: readonly [number, number],
): Promise<{ readonly desk: RunningDesk; readonly copy: RunningDesk }> {
  const first = await world().readyDesk();
  await first.settled();
  const { place } = first;
  await first.stop();
  const copied = deskPlace();
  cpSync(place.data, copied.data, { recursive: true });
  cpSync(place.keys, copied.keys, { recursive: true });
  const desk = await world().desk({ place });
  await signIn(desk, 'desk');
  await lend(desk, items[0]);
  await desk.settled();
  world().line.cut();
  const copy = await world().desk({ place: copied });
  await signIn(copy, 'desk');
  await lend(copy, items[1]);
  world().line.mend();
  await until('the copy is found out', async () => (await problemOf(copy)) === 'HF-SYNC-002');
  return { desk, copy };
}

const ownId = (desk: RunningDesk): string => desk.core.desk.identity.deskId;

test('a copy that is stopped has handed over all that it did, and all of it is taken in', async () => {
  const boss = await world().readyDesk('supervisor');
  const { desk, copy } = await foundOut([6, 7]);
  for (const item of [8, 9, 10]) await lend(copy, item);
  await copy.stop();
  expect(await adoptCopies(world().parts, ownId(desk))).toMatchObject({ held: 4 });
  await release(boss, 'acts-held');
  expect(await lentNow()).toEqual(expect.arrayContaining(['X10', 'X6', 'X7', 'X8', 'X9']));
  await desk.stop();
}, 60_000);

test('a copy that ended without a line: what it has is brought from its folder before it is adopted', async () => {
  const boss = await world().readyDesk('supervisor');
  const { desk, copy } = await foundOut([11, 12]);
  world().line.cut();
  for (const item of [13, 14, 15]) await lend(copy, item);
  const { text, acts } = copy.core.desk.carrying.pending('UTC');
  expect(acts).toBe(4);
  await copy.stop();
  world().line.mend();
  const read = readBrought(text);
  if (!read.ok) throw new Error(read.error.why);
  const entry = await deskNamed(world().served.store, ownId(desk));
  const file = read.value;
  expect(await bringCopy(world().parts, { file, desk: entry, path: 'copy' })).toBe(4);
  expect(await adoptCopies(world().parts, ownId(desk))).toMatchObject({ held: 4 });
  await release(boss, 'acts-held');
  expect(await lentNow()).toEqual(expect.arrayContaining(['X11', 'X12', 'X13', 'X14', 'X15']));
  const other = { ...entry, deskId: ownId(boss) };
  await expect(bringCopy(world().parts, { file, desk: other, path: 'copy' })).rejects.toMatchObject({
    code: 'HF-CLI-060',
  });
  await desk.stop();
}, 60_000);
