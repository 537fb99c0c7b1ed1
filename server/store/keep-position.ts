// Beside the key of an embedded library stands how far it has come: written after each commit, never before, and before what was committed is
// answered. A library that is behind it at its next start has lost what it took in last.

import type { KeyStore } from '../../db/keys/key-store.ts';
import { markOfPosition } from './open-store.ts';
import type { Store } from './store.ts';

/** Keeps it while the server runs; returns what ends that, after the last is on the disk. */
export async function keepPosition(
  store: Pick<Store, 'watchHead'>,
  keyStore: Pick<KeyStore, 'saveMark'>,
): Promise<() => Promise<void>> {
  let newest = 0;
  let saving: Promise<void> = Promise.resolve();
  // A store tells of its own commits before it answers for them.
  const end = await store.watchHead((position) => {
    if (position <= newest) return;
    newest = position;
    // A disk that refuses it takes the next one.
    saving = keyStore.saveMark(markOfPosition(position)).catch(() => undefined);
  });
  return async () => {
    await end();
    await saving;
  };
}
