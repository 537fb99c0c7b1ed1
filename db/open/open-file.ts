// Opens an encrypted file and puts it into the state that its promises rest on. Every setting is read back: a WAL file that is opened
// again comes up with synchronous NORMAL in this build, and a network share may refuse WAL altogether.

import { freemem, totalmem } from 'node:os';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { Connection, type FileKind, type Reader, type Writer } from './connection.ts';
import { openDriver, type DriverDatabase } from './driver.ts';
import { keyPragma, type FileKey } from './file-key.ts';
import { errorAt } from './sqlite-error.ts';

/** How a file is kept. */
export type FileSettings = {
  /** `full`: a commit that was answered survives a loss of power. `normal`: it survives a crash of the program. */
  readonly durability: 'full' | 'normal';
  readonly cacheMib: number;
  /** How long a connection waits for another one's lock. */
  readonly busyMs: number;
  /** Pages in the WAL after which a commit writes them back by itself, and takes the time for it; absent = 1000 (4 MB of a ledger). */
  readonly checkpointPages?: number;
};

export type OpenRequest<F extends FileKind> = {
  readonly file: F;
  readonly path: string;
  readonly key: FileKey;
  readonly settings: FileSettings;
};

/** Opens for writing, making the file when it is not there. Throws HF-DB-001, 002, 004, 007 or 009. */
export function openWriter<F extends FileKind>(request: OpenRequest<F>): Writer<F> {
  const raw = openRaw(request, false);
  return prepare(request, raw, () => {
    expectSetting(request, raw, 'journal_mode', 'wal');
    // After journal_mode, which resets it.
    expectSetting(request, raw, 'synchronous', request.settings.durability === 'full' ? 2 : 1);
    // Only macOS needs it: its fsync leaves data in the drive's cache.
    raw.pragma(`fullfsync = ${request.settings.durability === 'full' ? 1 : 0}`);
    raw.pragma(`wal_autocheckpoint = ${request.settings.checkpointPages ?? 1_000}`);
    expectSetting(request, raw, 'foreign_keys', 1);
    // Deleted values are overwritten, so that purged data is gone from the pages as well. [I19]
    expectSetting(request, raw, 'secure_delete', 1);
    return new Connection({ file: request.file, access: 'write', path: request.path, raw });
  });
}

/** Opens an existing file for reading only. Throws HF-DB-001, 002, 004 or 007. */
export function openReader<F extends FileKind>(request: OpenRequest<F>): Reader<F> {
  const raw = openRaw(request, true);
  return prepare(request, raw, () => {
    return new Connection({ file: request.file, access: 'read', path: request.path, raw });
  });
}

/**
 * Opens a fresh file for pouring rows in: no journal, no syncing, a large cache. A crash leaves it useless, so nothing may count on it
 * before it is finished and forced to the disk.
 */
export function openForBulkLoad<F extends FileKind>(request: Omit<OpenRequest<F>, 'settings'>): Writer<F> {
  const whole = { ...request, settings: { durability: 'normal', cacheMib: bulkCacheMib(), busyMs: 0 } as const };
  const raw = openRaw(whole, false);
  return prepare(whole, raw, () => {
    // The driver forbids to go without a journal, which could lose a file that matters; this one does not yet.
    raw.unsafeMode(true);
    // Pouring rows and building their indexes takes a tenth less CPU than with 4 KiB.
    expectSetting(request, raw, 'page_size', 8_192);
    expectSetting(request, raw, 'journal_mode', 'off');
    expectSetting(request, raw, 'synchronous', 0);
    expectSetting(request, raw, 'locking_mode', 'exclusive');
    return new Connection({ file: request.file, access: 'write', path: request.path, raw });
  });
}

/**
 * Where the whole file fits into the cache, no page of it is decrypted again for each index: three million rows with their indexes are 2.3 GB. A
 * quarter of the memory at most, and half of the free memory.
 */
function bulkCacheMib(): number {
  return Math.floor(Math.min(3 * 2 ** 30, totalmem() / 4, Math.max(2 ** 28, freemem() / 2)) / 2 ** 20);
}

function openRaw<F extends FileKind>({ path, settings }: OpenRequest<F>, readonly: boolean): DriverDatabase {
  try {
    return openDriver(path, { readonly, fileMustExist: readonly, timeout: settings.busyMs });
  } catch (error) {
    throw errorAt(path, error);
  }
}

function prepare<F extends FileKind, C>(request: OpenRequest<F>, raw: DriverDatabase, settle: () => C): C {
  try {
    raw.pragma("cipher = 'chacha20'");
    raw.pragma(keyPragma(request.key));
    // The first page that is read proves the key.
    raw.prepare('SELECT count(*) FROM sqlite_schema').get();
    // Temporary files would not be encrypted.
    expectSetting(request, raw, 'temp_store', 2);
    raw.pragma(`cache_size = ${-1024 * request.settings.cacheMib}`);
    return settle();
  } catch (error) {
    raw.close();
    throw errorAt(request.path, error);
  }
}

/** Sets a pragma and reads it back; a file system that cannot keep it is refused. */
export function expectSetting(
  { path }: { readonly path: string },
  raw: DriverDatabase,
  setting: string,
  value: string | number,
): void {
  raw.pragma(`${setting} = ${value}`);
  const found = raw.pragma(setting, { simple: true });
  if (found !== value) throw new HoldfastError('HF-DB-009', { path, setting, found: String(found) });
}
