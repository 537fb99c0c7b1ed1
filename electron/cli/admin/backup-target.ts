// The target of `backup` and `restore`: the library of a server, or the ledger of a desk.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { passphraseSeal } from '../../../db/keys/passphrase-seal.ts';
import { readPassphrase } from '../../../db/keys/system-key-folder.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import type { FileKey } from '../../../db/open/file-key.ts';
import { derivedKey, openBytes, sealBytes } from '../../../db/open/sealed-bytes.ts';
import type { BackupSeal } from '../../../server/backup/backup-file.ts';
import { fileKey, keptLibrary, type Place } from '../../../server/store/open-store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { placeOption } from './with-store.ts';

/** Options of both commands. */
export const BACKUP_OPTIONS = {
  database: { type: 'string' },
  data: { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const satisfies Command['options'];

export type BackupTarget =
  | { readonly kind: 'library'; readonly place: Place }
  | { readonly kind: 'ledger'; readonly dir: string };

/** `--database` means the library; a folder alone means the library or desk in it. */
export async function backupTarget({ values }: Run): Promise<BackupTarget> {
  if (textOf(values, 'database') !== null) return { kind: 'library', place: placeOption({ values }) };
  const dir = resolve(requiredText(values, 'data'));
  if (existsSync(ledgerPath(dir))) return { kind: 'ledger', dir };
  const isLibrary =
    existsSync(join(dir, 'central.db')) || (existsSync(dir) && (await keptLibrary(systemKeyStore(dir))));
  return isLibrary ? { kind: 'library', place: { kind: 'embedded', data: dir } } : { kind: 'ledger', dir };
}

/** The file that a command names. */
export function backupPath({ positionals }: Run): string {
  const [path] = positionals;
  if (path === undefined) throw new UsageError('name the file of the backup');
  return resolve(path);
}

/** A seal by the passphrase in `--passphrase-file`; null when none is given. */
export function givenSeal({ values }: Run): BackupSeal | null {
  const path = textOf(values, 'passphrase-file');
  return path === null ? null : passphraseSeal(readPassphrase(resolve(path)), systemRandom);
}

/** A seal by the key of an embedded library: its backups open where that key is. */
export function folderSeal(key: FileKey): BackupSeal {
  const sealKey = derivedKey(key, 'backup');
  return {
    seal: (plain) => Promise.resolve(sealBytes(sealKey, plain)),
    unseal: (sealed) => Promise.resolve(openBytes(sealKey, sealed)),
  };
}

/** The key of an embedded library; a folder that never had one gets one when that is allowed. */
export function libraryKey(dir: string, mayMint: boolean): Promise<FileKey> {
  return fileKey(systemKeyStore(dir), { random: systemRandom, dir, mayMint });
}
