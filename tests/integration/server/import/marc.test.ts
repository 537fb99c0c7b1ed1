// MARC records in a real library, on both databases: titles and copies beside those of another source, and the real files.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMarc } from '../../../../server/import/marc/import-marc.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores, type TestPlace } from '../../../contract/server/support/stores.ts';
import { marcBytes } from '../../../support/marc-bytes.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { importPlainFiles } from '../../../unit/server/import/support/plain-files.ts';
import { clock } from '../../../unit/server/import/support/small-export.ts';

describeStores('MARC records', (makePlace) => {
  test('join a library that is there by its codes, and change nothing the second time', async () => {
    const { store, rows, head } = await openLibrary(makePlace);
    await importPlainFiles({}, { store });
    const path = mkdtempSync(join(tmpdir(), 'holdfast-marc-'));
    try {
      const file = join(path, 'a.mrc');
      writeFileSync(
        file,
        marcBytes([
          ['001', 'm1'],
          ['245', '10$aEmma'],
          ['952', '  $aLAW$cSTACKS$pM1$yBK'],
          ['952', '  $aANNEX$pM2'],
        ]),
      );
      const { kinds, rejected } = await importMarc({ path: file, store, clock });
      expect(rejected).toEqual([]);
      expect(kinds).toEqual({ titles: { taken: 1, rejected: 0 }, items: { taken: 2, rejected: 0 } });
      const items = await rows('item');
      const stacks = (await rows('location')).find(({ name }) => name === 'Stacks');
      expect(items.find(({ barcode }) => barcode === 'M2')?.home).toBe('ANNEX');
      // The code of the location is that of the library's own files, made into another key.
      expect(items.find(({ barcode }) => barcode === 'M1')).toMatchObject({ home: 'LAW', kind: 'BK' });
      expect(stacks).toBeDefined();
      expect((await rows('branch')).find(({ id }) => id === 'ANNEX')).toMatchObject({ parent: 'SYS', system: 'SYS' });
      const before = await head();
      expect(await importMarc({ path: file, store, clock })).toMatchObject({ written: 0, editedHere: [], absent: [] });
      expect(await head()).toBe(before);
      // Records alone say nothing of the copies that were there.
      writeFileSync(
        file,
        marcBytes([
          ['001', 'm1'],
          ['245', '10$aEmma'],
        ]),
      );
      expect(await importMarc({ path: file, store, clock, prune: true })).toMatchObject({ absent: [] });
      expect((await rows('item')).map(({ barcode }) => barcode)).toEqual(expect.arrayContaining(['M1', 'M2']));
    } finally {
      rmSync(path, { recursive: true });
    }
  });
});

const found = sharedData('data/marc');

describeIf(found !== undefined, 'the real MARC files', 'the real MARC files are not beside the project', () => {
  describeStores('into a library', (makePlace) => {
    test('are taken but for two that repeat others, and the second time nothing', async () => {
      const { store, rows, head } = await openLibrary(makePlace);
      const options = { path: found ?? '', store, clock, zone: 'America/Chicago' };
      const { kinds, rejected, notes } = await importMarc(options);
      expect(kinds).toEqual({ titles: { taken: 1_153, rejected: 2 }, items: { taken: 1_360, rejected: 0 } });
      expect(rejected.map(({ file, line }) => `${file}:${line}`)).toEqual(['oss.mrc:26', 'oss.mrc:40']);
      expect(notes.map(({ file, text }) => `${file} ${text}`)).toContain(
        'map_data.mrc 3 records: its leader says MARC-8, and its texts are UTF-8',
      );
      const titles = await rows('title');
      const authors = new Set(titles.map(({ author }) => author));
      expect(authors).toContain('Faguet, Émile');
      expect(titles.some(({ title }) => title.startsWith("L'échec de la réforme en France"))).toBe(true);
      const before = await head();
      expect(await importMarc(options)).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
      expect(await head()).toBe(before);
    }, 60_000);
  });
});

async function openLibrary(makePlace: () => Promise<TestPlace>) {
  const place = await makePlace();
  const store = await place.open(clock);
  const rows = <K extends RowKind>(kind: K): Promise<Row<K>[]> => store.read((tx) => readAllRows(tx, kind));
  const head = async () =>
    (await store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow())).position;
  return { store, rows, head };
}
