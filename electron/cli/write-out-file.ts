// Writes files that were asked for on the command line. A failure is reported in words.

import { writeFileSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { writeWhole } from '../core/lists/whole-file.ts';

/** Throws HF-CLI-003 when the file cannot be written. `isPrivate`: only this account may read it. */
export function writeOutFile(path: string, content: string | Uint8Array, { isPrivate = false } = {}): void {
  try {
    writeFileSync(path, content, isPrivate ? { mode: 0o600 } : {});
  } catch (error) {
    throw new HoldfastError('HF-CLI-003', { path, why: error instanceof Error ? error.message : 'unknown' });
  }
}

/**
 * Writes a file whole or not at all, even if the program is killed, and replaces one of the same name: others may be
 * reading it. Throws HF-CLI-022 when it cannot be written, and then leaves nothing.
 */
export function writeWholeFile(path: string, content: Uint8Array): void {
  try {
    writeWhole(path, content);
  } catch (error) {
    throw new HoldfastError('HF-CLI-022', { path, why: error instanceof Error ? error.message : 'unknown' });
  }
}
