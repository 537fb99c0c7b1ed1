// Brings a file to the newest form: migrations are numbered by 10, run forward only, all in one SQL transaction.
// `user_version` says which ran last. A migration is never edited once it is released; a test pins the hash of each.

import { assert } from '../../shared/core/assert.ts';
import type { Bound, FileKind, Handle, Writer } from './connection.ts';

/** The part of a file's connection that a migration may use. */
export type MigrationTarget = {
  exec(sql: string): void;
  run(sql: string, ...bound: readonly Bound[]): void;
  all(sql: string, ...bound: readonly Bound[]): unknown[];
};

/** One step. Its file is `<version>-<name>.ts`. */
export type Migration = { readonly version: number; readonly up: (db: MigrationTarget) => void };

/** How a file stands to this version of the program. */
export type FileForm = { readonly found: number; readonly known: number };

/** The form of a file and the newest one that `migrations` lead to. */
export function fileForm<F extends FileKind>(db: Handle<F>, migrations: readonly Migration[]): FileForm {
  const found = Number(db.raw.pragma('user_version', { simple: true }));
  return { found, known: migrations.at(-1)?.version ?? 0 };
}

/** Runs the migrations that have not run yet. Give it a file that is not newer than this version. */
export function migrate<F extends FileKind>(db: Writer<F>, migrations: readonly Migration[]): void {
  assertOrder(migrations);
  const { found, known } = fileForm(db, migrations);
  assert(found <= known, () => `${db.path} is newer than this version`);
  if (found === known) return;
  db.transaction(() => {
    const target: MigrationTarget = {
      exec: (sql) => void db.raw.exec(sql),
      run: (sql, ...bound) => void db.raw.prepare(sql).run(...bound),
      all: (sql, ...bound) => db.raw.prepare(sql).all(...bound),
    };
    for (const migration of migrations) if (migration.version > found) migration.up(target);
    db.raw.pragma(`user_version = ${known}`);
  });
}

function assertOrder(migrations: readonly Migration[]): void {
  migrations.forEach(({ version }, index) => {
    assert(
      version % 10 === 0 && version > (migrations[index - 1]?.version ?? 0),
      () => `migration ${version} is out of order`,
    );
  });
}
