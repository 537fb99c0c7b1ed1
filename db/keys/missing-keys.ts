// The error for a folder that holds files without their keys. It never asks a library to begin anew.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

/** HF-DB-021 for the folder of a server, HF-DB-010 for that of a desk. */
export function missingKeys(dir: string): HoldfastError {
  return new HoldfastError(existsSync(join(dir, 'central.db')) ? 'HF-DB-021' : 'HF-DB-010', { dir });
}
