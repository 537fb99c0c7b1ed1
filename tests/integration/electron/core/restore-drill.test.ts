// The drill of a lost server: two desks work, a backup is made, they work on, the server is lost and the old backup restored. Without anybody's
// doing at the desks, the server ends with what it had before the loss. [I17] [I18]

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { backupLibrary } from '../../../../server/backup/backup-library.ts';
import { restoreEmbedded } from '../../../../server/backup/restore-library.ts';
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

/** What the library holds: every row of every kind, without what only says when something was written. */
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
    // What desks were told stays told, and their copies are alike.
    desks.forEach((desk, index) => expect(ledgerReceipts(desk)).toMatchObject(receipts[index] ?? {}));
    const [one = last, two = last] = desks;
    expect(copyOf(one)).toEqual(copyOf(two));
  } finally {
    await world.end();
  }
});

test('a desk that joined after the backup is known again by what the server signed then, also when nothing is left of the server’s disk', async () => {
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
    await until('the new epoch is here', () => {
      const { replica } = late.core.engine.state;
      return replica !== null && replica.epoch !== epoch;
    });
    await late.settledByItself();
    expect(await desks()).toContainEqual({ id: deskId, branch: 'east', status: 'active' });
    const after = await state(world);
    for (const kind of ['loan', 'item', 'event'] as const) expect(after[kind]).toEqual(before[kind]);
    // Whoever works there signs in as before: the pepper came with it.
    await late.ask('session.signOut', {});
    await signIn(late, 'desk');
    expect(late.core.engine.state.problem).toBeNull();
  } finally {
    await world.end();
  }
});
