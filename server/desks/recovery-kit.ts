// The recovery kit of a library: a key of which only the public half is kept. Desks seal their keys to it, and an embedded library its own; the private half
// is a code on paper.

import type { Clock, Random } from '../../shared/core/ports.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { recoveryText } from '../../shared/circ/model/recovery-terms.ts';
import { newRecoveryKey } from '../../db/keys/recovery-code.ts';
import { kitName } from '../../db/keys/recovery-file.ts';
import { makeSigner } from '../../db/keys/signing.ts';
import { openLibraryWriter } from '../library/library-writer.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { serverIdentity } from './server-identity.ts';

/** A kit that was just made: its public key, and the private one, which nothing keeps. */
export type NewKit = { readonly kit: string; readonly privateKey: Uint8Array };

/** The public key of the kit of this library; null = none was made. */
export async function recoveryKit(tx: ReadTx): Promise<string | null> {
  const [library] = await readAllRows(tx, 'library');
  return library?.desk?.recovery?.kit ?? null;
}

/** Makes the kit, shows it, and then lets the library use it. Returns its public key. Throws HF-DB-074 where there is one that is not to be replaced, HF-SERVER-006 without a library. */
export async function makeRecoveryKit(
  { store, clock, random }: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  { replaces, show }: { readonly replaces: boolean; readonly show: (made: NewKit) => void },
): Promise<string> {
  const requireNone = (old: string | null): void => {
    if (old !== null && !replaces) throw new HoldfastError('HF-DB-074', { kit: kitName(old) });
  };
  requireNone(await store.read(recoveryKit));
  const server = await serverIdentity(store, random);
  const privateKey = newRecoveryKey(random);
  const kit = makeSigner(privateKey).publicKey;
  const recovery = { kit, signature: server.sign(recoveryText(kit)) };
  show({ kit, privateKey });
  await openLibraryWriter(store, clock).changeLibrary((library) => {
    requireNone(library.desk?.recovery?.kit ?? null);
    return { ...library, desk: { ...library.desk, recovery } };
  });
  return kit;
}
