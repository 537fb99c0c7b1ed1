// Puts old images of files back, as a person does with a backup, or a computer with a snapshot of its disk.

import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerPath } from '../../../../../db/ledger/open-ledger.ts';
import { openStore } from '../../../../../server/store/open-store.ts';
import type { Clock } from '../../../../../shared/core/ports.ts';
import { testRandom } from '../../../../contract/server/support/stores.ts';
import type { DeskPlace } from './running-desk.ts';

const imageOf = (path: string) => `${path}-image`;

/** Keeps the ledger as it is; the desk must not be running. */
export function keepLedger({ data }: DeskPlace): void {
  copyFileSync(ledgerPath(data), imageOf(ledgerPath(data)));
}

/** Puts the ledger back that was kept. */
export function putLedgerBack({ data }: DeskPlace): void {
  for (const suffix of ['-wal', '-shm']) rmSync(ledgerPath(data) + suffix, { force: true });
  copyFileSync(imageOf(ledgerPath(data)), ledgerPath(data));
}

/** Keeps the mark of how far the ledger had come. */
export function keepMark({ keys }: DeskPlace): void {
  copyFileSync(join(keys, 'mark.json'), imageOf(join(keys, 'mark.json')));
}

export function putMarkBack({ keys }: DeskPlace): void {
  copyFileSync(imageOf(join(keys, 'mark.json')), join(keys, 'mark.json'));
}

/** Keeps everything that a computer has of a desk. */
export function keepAll({ root, data, keys }: DeskPlace): void {
  cpSync(data, join(root, 'image', 'data'), { recursive: true });
  cpSync(keys, join(root, 'image', 'keys'), { recursive: true });
}

/** Puts the data folder back, and leaves the keys with their mark as they are. */
export function putDataBack({ root, data }: DeskPlace): void {
  rmSync(data, { recursive: true });
  cpSync(join(root, 'image', 'data'), data, { recursive: true });
}

export function putAllBack(place: DeskPlace): void {
  const { root, keys } = place;
  putDataBack(place);
  rmSync(keys, { recursive: true });
  cpSync(join(root, 'image', 'keys'), keys, { recursive: true });
}

/** Keeps the server's database; the server must not be running. */
export function keepCentral(data: string): void {
  copyFileSync(join(data, 'central.db'), join(data, 'central-image'));
}

/** Puts the server's database back that was kept. */
export function putCentralBack(data: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(join(data, `central.db${suffix}`), { force: true });
  if (!existsSync(join(data, 'central-image'))) throw new Error('no image was kept');
  copyFileSync(join(data, 'central-image'), join(data, 'central.db'));
}

/** Gives a server that was restored another epoch, as a restore does. */
export async function beginEpoch(data: string, clock: Clock, epoch: string): Promise<void> {
  const store = await openStore({ place: { kind: 'embedded', data }, clock, random: testRandom, keyStore: null });
  await store.write((tx) => tx.db.updateTable('feed_head').set({ epoch }).execute());
  await store.close();
}
