// The same acts at a desk and at the server, byte for byte, read beside the programs that run on the files.

import { sealedKeyStore } from '../../../../db/keys/sealed-key-store.ts';
import { keyFilePath } from '../../../../db/keys/system-key-folder.ts';
import { unsealed } from '../../../../db/keys/unsealed.ts';
import { keptAt, keptOf, type Kept } from '../../../simulation/processes/kept.ts';
import { openDeskQuietly, type QuietDesk } from '../../../../electron/core/open-desk-quietly.ts';
import { systemClock } from '../../../../electron/core/system-clock.ts';
import { systemRandom } from '../../../../electron/core/system-random.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import type { Program } from '../../../integration/electron/cli/support/program.ts';

/** Everything that a desk recorded, in order. */
export function keptAtDesk(program: Program, data: string): Promise<Kept[]> {
  return withDeskOf(program, data, ({ ledger }) => keptAt(ledger));
}

/** Everything that the server took from one desk, in order. */
export function keptAtServer(program: Program, data: string, deskId: string): Promise<Kept[]> {
  return withStoreOf(program, data, (store) => keptOf(store, deskId));
}

/** Works on the database of a server, which may run meanwhile. */
export async function withStoreOf<T>(
  program: Program,
  data: string,
  work: (store: Store) => T | Promise<T>,
): Promise<T> {
  const place = { kind: 'embedded', data } as const;
  const keyStore = keysOf(program, data);
  const store = await openStore({ place, clock: systemClock(0), random: systemRandom, keyStore });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Looks into the files of a desk, which may run meanwhile. */
export async function withDeskOf<T>(program: Program, data: string, work: (desk: QuietDesk) => T): Promise<T> {
  const desk = await openDeskQuietly(data, systemClock(0), systemRandom, keysOf(program, data));
  try {
    return work(desk);
  } finally {
    desk.close();
  }
}

/** The programs keep their keys in a state folder of their own. */
function keysOf(program: Program, data: string) {
  return sealedKeyStore(keyFilePath(data, program.path('state')), unsealed);
}
