// A catalog in MARC into an empty library: half a million titles, beside a bare table that takes the same rows in transactions of the same size.
// Memory is looked at while it runs, since a catalog must not be held.

import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { openDriver } from '../../db/open/driver.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { systemRandom } from '../../electron/core/system-random.ts';
import { importMarc } from '../../server/import/marc/import-marc.ts';
import { openStore } from '../../server/store/open-store.ts';
import { marcBytes } from '../support/marc-bytes.ts';
import type { Bench } from './bench.ts';

const titles = 500_000;
const perTransaction = 1_000;
const barSeconds = 180;
const barMegabytes = 1_024;

export const importBench: Bench = {
  name: 'import',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    try {
      const file = join(dir, 'catalog.mrc');
      await writeCatalog(file, titles);
      const floor = bareTable(join(dir, 'bare.db'), titles);
      const { seconds, megabytes } = await importCatalog(dir, file);
      const rate = Math.round(titles / seconds);
      const size = Math.round(statSync(file).size / 1_000_000);
      return [
        {
          name: `${titles} titles of MARC imported`,
          unit: 's',
          figure: Math.round(seconds * 10) / 10,
          floor: Math.round(floor * 10) / 10,
          bar: barSeconds,
          side: 'most',
          note: `${size} MB, ${rate} titles a second, at most ${megabytes} MB of memory (bar ${barMegabytes})`,
        },
      ];
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

async function importCatalog(dir: string, file: string): Promise<{ seconds: number; megabytes: number }> {
  const data = join(dir, 'library');
  mkdirSync(data);
  const clock = systemClock(0);
  const store = await openStore({
    place: { kind: 'embedded', data },
    clock,
    random: systemRandom,
    keyStore: systemKeyStore(data),
  });
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 250);
  try {
    const started = performance.now();
    const { kinds } = await importMarc({ path: file, store, clock, zone: 'UTC' });
    const seconds = (performance.now() - started) / 1_000;
    if (kinds['titles']?.taken !== titles) throw new Error(`${kinds['titles']?.taken} titles were taken`);
    const megabytes = Math.round(most / 1_048_576);
    if (megabytes > barMegabytes) throw new Error(`the import took ${megabytes} MB`);
    return { seconds, megabytes };
  } finally {
    clearInterval(watch);
    await store.close();
  }
}

/** Records of about a kilobyte, one in ten with signs that are not ASCII. */
async function writeCatalog(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  const note = 'Includes bibliographical references and an index. '.repeat(8);
  for (let n = 0; n < count; n += 1) {
    const accented = n % 10 === 0 ? 'é' : 'e';
    const record = marcBytes([
      ['001', `b${n}`],
      ['008', '260101s1999    nyu           000 0 eng d'],
      ['020', `  $a978${String(n).padStart(10, '0')} (pbk.)`],
      ['100', `1 $aAuthor, Andr${accented} ${n % 40_000},$d1950-`],
      ['245', `10$aTitle number ${n} :$bof a catalog of some size /$cby Andr${accented} Author.`],
      ['260', '  $aNew York :$bPress,$c1999.'],
      ['300', '  $axii, 345 p. ;$c24 cm.'],
      ['504', `  $a${note}`],
      ['650', ` 0$aSubject ${n % 5_000}$xHistory and criticism.`],
      ['650', ` 0$aSubject ${n % 777}$zUnited States.`],
    ]);
    if (!out.write(record)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Seconds for the same number of rows as a title has here, in a plain table. */
function bareTable(path: string, count: number): number {
  const db = openDriver(path, {});
  db.pragma('journal_mode = wal');
  db.exec('create table title (id text primary key, body text not null)');
  const insert = db.prepare('insert into title (id, body) values (?, ?)');
  const body = JSON.stringify({ title: 'Title number 123456 : of a catalog of some size', author: 'x'.repeat(200) });
  const started = performance.now();
  const some = db.transaction((first: number) => {
    for (let n = first; n < first + perTransaction; n += 1) insert.run(`key-${n}-${n * 7_919}`, body);
  });
  for (let first = 0; first < count; first += perTransaction) some(first);
  db.close();
  return (performance.now() - started) / 1_000;
}
