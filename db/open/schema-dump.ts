// The schema of a file as text: a fresh file must equal it, and `doctor` compares it.

import type { FileKind, Handle } from './connection.ts';

/** Every table, index and trigger by name, one statement each; tables that SQLite makes for itself are left out. */
export function schemaDump<F extends FileKind>(db: Handle<F>): string {
  const rows = db.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' 
     ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`,
  );
  const shadows = new Set(
    rows.filter((row) => row.sql.startsWith('CREATE VIRTUAL')).flatMap(({ name }) => shadowNames(name)),
  );
  const own = rows.filter((row) => !shadows.has(row.name));
  const version = Number(db.raw.pragma('user_version', { simple: true }));
  const application = Number(db.raw.pragma('application_id', { simple: true }));
  return [
    `PRAGMA application_id = ${application};`,
    `PRAGMA user_version = ${version};`,
    ...own.map((row) => `${row.sql};`),
    '',
  ].join('\n\n');
}

/** Tables behind a full-text index. */
function shadowNames(name: string): string[] {
  return ['data', 'idx', 'content', 'docsize', 'config'].map((part) => `${name}_${part}`);
}
