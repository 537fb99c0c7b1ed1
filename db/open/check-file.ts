// Asks SQLite whether the pages of a file are sound.

import type { FileKind, Handle } from './connection.ts';
import { isError } from './sqlite-error.ts';

/** Faults of a file in SQLite's words; empty when it is sound. Reads every page, so give it a worker for large files. */
export function checkFile<F extends FileKind>(db: Handle<F>): string[] {
  try {
    const found = db.all<{ quick_check: string }>('PRAGMA quick_check(10)').map((row) => row.quick_check);
    return found.filter((line) => line !== 'ok');
  } catch (error) {
    if (isError(error, 'HF-DB-001', 'HF-DB-002', 'HF-DB-006')) return [error.message];
    throw error;
  }
}
