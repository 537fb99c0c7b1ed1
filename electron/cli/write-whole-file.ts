// Writes a file that others may be reading or collecting: it is there whole or not at all, whatever ends the program.

import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

/** Writes it over one of the same name. Throws HF-CLI-022 when it cannot be written; nothing is left of it then. */
export function writeWholeFile(path: string, content: Uint8Array): void {
  const partial = `${path}.${process.pid}.part`;
  try {
    const file = openSync(partial, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      // A service makes files for itself alone; the folder says who may read these.
      fchmodSync(file, 0o640);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new HoldfastError('HF-CLI-022', { path, why: error instanceof Error ? error.message : 'unknown' });
  }
}
