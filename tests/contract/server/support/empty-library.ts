// A database that has the tables and no library yet, made once a test run and copied for each test: the migrations are most of what a short
// test on a fresh database takes. A copy gets its epoch and its dates when it is opened, as a new one does.

import {
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore, type Place } from '../../../../server/store/open-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/postgres.ts';

const WAIT_MS = 60_000;

/** A PostgreSQL database with the tables. A server that the run did not start keeps nothing behind: its databases are made one by one. */
export async function openTablesDatabase(): Promise<TestDatabase> {
  if (process.env['HOLDFAST_TEST_POSTGRES'] !== undefined) return openTestDatabase();
  const from = await onceARun('tables-postgres', async () => {
    const { url } = await openTestDatabase();
    await makeTables({ kind: 'postgres', url });
    return new URL(url).pathname.slice(1);
  });
  return openTestDatabase({ from });
}

/** Puts an embedded database with the tables into a folder. */
export async function putTables(data: string): Promise<void> {
  const from = await onceARun('tables-embedded', async () => {
    const dir = join(runDir(), `embedded-${randomBytes(4).toString('hex')}`);
    await makeTables({ kind: 'embedded', data: dir });
    return join(dir, 'central.db');
  });
  copyFileSync(from, join(data, 'central.db'), constants.COPYFILE_FICLONE);
}

async function makeTables(place: Place): Promise<void> {
  const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5 };
  const clock = { now: () => 0, mono: () => performance.now() };
  const store = await openStore({ place, clock, random, keyStore: null });
  // What opening gives a new library, so that a copy is given its own.
  await store.write((tx) => tx.db.deleteFrom('feed_head').execute());
  await store.close();
}

function runDir(): string {
  const dir = process.env['HOLDFAST_TEST_RUN'];
  if (dir === undefined) throw new Error('not in a test run');
  return dir;
}

/** What `make` returned in whichever test process of the run came first. */
async function onceARun(name: string, make: () => Promise<string>): Promise<string> {
  const path = join(runDir(), name);
  if (isFirst(`${path}.lock`)) {
    const text = await make().catch((error: unknown) => {
      rmSync(`${path}.lock`, { recursive: true });
      throw error;
    });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
  const giveUpAt = performance.now() + WAIT_MS;
  while (!existsSync(path)) {
    if (performance.now() > giveUpAt) throw new Error(`${name} was not made within ${WAIT_MS} ms`);
    await wait(20);
  }
  return readFileSync(path, 'utf8');
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
