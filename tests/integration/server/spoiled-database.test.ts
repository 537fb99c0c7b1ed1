// A disk spoils one byte of the database of a server, or of its log, or the log is lost: the server refuses to start, or the daily look at its pages
// reports it while it runs. No act that it took in is lost in silence. [I1] [I10] [I23]

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedKeyStore } from '../../../db/keys/sealed-key-store.ts';
import { unsealed } from '../../../db/keys/unsealed.ts';
import { isError } from '../../../db/open/sqlite-error.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { fillTestLibrary, testItem } from '../../contract/server/support/test-library.ts';
import { flipByte } from '../electron/core/support/spoil.ts';
import { until } from '../electron/core/support/until.ts';
import { clock, startServed, type Served } from './support/served.ts';

const made: string[] = [];
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-spoiled-'));
  made.push(dir);
  return dir;
}

const keyStoreOf = (data: string) => () => sealedKeyStore(join(data, 'keys', 'keys.json'), unsealed);
const start = (data: string, everyMs?: number): Promise<Served> =>
  startServed({ data, keyStore: keyStoreOf(data), ...(everyMs === undefined ? {} : { pages: { everyMs } }) });
const logOf = (data: string): string => join(data, 'central.db-wal');

/** Files of a server that is killed the moment that its last commit is answered, with much of it in the log. */
const kept = { killed: '', position: 0 };
beforeAll(async () => {
  const data = folder();
  const serving = await start(data);
  const writer = openLibraryWriter(serving.store, clock);
  await fillTestLibrary(serving.store, writer, { items: 20, patrons: 5 });
  await serving.store.emptyLog();
  for (let n = 0; n < 12; n += 1) await writer.putRows('item', [testItem(`Y${n}`)]);
  kept.position = (await serving.store.read(readHead)).position;
  kept.killed = copyOf(data);
  await serving.close();
});

function copyOf(data: string): string {
  const copy = folder();
  for (const name of readdirSync(data).filter((one) => !/-shm$|^owner/.test(one)))
    cpSync(join(data, name), join(copy, name), { recursive: true });
  return copy;
}

/** The error of a start; null where the server runs, which is ended then. */
async function startOn(data: string): Promise<string | null> {
  try {
    const serving = await start(data);
    const head = await serving.store.read(readHead);
    await serving.close();
    expect(head.position).toBeGreaterThanOrEqual(kept.position);
    return null;
  } catch (error) {
    if (isError(error, 'HF-DB-001', 'HF-DB-002', 'HF-DB-062', 'HF-DB-063')) return error.code;
    throw error;
  }
}

test('a clean end leaves everything in the file, and the next start is as the last', async () => {
  const data = copyOf(kept.killed);
  expect(await startOn(data)).toBeNull();
  expect(existsSync(logOf(data))).toBe(false);
  expect(await startOn(data)).toBeNull();
});

test('one byte of the log: the server does not start, keeps the log as it was, and says the same again', async () => {
  const { size } = statSync(logOf(kept.killed));
  const spread = Array.from({ length: 16 }, (_, n) => Math.floor(((n + 0.5) * size) / 16));
  let refused = 0;
  for (const at of [0, 9, 17, 25, 32, 37, 41, 50, 57, ...spread, size - 1]) {
    const data = copyOf(kept.killed);
    flipByte(logOf(data), at);
    const spoiled = readFileSync(logOf(data));
    const code = await startOn(data);
    if (code === null) continue;
    refused += 1;
    const aside = readdirSync(data).filter((name) => /^central-set-aside-\d+\.log$/.test(name));
    const logs = [logOf(data), ...aside.map((name) => join(data, name))].filter((path) => existsSync(path));
    expect(logs.some((path) => readFileSync(path).equals(spoiled))).toBe(true);
    expect(await startOn(data)).not.toBeNull();
  }
  expect(refused).toBeGreaterThan(20);
});

test('the log is gone: the server is behind where it was, and does not start', async () => {
  const data = copyOf(kept.killed);
  rmSync(logOf(data));
  expect(await startOn(data)).toBe('HF-DB-062');
});

test('one byte of any page of the file is noticed at the start', async () => {
  const whole = copyOf(kept.killed);
  expect(await startOn(whole)).toBeNull();
  const path = join(whole, 'central.db');
  const pages = Math.floor(statSync(path).size / 4_096);
  for (const page of [0, 1, Math.floor(pages / 3), Math.floor(pages / 2)]) {
    const data = copyOf(whole);
    flipByte(join(data, 'central.db'), page * 4_096 + 100);
    expect(['HF-DB-001', 'HF-DB-002']).toContain(await startOn(data));
  }
});

test('a page that is spoiled while the server runs is in /health after the daily look', async () => {
  const data = copyOf(kept.killed);
  expect(await startOn(data)).toBeNull();
  const serving = await start(data, 200);
  try {
    const health = async () => (await (await fetch(`${serving.url}/health`)).json()) as Record<string, unknown>;
    expect(await health()).toMatchObject({ status: 'ok', damaged: false });
    const path = join(data, 'central.db');
    flipByte(path, 4_096 + 100);
    await until('the look says so', async () => (await health())['damaged'] === true);
    expect(await health()).toMatchObject({ status: 'failing' });
  } finally {
    await serving.close();
  }
});
