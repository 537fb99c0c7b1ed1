// Opens a ledger so that nothing of its log is lost in silence. SQLite takes the sound part of a log and writes over the rest with the next act; so
// the log is copied before it opens the file, looked at, and kept where it held more. [I1] [I23]

import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { SeqMark } from '../keys/key-store.ts';
import { checkFile } from '../open/check-file.ts';
import type { FileKey } from '../open/file-key.ts';
import { restOfLog, type LogRest } from '../open/log-rest.ts';
import { errorAt } from '../open/sqlite-error.ts';
import { syncFile } from '../open/sync-file.ts';
import { findLoss, losses, type FoundLoss } from './losses.ts';
import { openLedger, openLedgerReader, type Ledger, type LedgerWriter } from './open-ledger.ts';
import { streams } from './streams.ts';

/** An open ledger, its loss if it has one, and the file beside it in which unreadable log frames were set aside. */
export type GuardedLedger = {
  readonly ledger: LedgerWriter;
  readonly loss: FoundLoss | null;
  readonly log: string | null;
};

/** Opens a ledger that was made before. Throws as `openLedger`; nothing is changed then. */
export function openGuardedLedger(path: string, key: FileKey, mark: SeqMark | null): GuardedLedger {
  const copy = copyLog(path);
  try {
    const rest = copy === null ? NOTHING_LEFT : lookAtLog(path, key);
    const ledger = openLedger(path, key, 'existing');
    try {
      const loss = unlessNoted(ledger, findLoss(streams(ledger), mark, rest));
      return { ledger, loss, log: copy === null || loss === null ? null : keepCopy(copy) };
    } catch (error) {
      ledger.close();
      throw error;
    }
  } finally {
    if (copy !== null) rmSync(copy, { force: true });
  }
}

/** A crash may have come after it was noted and before another stream was begun. */
function unlessNoted(ledger: LedgerWriter, found: FoundLoss | null): FoundLoss | null {
  const isNoted = losses(ledger).some(({ stream, upTo }) => stream === found?.stream && upTo >= found.upTo);
  return isNoted ? null : found;
}

const NOTHING_LEFT: LogRest = { commits: 0 };

/** Finds a spoiled page before the ledger is used, wherever it is, and before the log is written back. [I23] */
export function refuseDamaged(ledger: Ledger): void {
  const { path } = ledger;
  if (statSync(path).size <= checkedBytes && checkFile(ledger).length > 0)
    throw new HoldfastError('HF-DB-002', { path });
}

/** Up to this size every page of the ledger is read at each start, which takes about 0.1 s; a larger one is checked by `ledger verify`. */
const checkedBytes = 64 * 1024 * 1024;

/** The unreadable rest of a log, found by a connection that only reads and so changes nothing. */
function lookAtLog(path: string, key: FileKey): LogRest {
  const reader = openLedgerReader(path, key);
  try {
    refuseDamaged(reader);
    return restOfLog(path);
  } finally {
    reader.close();
  }
}

/** Null: there is no log. A copy that a crash left is of a log that was not written to since, or holds no more than this one. */
function copyLog(path: string): string | null {
  const log = `${path}-wal`;
  const size = existsSync(log) ? statSync(log).size : 0;
  if (size === 0) return null;
  const copy = freeName(path, 'checking');
  try {
    copyFileSync(log, copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw errorAt(copy, error);
  }
  return copy;
}

function keepCopy(copy: string): string {
  const kept = copy.replace(/checking$/, 'log');
  syncFile(copy);
  renameSync(copy, kept);
  syncFile(kept);
  return basename(kept);
}

/** A name beside a ledger under which nothing was kept yet. */
function freeName(path: string, ending: string): string {
  for (let n = 1; ; n += 1) {
    const name = join(dirname(path), `ledger-set-aside-${n}`);
    if (!existsSync(`${name}.log`) && !existsSync(`${name}.${ending}`)) return `${name}.${ending}`;
  }
}
