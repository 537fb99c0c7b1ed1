// The key store of a program outside Electron: with a passphrase where one is given, else unsealed.

import { randomBytes } from 'node:crypto';
import type { Random } from '../../shared/core/ports.ts';
import type { KeyStore, Secrets } from './key-store.ts';
import { passphraseSeal } from './passphrase-seal.ts';
import { peekSecrets, sealedKeyStore, type Seal } from './sealed-key-store.ts';
import { keyFilePath, passphraseFromFile } from './system-key-folder.ts';
import { unsealed } from './unsealed.ts';

/** The key store of a data folder. A passphrase that is given wins over HOLDFAST_PASSPHRASE_FILE. */
export function systemKeyStore(dir: string, passphrase: string | null = passphraseFromFile()): KeyStore {
  return sealedKeyStore(keyFilePath(dir), sealBy(passphrase));
}

/** The secrets of a data folder; nothing is sealed anew. Null where there are none. */
export function peekSystemKeys(dir: string): Promise<Secrets | null> {
  return peekSecrets(keyFilePath(dir), sealBy(passphraseFromFile()));
}

function sealBy(passphrase: string | null): Seal {
  return passphrase === null ? unsealed : passphraseSeal(passphrase, sealingRandom);
}

/** Salts and nonces of seals need no repeatable source. */
const sealingRandom: Pick<Random, 'bytes'> & Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomBytes(4).readUInt32BE() / 0x1_0000_0000,
};
