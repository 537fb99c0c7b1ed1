// The one place that names the SQLite driver: better-sqlite3's API over SQLite3 Multiple Ciphers.

// oxlint-disable-next-line import/default -- a CommonJS package whose one export is its class
import Driver from 'better-sqlite3';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

/** The driver's own handle. */
export type DriverDatabase = Driver.Database;
export type DriverStatement = Driver.Statement;
export type DriverOptions = Driver.Options;

/** Opens a file, or makes it. Throws HF-DB-004 where its folder is not there, which the driver reports without a code. */
export function openDriver(path: string, options: DriverOptions): DriverDatabase {
  try {
    return new Driver(path, { ...ownBinding(), ...options });
  } catch (cause) {
    throw errorCode(cause) === null ? new HoldfastError('HF-DB-004', { path }, { cause }) : cause;
  }
}

/**
 * The driver's binary inside Electron. By itself the driver asks a report of the process which C library runs, to distinguish Linux from Linux with
 * musl; Electron is never built with that one, and its package holds one binary.
 */
export function bindingOf({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'>, driverEntry: string): string {
  return join(dirname(driverEntry), '..', 'prebuilds', `${platform}-${arch}.node`);
}

function ownBinding(): Pick<DriverOptions, 'nativeBinding'> {
  if (process.versions['electron'] === undefined) return {};
  return { nativeBinding: bindingOf(process, createRequire(import.meta.url).resolve('better-sqlite3')) };
}

/**
 * The code of an error of SQLite (`SQLITE_FULL`) or of the system (`ENOSPC`); null for any other. By its shape: the driver is native and
 * may have been given its error class by another copy of its own module.
 */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
