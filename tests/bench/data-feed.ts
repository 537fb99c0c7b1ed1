// The registrar's nightly file of a large university: everyone for the first time, and a night on which one in a hundred changed, beside a bare table
// that takes the same rows.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { openDriver } from '../../db/open/driver.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { systemRandom } from '../../electron/core/system-random.ts';
import { createFeedRunner } from '../../server/data-feeds/feed-runner.ts';
import { readRuns, writeFeed } from '../../server/data-feeds/feed-rows.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { openStore } from '../../server/store/open-store.ts';
import { FeedLayoutSchema } from '../../shared/formats/feed-layout.ts';
import { fillTestLibrary } from '../contract/server/support/test-library.ts';
import type { Bench } from './bench.ts';

const people = 60_000;
const perTransaction = 1_000;
const barFirst = 120;
const barNight = 60;

const layout = FeedLayoutSchema.parse({
  form: 1,
  kind: 'patrons',
  id: 'ID',
  fields: {
    card: 'CARD',
    family_name: 'LAST',
    given_name: 'FIRST',
    email: 'EMAIL',
    patron_group: { column: 'STATUS', values: { UG: 'everyone', GR: 'everyone' } },
    expires: { column: 'END', date: 'MM/DD/YYYY' },
  },
});

export const dataFeed: Bench = {
  name: 'data-feed',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    try {
      const floor = bareTable(join(dir, 'bare.db'));
      const { first, night } = await takeFiles(dir);
      const round = (seconds: number): number => Math.round(seconds * 10) / 10;
      const figure = { unit: 's', floor: round(floor), side: 'most' } as const;
      return [
        {
          ...figure,
          name: `a file of ${people} patrons taken in for the first time`,
          figure: round(first),
          bar: barFirst,
          note: 'looked through and written',
        },
        { ...figure, name: 'the same the next night, one in a hundred changed', figure: round(night), bar: barNight },
      ];
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

function writeFile(folder: string, night: number): void {
  const rows = Array.from({ length: people }, (_, n) => {
    const email = n % 100 === 0 ? `p${n}-${night}` : `p${n}`;
    return `${n},2${String(n).padStart(9, '0')},Family${n % 9_000},Given${n % 700},${email}@example.edu,UG,06/30/2099\n`;
  });
  const path = join(folder, `people-${night}.csv`);
  writeFileSync(path, `ID,CARD,LAST,FIRST,EMAIL,STATUS,END\n${rows.join('')}`);
  utimesSync(path, night, night);
}

async function takeFiles(dir: string): Promise<{ first: number; night: number }> {
  const data = join(dir, 'library');
  const folder = join(dir, 'files');
  mkdirSync(data);
  mkdirSync(folder);
  const clock = systemClock(0);
  const place = { kind: 'embedded', data } as const;
  const store = await openStore({ place, clock, random: systemRandom, keyStore: systemKeyStore(data) });
  await fillTestLibrary(store, openLibraryWriter(store, clock), { items: 1, patrons: 1 });
  const terms = { layout, from: folder, atMinute: null, user: null, passwordFile: null, passwordEnv: null };
  await store.write((tx) => writeFeed(tx, 'registrar', { ...terms, keyFile: null, hostKey: null }));
  const parts = { store, clock, random: systemRandom, secretOf: () => null, settlesMs: 0 };
  const runner = createFeedRunner({ ...parts, owner: 'bench' });
  const take = async (night: number): Promise<number> => {
    writeFile(folder, night);
    const started = performance.now();
    await runner.runNow('registrar');
    const seconds = (performance.now() - started) / 1_000;
    const [run] = await store.read((tx) => readRuns(tx, null, 1));
    if (run?.number !== night || run.state !== 'done') throw new Error(`run ${run?.number} is ${run?.state}`);
    return seconds;
  };
  try {
    const first = await take(1);
    const night = await take(2);
    return { first, night };
  } finally {
    await store.close();
  }
}

/** Seconds for as many rows of that size, in a plain table. */
function bareTable(path: string): number {
  const db = openDriver(path, {});
  db.pragma('journal_mode = wal');
  db.exec('create table patron (id text primary key, body text not null)');
  const insert = db.prepare('insert into patron (id, body) values (?, ?)');
  const body = JSON.stringify({ name: 'Family1 Given1', email: 'p1@example.edu', more: 'x'.repeat(400) });
  const started = performance.now();
  const some = db.transaction((from: number) => {
    for (let n = from; n < from + perTransaction; n += 1) insert.run(`key-${n}-${n * 7_919}`, body);
  });
  for (let from = 0; from < people; from += perTransaction) some(from);
  db.close();
  return (performance.now() - started) / 1_000;
}
