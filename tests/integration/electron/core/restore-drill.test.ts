// The drill of a lost server: two desks work, a backup is made, they work on, the server is lost and the old backup
// restored. Without any action at the desks, the server ends with the data from before the loss. [I17] [I18]

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { backupLibrary } from '../../../../server/backup/backup-library.ts';
import { restoreEmbedded } from '../../../../server/backup/restore-library.ts';
import { ServerClient } from '../../../../electron/core/link/server-client.ts';
import { systemTimers } from '../../../../electron/core/system-timers.ts';
import { admitReturning, revokeDesk } from '../../../../server/desks/desk-list.ts';
import { readHead } from '../../../../server/feed/read-head.ts';
import { ROW_KINDS } from '../../../../shared/wire/rows.ts';
import { required } from '../../../../shared/core/assert.ts';
import { testRandom } from '../../../contract/server/support/stores.ts';
import { ledgerReceipts, lookIntoCopy, serverRows } from './support/both-ends.ts';
import { openDeskWorld, signIn, type DeskWorld } from './support/desk-world.ts';
import type { RunningDesk } from './support/running-desk.ts';
import { until } from './support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-drill-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The library: every row of every kind, without fields that only say when something was written. */
async function state(world: DeskWorld): Promise<Record<string, unknown>> {
  const kinds = ROW_KINDS.filter((kind) => kind !== 'staffMark');
  const rows = await Promise.all(kinds.map(async (kind) => [kind, await serverRows(world, kind)] as const));
  return Object.fromEntries(rows);
}

/** The rows of a desk's copy, as the texts that were sent. */
function copyOf(desk: RunningDesk): string[] {
  const reader = lookIntoCopy(desk);
  const rows = ['item', 'loan', 'event', 'exception'].flatMap((table) =>
    reader.all<{ row: string }>(`SELECT row FROM ${table} ORDER BY key`).map(({ row }) => row),
  );
  reader.close();
  return rows;
}

test('a server that is restored from an old backup fills itself again from its desks', async () => {
  const world = await openDeskWorld({ items: 60, patrons: 6 });
  try {
    const desks = [await world.readyDesk(), await world.readyDesk()];
    const work = async (from: number, to: number) => {
      for (let n = from; n < to; n += 1) {
        const desk = required(desks[n % 2], () => 'no desk');
        const lent = await desk.ask('circ.checkout', { patron: `card-P${n % 4}`, item: `barcode-X${n}` });
        expect(lent.decision).toBe('done');
        if (n % 3 === 0) await desk.ask('circ.checkin', { item: `barcode-X${n}` });
        if (n % 5 === 0)
          await desk.ask('circ.undo', { commandId: required(lent.commandId, () => 'no act') }).catch(() => null);
      }
    };
    const allSettled = async () => {
      for (const desk of desks) await desk.settled();
    };
    await work(0, 12);
    await allSettled();
    const path = join(folder, 'before-the-loss');
    const made = await backupLibrary({ store: world.served.store, clock: world.clock }, path, null);
    await work(12, 40);
    await allSettled();
    const before = await state(world);
    const receipts = desks.map(ledgerReceipts);
    world.line.cut();
    // One desk has something that was never sent when the server is lost.
    await desks[0]?.ask('circ.checkout', { patron: 'card-P5', item: 'barcode-X50' });

    await world.restartServer(async (data) => {
      const parts = { clock: world.clock, random: testRandom, seals: [] };
      const restored = await restoreEmbedded({ dir: data, key: null }, path, parts);
      expect(restored.epoch).not.toBe(made.epoch);
      expect(restored.kept).toContain('central-before-restore');
    });
    expect(JSON.stringify(await state(world))).not.toEqual(JSON.stringify(before));
    world.line.mend();
    for (const desk of desks) {
      await until(
        'the new epoch is here',
        () => desk.core.engine.state.replica?.epoch !== made.epoch && desk.core.engine.state.replica !== null,
      );
      await desk.settledByItself();
    }
    await allSettled();
    const last = required(desks[0], () => 'no desk');
    const undone = await last.ask('circ.checkin', { item: 'barcode-X50' });
    expect(undone.decision).toBe('done');
    await allSettled();

    const after = await state(world);
    const plain = (rows: unknown) => z.array(z.looseObject({})).parse(rows);
    for (const kind of Object.keys(before)) {
      const isOld = (row: Readonly<Record<string, unknown>>) => row['itemId'] !== 'X50' && row['id'] !== 'X50';
      expect({ kind, rows: plain(after[kind]).filter(isOld) }).toEqual({
        kind,
        rows: plain(before[kind]).filter(isOld),
      });
    }
    // Receipts stay as given to desks, and their copies are alike.
    desks.forEach((desk, index) => expect(ledgerReceipts(desk)).toMatchObject(receipts[index] ?? {}));
    const [one = last, two = last] = desks;
    expect(copyOf(one)).toEqual(copyOf(two));
  } finally {
    await world.end();
  }
});

test('a desk that joined after the backup, when nothing is left of the server’s disk: what it did arrives by itself, and it is served again when staff say so', async () => {
  const world = await openDeskWorld({ items: 20, patrons: 6 });
  try {
    const first = await world.readyDesk();
    await first.settled();
    const path = join(folder, 'before-it-joined');
    await backupLibrary({ store: world.served.store, clock: world.clock }, path, null);
    const late = await world.readyDesk('desk', 'east');
    const { deskId } = late.core.desk.identity;
    for (const n of [1, 2, 3]) await late.ask('circ.checkout', { patron: 'card-P1', item: `barcode-X${n}` });
    await late.ask('circ.checkin', { item: 'barcode-X1' });
    await late.settled();
    const before = await state(world);
    const { epoch } = await world.served.store.read(readHead);
    const desks = () =>
      world.served.store.read((tx) => tx.db.selectFrom('desk').select(['id', 'branch', 'status']).execute());
    world.line.cut();
    await world.restartServer(async (data) => {
      for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
      await restoreEmbedded({ dir: data, key: null }, path, { clock: world.clock, random: testRandom, seals: [] });
    });
    expect((await desks()).map(({ id }) => id)).not.toContain(deskId);
    world.line.mend();
    // It shows its grant, and hands in the server's lost acts again. It gets nothing: the lost library may have revoked it.
    const items = async () => (await state(world))['item'];
    await until('all that it did is here again', async () => {
      expect(late.core.engine.state.revoked).toBe(false);
      return JSON.stringify(await items()) === JSON.stringify(before['item']);
    });
    await until('it knows what it waits for', () => late.core.engine.state.problem === 'HF-AUTH-032');
    expect(await desks()).toContainEqual({ id: deskId, branch: 'east', status: 'returning' });
    // It works on with the copy that it has, and that arrives as well.
    await late.ask('circ.checkout', { patron: 'card-P2', item: 'barcode-X4' });
    await until('what it does meanwhile arrives', async () => JSON.stringify(await items()).includes('"X4"'));
    await until('nothing waits to be sent', () => late.core.engine.ledgerNow().unsent === 0);
    const head = await world.served.store.read(readHead);
    expect(late.core.engine.state.replica?.epoch).not.toBe(head.epoch);
    await late.ask('circ.checkin', { item: 'barcode-X4' });

    await admitReturning(world.served.store, deskId);
    await until('the new epoch is here', () => {
      const { replica } = late.core.engine.state;
      return replica !== null && replica.epoch !== epoch;
    });
    await late.settledByItself();
    expect(await desks()).toContainEqual({ id: deskId, branch: 'east', status: 'active' });
    const after = await state(world);
    const rows = (of: unknown) => z.array(z.looseObject({})).parse(of);
    const isOfBefore = (row: Readonly<Record<string, unknown>>) => row['itemId'] !== 'X4' && row['id'] !== 'X4';
    for (const kind of ['loan', 'item', 'event'] as const)
      expect(rows(after[kind]).filter(isOfBefore)).toEqual(rows(before[kind]).filter(isOfBefore));
    // Staff sign in there as before: the pepper came with the backup.
    await late.ask('session.signOut', {});
    await signIn(late, 'desk');
    expect(late.core.engine.state.problem).toBeNull();
  } finally {
    await world.end();
  }
});

test('a desk that joined and was revoked after the backup gets nothing of a server that does not know it, and ends when staff say no', async () => {
  const world = await openDeskWorld({ items: 10, patrons: 3 });
  try {
    const path = join(folder, 'before-it-was-revoked');
    await backupLibrary({ store: world.served.store, clock: world.clock }, path, null);
    const stolen = await world.readyDesk('desk', 'east');
    const { deskId } = stolen.core.desk.identity;
    await stolen.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-X1' });
    await stolen.settled();
    world.line.cut();
    await revokeDesk(world.parts, deskId);
    await world.restartServer(async (data) => {
      for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
      await restoreEmbedded({ dir: data, key: null }, path, { clock: world.clock, random: testRandom, seals: [] });
    });
    world.line.mend();
    await until('it is told to wait', () => stolen.core.engine.state.problem === 'HF-AUTH-032');
    await until('what it had is handed in', () => stolen.core.engine.ledgerNow().unsent === 0);
    const client = new ServerClient({
      baseUrl: world.served.url,
      mono: () => world.clock.mono(),
      fetch,
      timers: systemTimers,
    });
    expect(await client.getToken(deskId, stolen.core.files.signer)).toMatchObject({ ok: true });
    const headers = { authorization: `Bearer ${client.token}` };
    for (const asked of ['feed?epoch=any&after=0', 'snapshot', 'staff-grants', 'patrons?card=card-P1']) {
      const answer = await fetch(new URL(`/v1/${asked}`, world.served.url), { headers });
      expect({ asked, status: answer.status, body: await answer.json() }).toMatchObject({
        asked,
        status: 425,
        body: { code: 'HF-AUTH-032' },
      });
    }
    await revokeDesk(world.parts, deskId);
    await stolen.ask('sync.now', {});
    await until('it is locked', () => stolen.core.engine.state.revoked);
    expect(readdirSync(stolen.place.data).filter((name) => name.startsWith('replica-'))).toEqual([]);
  } finally {
    await world.end();
  }
});
