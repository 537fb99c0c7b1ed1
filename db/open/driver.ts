// The one place that names the SQLite driver: better-sqlite3's API over SQLite3 Multiple Ciphers.

// oxlint-disable-next-line import/default -- a CommonJS package whose one export is its class
import Driver from 'better-sqlite3';

/** The driver's own handle. */
export type DriverDatabase = Driver.Database;
export type DriverStatement = Driver.Statement;
export type DriverOptions = Driver.Options;

/** Opens a file, or makes it. */
export function openDriver(path: string, options: DriverOptions): DriverDatabase {
  return new Driver(path, options);
}

/** The code of an error of SQLite, such as `SQLITE_FULL`; null for any other error. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Driver.SqliteError ? error.code : null;
}
