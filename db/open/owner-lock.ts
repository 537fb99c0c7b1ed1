// One owner per data folder. The operating system holds the lock and drops it when its process ends, so the lock of a dead process is taken over
// without help, and a reused process id does no harm. `owner.lock` only names the owner.
// The lock itself is on a file beside it: with POSIX locks, a process that opens and closes a locked file for any reason releases it.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { openDriver, errorCode, type DriverDatabase } from './driver.ts';
import { errorAt } from './sqlite-error.ts';

/** Held until `close`, or the end of the process. */
export type OwnerLock = { close(): void };

/** Takes a folder for this process. Throws HF-DB-008, which names the process that has it. */
export function acquireOwnerLock(dir: string, pid: number = process.pid): OwnerLock {
  const namePath = join(dir, 'owner.lock');
  const lock = lockFile(join(dir, 'owner.lock-held'));
  if (lock === null) throw new HoldfastError('HF-DB-008', { dir, pid: readOwner(namePath) });
  try {
    writeFileSync(namePath, `${JSON.stringify({ pid })}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw errorAt(namePath, error);
  }
  const close = () => {
    process.off('exit', close);
    rmSync(namePath, { force: true });
    lock.close();
  };
  // Also keeps the lock for a caller that keeps no reference to it: a handle that is collected is closed.
  process.on('exit', close);
  return { close };
}

/** An empty SQLite file under an exclusive lock; null when another process has it. */
function lockFile(path: string): DriverDatabase | null {
  try {
    const lock = openDriver(path, { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
      return lock;
    } catch (error) {
      lock.close();
      if (errorCode(error)?.startsWith('SQLITE_BUSY') === true) return null;
      throw error;
    }
  } catch (error) {
    throw errorAt(path, error);
  }
}

/** The process in the name file; as text, since a person reads it. */
function readOwner(path: string): string {
  try {
    return /\d+/.exec(readFileSync(path, 'utf8'))?.[0] ?? '?';
  } catch {
    return '?';
  }
}
