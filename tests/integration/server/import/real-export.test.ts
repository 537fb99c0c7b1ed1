// The real Evergreen export that ships with the specification: golden counts, and rows of every file accounted for.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { EVERGREEN_TABLES } from '../../../../server/import/evergreen/evergreen-tables.ts';
import { importEvergreen } from '../../../../server/import/evergreen/import-evergreen.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores } from '../../../contract/server/support/stores.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { clock } from '../../../unit/server/import/support/small-export.ts';

const found = sharedData('data/evergreen-concerto');
const path = found ?? '';
const lacking = 'the real Evergreen export is not beside the project';

/** Rows of a file, counted apart from the importer. */
function rowsIn(file: string): number {
  const bytes = readFileSync(join(path, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data.length - 1;
}

describeIf(found !== undefined, 'the real Evergreen export, looked at', lacking, () => {
  test('has every row of every file taken or rejected', async () => {
    const { kinds, rejected } = await importEvergreen({ path, store: null, clock });
    for (const file of readdirSync(path).filter((name) => /\.csv(\.gz)?$/.test(name))) {
      const table = Object.entries(EVERGREEN_TABLES).find(([name]) => name === file.replace(/\.csv(\.gz)?$/, ''));
      if (table === undefined) continue;
      const count = kinds[table[1].kind];
      expect([file, (count?.taken ?? 0) + (count?.rejected ?? 0)]).toEqual([file, rowsIn(file)]);
      expect(rejected.filter((row) => row.file === file)).toHaveLength(count?.rejected ?? 0);
    }
  });

  test('comes to these counts', async () => {
    const { kinds, zone } = await importEvergreen({ path, store: null, clock });
    expect(zone).toBe('America/Los_Angeles');
    expect(kinds).toEqual({
      branchTypes: { taken: 5, rejected: 0 },
      branches: { taken: 23, rejected: 0 },
      patronGroups: { taken: 27, rejected: 0 },
      penalties: { taken: 22, rejected: 0 },
      thresholds: { taken: 7, rejected: 0 },
      itemStatuses: { taken: 19, rejected: 0 },
      locations: { taken: 88, rejected: 1 },
      durations: { taken: 26, rejected: 0 },
      fines: { taken: 4, rejected: 0 },
      ageProtections: { taken: 2, rejected: 0 },
      holdRules: { taken: 3, rejected: 0 },
      holdRuleWeights: { taken: 1, rejected: 3 },
      fineCaps: { taken: 8, rejected: 0 },
      loanRules: { taken: 6, rejected: 0 },
      ruleWeights: { taken: 1, rejected: 3 },
      limitSets: { taken: 4, rejected: 0 },
      hours: { taken: 8, rejected: 0 },
      closures: { taken: 497, rejected: 0 },
      loans: { taken: 124, rejected: 0 },
      holds: { taken: 108, rejected: 0 },
      cards: { taken: 204, rejected: 1 },
      blocks: { taken: 47, rejected: 0 },
      patrons: { taken: 203, rejected: 1 },
      titles: { taken: 291, rejected: 3 },
      items: { taken: 2_273, rejected: 17 },
    });
  });

  test('has its oddities named', async () => {
    const { notes, notTaken } = await importEvergreen({ path, store: null, clock });
    const texts = notes.map(({ text }) => text);
    for (const day of ['Tuesday 09:00-08:30', 'Thursday 09:00-08:30', 'Friday 09:00-06:30']) {
      expect(texts).toContain(`RPLS-WEPL: ${day} closes before it opens; read as open until midnight`);
    }
    expect(texts.filter((text) => text.includes('names no modifier and no location'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('taken as on loan to an unknown patron'))).toHaveLength(86);
    expect(notTaken.map(({ file, rows }) => [file, rows])).toEqual([
      ['bibs.marcxml.gz', 0],
      ['billing_types.csv', 20],
      ['circ_modifiers.csv', 21],
      ['hold_cancel_causes.csv', 10],
      ['workstations.csv', 21],
    ]);
  });
});

describeIf(found !== undefined, 'the real Evergreen export, taken', lacking, () => {
  describeStores('into a library', (makePlace) => {
    test('makes these items, loans and holds, and the second time nothing', async () => {
      const place = await makePlace();
      const store = await place.open(clock);
      const rows = <K extends RowKind>(kind: K): Promise<Row<K>[]> => store.read((tx) => readAllRows(tx, kind));
      await importEvergreen({ path, store, clock });
      const head = () =>
        store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow());
      const before = await head();
      expect(tally((await rows('item')).map((item) => item.state.status))).toEqual({
        available: 2_009,
        'in-process': 6,
        lost: 12,
        'on-loan': 116,
        'on-loan-unknown': 86,
        'on-order': 44,
      });
      expect(tally((await rows('loan')).map((loan) => loan.state))).toEqual({ open: 116, lost: 8 });
      expect(tally((await rows('hold')).map((hold) => hold.state))).toEqual({ waiting: 108 });
      expect(await rows('fee')).toEqual([]);
      expect(await rows('exception')).toEqual([]);
      const patrons = await rows('patron');
      const old = patrons.find((patron) => patron.source?.id === '251');
      expect(old?.cards).toEqual([
        { number: '8888100000000', active: false, primary: false },
        { number: '88881000000008', active: true, primary: true },
      ]);
      expect(patrons.filter((patron) => patron.barred || !patron.active)).toHaveLength(3);
      const again = await importEvergreen({ path, store, clock });
      expect(again).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
      expect(await head()).toEqual(before);
    }, 60_000);
  });
});

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
