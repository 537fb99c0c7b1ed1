// Asks SQLite whether the pages of the embedded database are sound.

import { errorCode, type DriverDatabase } from '../../../db/open/driver.ts';
import { openReader, type SqliteAccess } from './sqlite-connection.ts';

/** Faults of the pages of an open database, in SQLite's words; empty when they are sound. Reads all of them. */
export function pageFaults(raw: DriverDatabase): string[] {
  try {
    const parseLines = (rows: unknown) => rows as string[];
    return parseLines(raw.prepare('pragma quick_check(10)').pluck().all()).filter((line) => line !== 'ok');
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (/^SQLITE_(NOTADB|CORRUPT|IOERR)/.test(code)) return [code];
    throw error;
  }
}

/** The same on a connection of its own. */
export function faultsOfFile(access: SqliteAccess): string[] {
  const reader = openReader(access);
  try {
    return pageFaults(reader.raw);
  } finally {
    reader.close();
  }
}
