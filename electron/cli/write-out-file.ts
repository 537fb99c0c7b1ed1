// Writes a file named in the command line. A failure is reported in words.

import { writeFileSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

/** Throws HF-CLI-003 when the file cannot be written. `isPrivate`: only this account may read it. */
export function writeOutFile(path: string, content: string | Uint8Array, { isPrivate = false } = {}): void {
  try {
    writeFileSync(path, content, isPrivate ? { mode: 0o600 } : {});
  } catch (error) {
    throw new HoldfastError('HF-CLI-003', { path, why: error instanceof Error ? error.message : 'unknown' });
  }
}
