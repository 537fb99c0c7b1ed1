// One connection to the embedded file, with its settings asserted and its statements kept prepared.

import { Kysely, sql, SqliteDialect, type Expression, type SqlBool } from 'kysely';
import { openDriver, type DriverDatabase, type DriverStatement } from '../../../db/open/driver.ts';
import { keyPragma, type FileKey } from '../../../db/open/file-key.ts';
import { expectSetting } from '../../../db/open/open-file.ts';
import type { Tables } from '../tables.ts';

export type SqliteConnection = {
  readonly raw: DriverDatabase;
  readonly db: Kysely<Tables>;
  /** A statement that is prepared once. */
  readonly prepare: (text: string) => DriverStatement;
  readonly close: () => void;
};

export type SqliteAccess = {
  readonly path: string;
  /** Null = not encrypted. */
  readonly key: FileKey | null;
};

const KEPT_STATEMENTS = 500;
const READ_WAIT_MS = 5_000;

/** The connection that writes: WAL, and nothing is acknowledged before it is on the disk. */
export function openWriter(access: SqliteAccess): SqliteConnection {
  const raw = open(access, false);
  expectSetting(access, raw, 'journal_mode', 'wal');
  // Reopened files report NORMAL: the setting is per connection, so it is set and read back on every open.
  expectSetting(access, raw, 'synchronous', 2);
  // Deleted values are overwritten, so that purged data is gone from the pages as well.
  expectSetting(access, raw, 'secure_delete', 1);
  raw.pragma('cache_size = -131072');
  raw.pragma('journal_size_limit = 67108864');
  raw.pragma('wal_autocheckpoint = 4000');
  return connection(raw);
}

/** A connection that only reads. */
export function openReader(access: SqliteAccess): SqliteConnection {
  const raw = open(access, true);
  raw.pragma('query_only = 1');
  raw.pragma('cache_size = -16384');
  return connection(raw);
}

function open({ path, key }: SqliteAccess, readonly: boolean): DriverDatabase {
  const raw = openDriver(path, { readonly, fileMustExist: readonly, timeout: readonly ? READ_WAIT_MS : 20 });
  if (key !== null) {
    raw.pragma(`cipher = 'chacha20'`);
    raw.pragma(keyPragma(key));
  }
  raw.pragma('temp_store = memory');
  return raw;
}

function connection(raw: DriverDatabase): SqliteConnection {
  const kept = new Map<string, DriverStatement>();
  const prepare = (text: string): DriverStatement => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_STATEMENTS) kept.clear();
    const statement = raw.prepare(text);
    kept.set(text, statement);
    return statement;
  };
  const close = () => {
    kept.clear();
    raw.close();
  };
  const database = { prepare, close };
  return { raw, db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), prepare, close };
}

/** The values go in as one JSON text, so that the statement stays the same. */
export function sqliteAnyOf(column: string, values: Iterable<string>): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify([...values])}))`;
}
