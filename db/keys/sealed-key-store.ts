// A key store in one file whose secrets pass through `seal` and `unseal`. All providers share it; they differ in how they seal.

import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { errorCode } from '../open/driver.ts';
import { errorAt } from '../open/sqlite-error.ts';
import { replaceFile } from '../open/replace-file.ts';
import type { KeyProtection, KeyStore, Secrets } from './key-store.ts';
import { MarkFile } from './mark-file.ts';

/** How secrets are made unreadable, and readable again. `unseal` returns null when this seal is not its own or does not open. */
export type Seal = {
  readonly protection: KeyProtection;
  /** A second protection that can be opened: keys sealed that way are sealed again with the current one. Absent = none. */
  readonly opensToo?: KeyProtection;
  seal(plain: Uint8Array): Promise<Uint8Array>;
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
  /** Whether the last unsealed secret is to be sealed anew, with a key that has come since. Absent = never. */
  isStale?(): boolean;
};

const KeyFileSchema = z.object({
  form: z.literal(1),
  protection: z.enum(['system', 'passphrase', 'weak', 'none']),
  sealed: z.base64(),
  /** Digest of the text. An unsealed text with a spoiled byte would open without an error; absent in files of older versions. */
  check: z.string().optional(),
  /** Keys from a recovery kit, not sealed yet: the first provider to open them seals them its own way. */
  recovered: z.literal(true).optional(),
});

const SecretsSchema = z.record(z.string(), z.base64());

/** Keeps the secrets at `path` (mode 0600) and the mark beside it. */
export function sealedKeyStore(path: string, seal: Seal): KeyStore {
  const mark = new MarkFile(join(dirname(path), 'mark.json'));
  return {
    protection: seal.protection,
    load: () => loadSecrets(path, seal),
    save: (secrets) => saveSecrets(path, seal, secrets),
    loadMark: () => Promise.resolve(mark.load()),
    saveMark: (newest) => mark.save(newest),
  };
}

/** Writes keys that a recovery kit brought back; the next program that opens them seals them. */
export function saveRecovered(path: string, secrets: Secrets): void {
  const sealed = Buffer.from(encode(secrets)).toString('base64');
  replaceFile(path, JSON.stringify({ form: 1, protection: 'none', sealed, check: sha256Hex(sealed), recovered: true }));
}

/** The same as a load, and the file stays as it is. */
export async function peekSecrets(path: string, seal: Seal): Promise<Secrets | null> {
  return (await openFile(path, seal))?.secrets ?? null;
}

async function saveSecrets(path: string, seal: Seal, secrets: Secrets): Promise<void> {
  // Keys that were brought back wait for a provider that seals them: without the mark it would take them for foreign ones.
  if (seal.protection === 'none' && isRecovered(path)) return saveRecovered(path, secrets);
  const sealed = Buffer.from(await seal.seal(encode(secrets))).toString('base64');
  replaceFile(path, JSON.stringify({ form: 1, protection: seal.protection, sealed, check: sha256Hex(sealed) }));
}

async function loadSecrets(path: string, seal: Seal): Promise<Secrets | null> {
  const opened = await openFile(path, seal);
  if (opened?.isToSeal === true) await saveSecrets(path, seal, opened.secrets);
  return opened?.secrets ?? null;
}

type Opened = { readonly secrets: Secrets; readonly isToSeal: boolean };

async function openFile(path: string, seal: Seal): Promise<Opened | null> {
  const text = readOrNull(path);
  if (text === null) return null;
  refuseReadableByOthers(path);
  const file = parseFile(path, text);
  const isBack = isOfKit(file);
  const isOwn = file.protection === seal.protection;
  if (!isOwn && !isBack && file.protection !== seal.opensToo) throw foreignSeal(path, file.protection);
  const bytes = Buffer.from(file.sealed, 'base64');
  const plain = isBack ? bytes : await seal.unseal(bytes);
  if (plain === null) throw new HoldfastError(seal.protection === 'passphrase' ? 'HF-DB-011' : 'HF-DB-012', { path });
  return { secrets: decode(path, plain), isToSeal: !isOwn || seal.isStale?.() === true };
}

function isOfKit({ recovered, protection }: z.infer<typeof KeyFileSchema>): boolean {
  return recovered === true && protection === 'none';
}

function isRecovered(path: string): boolean {
  const text = readOrNull(path);
  return text !== null && isOfKit(parseFile(path, text));
}

/** The error for keys that the computer sealed for the desk program, which alone can open them. */
function foreignSeal(path: string, by: KeyProtection): HoldfastError {
  return new HoldfastError(by === 'system' || by === 'weak' ? 'HF-DB-022' : 'HF-DB-012', { path });
}

function parseFile(path: string, text: string): z.infer<typeof KeyFileSchema> {
  try {
    const file = KeyFileSchema.parse(JSON.parse(text));
    if (file.check === undefined || file.check === sha256Hex(file.sealed)) return file;
  } catch (cause) {
    throw new HoldfastError('HF-DB-012', { path }, { cause });
  }
  throw new HoldfastError('HF-DB-012', { path });
}

function encode(secrets: Secrets): Uint8Array {
  const named = Object.entries(secrets).map(([name, secret]) => [name, Buffer.from(secret).toString('base64')]);
  return Buffer.from(JSON.stringify(Object.fromEntries(named)));
}

function decode(path: string, plain: Uint8Array): Secrets {
  try {
    const named = SecretsSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
    return Object.fromEntries(Object.entries(named).map(([name, secret]) => [name, Buffer.from(secret, 'base64')]));
  } catch (cause) {
    throw new HoldfastError('HF-DB-012', { path }, { cause });
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw errorAt(path, error);
  }
}

/** Windows keeps rights in another form; there the folder is the OS user's own. */
function refuseReadableByOthers(path: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new HoldfastError('HF-DB-013', { path });
}
