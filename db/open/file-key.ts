// A key as it is handed to the cipher.

import { assert } from '../../shared/core/assert.ts';

/** 32 random bytes that a file is encrypted with. */
export type FileKey = Uint8Array;

/** The raw-key form that SQLite3 Multiple Ciphers reads; no passphrase is stretched. */
export function keyPragma(key: FileKey): string {
  assert(key.length === 32, () => 'a file key has 32 bytes');
  return `key="x'${Buffer.from(key).toString('hex')}'"`;
}
