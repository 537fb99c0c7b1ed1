// Turns errors of SQLite and the file system into errors with the event and the remedy.

import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { errorCode } from './driver.ts';

/** Codes of SQLite by their beginning, so that extended codes fall to their family. The longest beginnings come first. */
const families: readonly (readonly [string, ErrorCode])[] = [
  ['SQLITE_NOTADB', 'HF-DB-001'],
  ['SQLITE_CORRUPT', 'HF-DB-002'],
  ['SQLITE_READONLY', 'HF-DB-004'],
  ['SQLITE_CANTOPEN', 'HF-DB-004'],
  ['SQLITE_PERM', 'HF-DB-004'],
  ['SQLITE_FULL', 'HF-DB-005'],
  ['SQLITE_IOERR_CORRUPTFS', 'HF-DB-002'],
  ['SQLITE_IOERR', 'HF-DB-006'],
  ['SQLITE_BUSY', 'HF-DB-007'],
  ['SQLITE_LOCKED', 'HF-DB-007'],
];

const systemCodes: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'HF-DB-004',
  EPERM: 'HF-DB-004',
  EROFS: 'HF-DB-004',
  ENOSPC: 'HF-DB-005',
  EDQUOT: 'HF-DB-005',
  EIO: 'HF-DB-006',
};

/** The error as a HoldfastError that names the file; one that nothing here explains (a bug) is returned as it is. */
export function errorAt(path: string, error: unknown): unknown {
  const code = codeOf(error);
  return code === null ? error : new HoldfastError(code, { path }, { cause: error });
}

/** Whether an error has one of these codes. */
export function isError(error: unknown, ...codes: readonly ErrorCode[]): error is HoldfastError {
  return error instanceof HoldfastError && codes.includes(error.code);
}

function codeOf(error: unknown): ErrorCode | null {
  const code = error instanceof HoldfastError ? null : errorCode(error);
  if (code === null) return null;
  return families.find(([beginning]) => code.startsWith(beginning))?.[1] ?? systemCodes[code] ?? null;
}
