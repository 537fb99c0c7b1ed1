// Opens ledger.db: the acts of this desk. Commits are durable before they are answered, and a file of a newer version is refused untouched.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Handle, Reader, Writer } from '../open/connection.ts';
import type { FileKey } from '../open/file-key.ts';
import { fileForm, migrate } from '../open/migrate.ts';
import { openReader, openWriter, type FileSettings, type OpenRequest } from '../open/open-file.ts';
import { LEDGER_MIGRATIONS } from './migrations.ts';

export type LedgerReader = Reader<'ledger'>;
export type LedgerWriter = Writer<'ledger'>;
export type Ledger = Handle<'ledger'>;

const settings: FileSettings = { durability: 'full', cacheMib: 16, busyMs: 5_000 };

/** The ledger of a data folder. */
export function ledgerPath(dir: string): string {
  return join(dir, 'ledger.db');
}

/**
 * Opens the ledger at `path` for writing and brings it to the newest form. Only a desk that is new makes one (`create`): a ledger that is
 * missing is work that is missing, and must be reported. Throws HF-DB-001 to 004, 007, 009, 016, 060 or 061.
 */
export function openLedger(path: string, key: FileKey, mode: 'create' | 'existing'): LedgerWriter {
  if (mode === 'existing' && !existsSync(path)) throw new HoldfastError('HF-DB-016', { path });
  const db = openWriter(ledgerRequest(path, key));
  try {
    if (mode === 'existing') refuseEmpty(db);
    refuseNewer(db);
    migrate(db, LEDGER_MIGRATIONS);
    // The holder of the folder's owner lock is the only writer.
    db.remember();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens an existing ledger for reading: workers, checks, the command line. A file of an older form is opened for writing first. */
export function openLedgerReader(path: string, key: FileKey): LedgerReader {
  const db = openReader(ledgerRequest(path, key));
  try {
    refuseEmpty(db);
    refuseNewer(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Writes the log back into the file and empties it as far as no reader needs it; waits for no reader. Committed data is durable without this, but a
 * spoiled byte in a page of the file is noticed when the page is read, and one in the log ends the log there.
 */
export function emptyLog(db: LedgerWriter): void {
  db.raw.pragma('busy_timeout = 0');
  try {
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.raw.pragma(`busy_timeout = ${settings.busyMs}`);
  }
}

function ledgerRequest(path: string, key: FileKey): OpenRequest<'ledger'> {
  return { file: 'ledger', path, key, settings };
}

/** A ledger that was made and has no tables had them in a log that is gone or cannot be read. */
function refuseEmpty(db: Ledger): void {
  if (fileForm(db, LEDGER_MIGRATIONS).found > 0) return;
  const log = `${db.path}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  throw new HoldfastError(hasLog ? 'HF-DB-061' : 'HF-DB-060', { path: log });
}

function refuseNewer(db: Ledger): void {
  const { found, known } = fileForm(db, LEDGER_MIGRATIONS);
  if (found > known)
    throw new HoldfastError('HF-DB-003', { path: db.path, found: String(found), known: String(known) });
}
