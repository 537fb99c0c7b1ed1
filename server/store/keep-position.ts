// Beside the key of an embedded library stands how far it has come: written within a second after commits, never before. A library that is behind
// it at its next start has lost what it took in last.

import type { KeyStore } from '../../db/keys/key-store.ts';
import { markOfPosition } from './open-store.ts';
import type { Store } from './store.ts';

const WAIT_MS = 300;

/** Keeps it while the server runs; returns what ends that, after the last is written. */
export async function keepPosition(
  store: Pick<Store, 'watchHead'>,
  keyStore: Pick<KeyStore, 'saveMark'>,
): Promise<() => Promise<void>> {
  let [newest, written] = [0, 0];
  let timer: NodeJS.Timeout | null = null;
  const write = async () => {
    timer = null;
    if (newest <= written) return;
    written = newest;
    // A disk that refuses it takes the next one.
    await keyStore.saveMark(markOfPosition(newest)).catch(() => undefined);
  };
  const end = await store.watchHead((position) => {
    newest = Math.max(newest, position);
    timer ??= setTimeout(() => void write(), WAIT_MS).unref();
  });
  return async () => {
    await end();
    if (timer !== null) clearTimeout(timer);
    await write();
  };
}
