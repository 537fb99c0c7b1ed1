// Loaded into the programs before anything else (`--import`): makes the disk under a desk's ledger or a server's database, and the keys, fail in the
// way given by the file named in HOLDFAST_FAULT_FILE, as long as it does. `full`: SQLite may take no page more, and files cannot be written (ENOSPC).
// `no-space-at-commit`: the commit itself finds no room. `read-only`: nothing can be written. Empty or not there: the disk is well.

import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
// oxlint-disable-next-line import/default -- a CommonJS package whose one export is its class
import Driver from 'better-sqlite3';

type Fault = 'full' | 'no-space-at-commit' | 'read-only' | '';

const faultFile = process.env['HOLDFAST_FAULT_FILE'] ?? '';

function fault(): Fault {
  try {
    return parseFault(readFileSync(faultFile, 'utf8'));
  } catch {
    return '';
  }
}

function parseFault(text: string): Fault {
  return text as Fault;
}

/** The files whose disk fails. */
const FAILING: ReadonlySet<string> = new Set(['ledger.db', 'central.db']);

/** The error that a statement meets. */
function refusalOf(sql: string, current: Fault): { readonly code: string; readonly text: string } | null {
  const writes = /^(INSERT|UPDATE|DELETE)/i.test(sql.trim());
  if (current === 'no-space-at-commit' && /^commit$/i.test(sql))
    return { code: 'SQLITE_FULL', text: 'database or disk is full' };
  if (current === 'read-only' && writes)
    return { code: 'SQLITE_READONLY', text: 'attempt to write a readonly database' };
  return null;
}

/** As much of the driver as is changed. */
type Statement = { run: (...bound: readonly unknown[]) => unknown };
type Database = {
  readonly name: string;
  readonly pragma: (text: string, options?: { readonly simple: boolean }) => unknown;
  prepare: (this: Database, sql: string) => Statement;
};

/** A full disk is SQLite's own: the database may grow by no page. */
function limitPages(db: Database, current: Fault): void {
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${current === 'full' ? pages : 1_000_000_000}`);
}

const parsePrototype = (prototype: unknown) => prototype as Database;
const prototype = parsePrototype(Driver.prototype);
const { prepare } = prototype;
prototype.prepare = function prepareWithFaults(sql) {
  const statement = prepare.call(this, sql);
  if (!FAILING.has(basename(this.name))) return statement;
  const run = statement.run.bind(statement);
  statement.run = (...bound) => {
    const current = fault();
    const refusal = refusalOf(sql, current);
    if (refusal !== null) throw Object.assign(new Error(refusal.text), { code: refusal.code });
    if (/^begin immediate$/i.test(sql)) limitPages(this, current);
    return run(...bound);
  };
  return statement;
};

const fileCodes = { full: 'ENOSPC', 'no-space-at-commit': 'ENOSPC', 'read-only': 'EROFS', '': null } as const;
const { writeFileSync } = fs;
fs.writeFileSync = (path, data, options) => {
  const code = fileCodes[fault()];
  if (code !== null) throw Object.assign(new Error(`${code}: ${String(path)}`), { code });
  writeFileSync(path, data, options);
};
syncBuiltinESMExports();
