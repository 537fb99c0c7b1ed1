// A fresh, empty PostgreSQL database for a test file. One server serves a whole test run: the first file that asks starts it, and it ends with
// the run. HOLDFAST_TEST_POSTGRES (`postgres://…`, an account that may create databases) names a server to use instead.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findPrograms } from './postgres-binaries.ts';

const START_MS = 90_000;

/** For describeIf: whether there is a PostgreSQL, and the missing part when not. */
export const postgres: { readonly isAvailable: boolean; readonly reason: string } = (() => {
  if (process.env['HOLDFAST_TEST_POSTGRES'] !== undefined) return { isAvailable: true, reason: '' };
  const found = findPrograms();
  return 'lacks' in found ? { isAvailable: false, reason: found.lacks } : { isAvailable: true, reason: '' };
})();

export type TestDatabase = {
  /** `postgres://…` of an empty database without other users. */
  readonly url: string;
  /** Drops it, connections included. */
  readonly close: () => Promise<void>;
};

/** Creates a database, empty or a copy of another one that has no connections. Call `close` in `afterAll`. */
export async function openTestDatabase({ from }: { readonly from?: string } = {}): Promise<TestDatabase> {
  const serverUrl = process.env['HOLDFAST_TEST_POSTGRES'] ?? (await sharedServer());
  const name = `holdfast_test_${randomBytes(6).toString('hex')}`;
  await command(serverUrl, `create database ${name}${from === undefined ? '' : ` template ${from}`}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, close: () => command(serverUrl, `drop database if exists ${name} with (force)`) };
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The address of the run's server; the first test process to ask starts it. */
async function sharedServer(): Promise<string> {
  const runDir = process.env['HOLDFAST_TEST_RUN'];
  if (runDir === undefined) throw new Error('not in a test run: use startPostgres of postgres-server.ts');
  if (isFirst(runDir)) startKeeper(runDir);
  const giveUpAt = performance.now() + START_MS;
  while (performance.now() < giveUpAt) {
    const answer = readAnswer(runDir);
    if (answer !== undefined) return answer;
    await wait(30);
  }
  throw new Error(`PostgreSQL did not start within ${START_MS} ms`);
}

function startKeeper(runDir: string): void {
  const script = join(import.meta.dirname, 'postgres-keeper.ts');
  const args = [script, runDir, process.env['HOLDFAST_TEST_RUN_PID'] ?? String(process.pid)];
  const keeper = spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
  writeFileSync(join(runDir, 'postgres.pid'), String(keeper.pid));
  keeper.unref();
}

function isFirst(runDir: string): boolean {
  try {
    mkdirSync(join(runDir, 'postgres.lock'));
    return true;
  } catch {
    return false;
  }
}

function readAnswer(runDir: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(runDir, 'postgres.json'), 'utf8');
  } catch {
    return undefined;
  }
  const answer: { url?: string; failed?: string } = JSON.parse(text);
  if (answer.url === undefined) throw new Error(`PostgreSQL does not start: ${answer.failed ?? 'no reason given'}`);
  return answer.url;
}
