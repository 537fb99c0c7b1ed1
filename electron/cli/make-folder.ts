// Makes the folder that a command keeps its files in; the error says in words why it cannot.

import { mkdirSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { codeOf } from '../../server/store/failure.ts';

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its path is too long',
};

/** Makes it where it is not there, for this OS user alone. Throws HF-CLI-010. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    throw new HoldfastError('HF-CLI-010', { path, why: reasons[code] ?? code }, { cause: error });
  }
}
