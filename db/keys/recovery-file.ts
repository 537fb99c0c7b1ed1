// The keys of a data folder once more, sealed to the recovery kit of the library, in the folder itself: where the computer's key store is lost and the folder
// is not, the code on paper opens them. Without the code the file opens nothing.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Random } from '../../shared/core/ports.ts';
import { errorCode } from '../open/driver.ts';
import { replaceFile } from '../open/replace-file.ts';
import { errorAt } from '../open/sqlite-error.ts';
import type { Secrets } from './key-store.ts';
import { createSealer, openSealed } from './sealing.ts';
import { makeSigner } from './signing.ts';

const FileSchema = z.object({
  form: z.literal(1),
  /** The public key of the kit, SPKI DER in base64. */
  kit: z.string(),
  /** A digest of the keys: shows whether they changed since. */
  of: z.string(),
  key: z.string(),
  sealed: z.string(),
});
type RecoveryFile = z.infer<typeof FileSchema>;

const SecretsSchema = z.record(z.string(), z.base64());
const AROUND = 'holdfast recovery 1';
const MOST_BYTES = 65_536;

/** Where it lies in a data folder. */
export function recoveryPath(dir: string): string {
  return join(dir, 'recovery.sealed');
}

/** Seals the keys of a folder to a kit, where the file there is not of this kit and these keys. Returns whether it wrote. Throws HF-DB-004 … for the disk. */
export function sealToKit(
  dir: string,
  kit: string,
  from: { readonly secrets: Secrets; readonly random: Random },
): boolean {
  const text = encode(from.secrets);
  const of = createHash('sha256').update(AROUND).update(text).digest('hex');
  const path = recoveryPath(dir);
  const old = readRecoveryFile(path);
  if (old?.kit === kit && old.of === of) return false;
  const sealer = createSealer(kit, from.random);
  const file: RecoveryFile = { form: 1, kit, of, key: sealer.key, sealed: sealer.seal(text, 0, AROUND) };
  replaceFile(path, JSON.stringify(file));
  return true;
}

/** The public key of the kit that a file is sealed to; null where there is none that can be read. */
export function kitOfFile(path: string): string | null {
  return readRecoveryFile(path)?.kit ?? null;
}

/** Opens it with the private key of the kit. Throws HF-DB-070 where there is no such file, HF-DB-072 where it is of another kit or was changed. */
export function openWithKit(path: string, privateKey: Uint8Array): Secrets {
  const file = readRecoveryFile(path);
  if (file === null) throw new HoldfastError('HF-DB-070', { path });
  if (makeSigner(privateKey).publicKey !== file.kit)
    throw new HoldfastError('HF-DB-072', { path, kit: kitName(file.kit) });
  const text = openSealed(privateKey, { key: file.key, index: 0, around: AROUND, sealed: file.sealed }, MOST_BYTES);
  if (text === null) throw new HoldfastError('HF-DB-072', { path, kit: kitName(file.kit) });
  return decode(text);
}

/** Name of a kit on paper and on screen: eight signs of its public key's digest. */
export function kitName(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 8).toUpperCase();
}

function readRecoveryFile(path: string): RecoveryFile | null {
  try {
    return FileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw errorAt(path, error);
  }
}

function encode(secrets: Secrets): string {
  const named = Object.entries(secrets).map(
    ([name, secret]) => [name, Buffer.from(secret).toString('base64')] as const,
  );
  return JSON.stringify(Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function decode(text: string): Secrets {
  const named = SecretsSchema.parse(JSON.parse(text));
  return Object.fromEntries(Object.entries(named).map(([name, secret]) => [name, Buffer.from(secret, 'base64')]));
}
