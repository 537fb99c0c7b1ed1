// Backup and restore of the ledger. The driver's own backup cannot write encrypted files; VACUUM INTO can, and its copy has the same key.
// A restored ledger is an older copy of itself: its next act starts a new stream (needsNewStream). [I2] [I17]

import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { checkFile } from '../open/check-file.ts';
import type { FileKey } from '../open/file-key.ts';
import { errorAt } from '../open/sqlite-error.ts';
import { syncFile } from '../open/sync-file.ts';
import { openLedgerReader, type Ledger } from './open-ledger.ts';
import { streams } from './streams.ts';

/** Writes an encrypted copy of the ledger to `to`, which must not exist. The copy is on the disk when it returns. */
export function backupLedger(db: Ledger, to: string): void {
  if (existsSync(to)) throw new HoldfastError('HF-DB-004', { path: to });
  const partial = `${to}.part`;
  rmSync(partial, { force: true });
  try {
    db.raw.prepare('VACUUM INTO ?').run(partial);
    syncFile(partial);
    renameSync(partial, to);
    syncFile(to);
  } catch (error) {
    rmSync(partial, { force: true });
    throw errorAt(to, error);
  }
}

/**
 * Replaces the ledger at `path` by a backup; the ledger must be closed. The ledger that was there is kept beside it; its name is returned (null
 * when there was none). Throws HF-DB-014 for a backup that does not open, is damaged, or is no ledger.
 */
export function restoreLedger(backup: string, path: string, key: FileKey, keptAs: string): string | null {
  checkBackup(backup, key);
  const partial = `${path}.part`;
  rmSync(partial, { force: true });
  try {
    const reader = openLedgerReader(backup, key);
    try {
      reader.raw.prepare('VACUUM INTO ?').run(partial);
    } finally {
      reader.close();
    }
    syncFile(partial);
    const kept = keepOld(path, keptAs);
    renameSync(partial, path);
    syncFile(path);
    return kept;
  } catch (error) {
    rmSync(partial, { force: true });
    throw errorAt(path, error);
  }
}

function checkBackup(backup: string, key: FileKey): void {
  const why = whyNot(backup, key);
  if (why !== null) throw new HoldfastError('HF-DB-014', { path: backup, why });
}

function whyNot(backup: string, key: FileKey): string | null {
  if (!existsSync(backup) || !statSync(backup).isFile()) return 'there is no such file';
  try {
    const reader = openLedgerReader(backup, key);
    try {
      const found = checkFile(reader)[0];
      if (found !== undefined) return found;
      streams(reader);
      return null;
    } finally {
      reader.close();
    }
  } catch (error) {
    return error instanceof HoldfastError ? error.message : 'it is no ledger';
  }
}

/** The WAL belongs to the old file: it goes aside with it, or it would be taken for the new one's. */
function keepOld(path: string, keptAs: string): string | null {
  let kept: string | null = null;
  for (const suffix of ['', '-wal', '-shm']) {
    if (!existsSync(path + suffix)) continue;
    renameSync(path + suffix, keptAs + suffix);
    kept = keptAs;
  }
  return kept;
}
