// Reads a file named in the command line. A failure is reported in words.

import { readFileSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { codeOf } from '../../server/store/failure.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  EIO: 'the disk fails',
  ENAMETOOLONG: 'its path is too long',
  ERR_STRING_TOO_LONG: 'it is too large',
};

/** The text of the file. Throws HF-CLI-003. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    throw new HoldfastError('HF-CLI-003', { path, why: reasons[code] ?? code }, { cause: error });
  }
}
