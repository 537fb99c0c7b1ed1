// Servers that are killed while they take in a file of another office, again and again: each file counts once, and its end is that of a server that was
// left alone. [I2]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRuns, writeFeed } from '../../../server/data-feeds/feed-rows.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { openStore, placeOf, type Place } from '../../../server/store/open-store.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { HOUR_MS } from '../../../shared/core/instant.ts';
import { FeedLayoutSchema } from '../../../shared/formats/feed-layout.ts';
import { at, fillTestLibrary } from '../../contract/server/support/test-library.ts';
import { testClock, testRandom } from '../../contract/server/support/stores.ts';
import { openTestDatabase, postgres } from '../../support/postgres.ts';
import { testIf } from '../../support/skip.ts';

const PEOPLE = 3_000;
const program = join(import.meta.dirname, 'support', 'feed-until-killed.ts');
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const layout = FeedLayoutSchema.parse({
  form: 1,
  kind: 'patrons',
  id: 'ID',
  fields: { card: 'CARD', family_name: 'LAST', email: 'EMAIL', patron_group: { value: 'everyone' } },
});
const open = (place: Place) => openStore({ place, clock: testClock(at(9)), random: testRandom, keyStore: null });

async function openFeed(place: Place, folder: string): Promise<void> {
  const clock = testClock(at(9));
  const store = await open(place);
  await fillTestLibrary(store, openLibraryWriter(store, clock), { items: 1, patrons: 1 });
  const terms = { layout, from: folder, atMinute: null, user: null, passwordFile: null, passwordEnv: null };
  await store.write((tx) => writeFeed(tx, 'registrar', { ...terms, keyFile: null, hostKey: null }));
  await store.close();
}

/** Everyone, but for some who left; a tenth of them with another address each time. */
function put(folder: string, n: number, { left }: { readonly left: number }): void {
  const rows = Array.from({ length: PEOPLE - left }, (_, id) => {
    const email = id % 10 === 0 ? `p${id}-${n}@example.edu` : `p${id}@example.edu`;
    return `${id},70${id},Last${id},${email}\n`;
  });
  const path = join(folder, `people-${n}.csv`);
  writeFileSync(path, `ID,CARD,LAST,EMAIL\n${rows.join('')}`);
  utimesSync(path, n, n);
}

async function runUntil(place: Place, now: number, killAfterMs: number | null): Promise<void> {
  const words = place.kind === 'postgres' ? [place.url, ''] : ['embedded', place.data];
  const child = spawn(process.execPath, ['--no-warnings', program, ...words, String(now)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdout.once('data', () => {
    if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  await once(child, 'close');
}

/** People from the feed, with all their fields. */
async function peopleIn(place: Place): Promise<readonly string[]> {
  const store = await open(place);
  const rows = await store.read((tx) => readAllRows(tx, 'patron'));
  const runs = await store.read((tx) => readRuns(tx, null, 100));
  await store.close();
  const people = rows
    .filter(({ source }) => source?.system === 'feed-registrar')
    .map(({ id, email, expiresAt, cards }) => JSON.stringify([id, email, expiresAt, cards]))
    .toSorted();
  const counted = runs.map(({ number, state, report }) => {
    return `${number} ${state} ${report?.added} ${report?.changed} ${report?.ended}`;
  });
  return [...counted, ...people];
}

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-feed-killed-'));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, 'out'));
  return dir;
}

/** Two files, each with a server that is killed at several moments, and then one that is left alone. */
async function work(place: Place, folder: string, kills: readonly number[]): Promise<readonly string[]> {
  await openFeed(place, folder);
  let now = at(10);
  for (const [n, left] of [
    [1, 0],
    [2, 5],
  ] as const) {
    put(folder, n, { left });
    // A claim of one that died runs out before the next one comes.
    for (const afterMs of [...kills, null]) await runUntil(place, (now += HOUR_MS), afterMs);
  }
  return peopleIn(place);
}

const KILLS = [40, 150, 400, 900];

test('a server killed in the middle of a file makes the next one end it, once', async () => {
  const dir = newFolder();
  const alone = newFolder();
  const end = await work(placeOf('embedded', dir), join(dir, 'out'), KILLS);
  expect(end.slice(0, 2)).toEqual(['2 done 0 300 5', `1 done ${PEOPLE} 0 0`]);
  const wanted = await work(placeOf('embedded', alone), join(alone, 'out'), []);
  // The days on which accounts end differ by when the file came.
  const withoutEnds = (rows: readonly string[]) => rows.map((row) => row.replace(/,\d{13},/, ',ends,'));
  expect(withoutEnds(end)).toEqual(withoutEnds(wanted));
}, 180_000);

testIf(
  postgres.isAvailable,
  'two servers on one database, one of them killed, take a file in once',
  postgres.reason,
  async () => {
    const dir = newFolder();
    const database = await openTestDatabase();
    ends.push(() => database.close());
    const place = placeOf(database.url, '');
    const folder = join(dir, 'out');
    await openFeed(place, folder);
    put(folder, 1, { left: 0 });
    await Promise.all([runUntil(place, at(10), 500), runUntil(place, at(10), null)]);
    await runUntil(place, at(12), null);
    const end = await peopleIn(place);
    expect(end[0]).toBe(`1 done ${PEOPLE} 0 0`);
    expect(end).toHaveLength(1 + PEOPLE);
  },
);
