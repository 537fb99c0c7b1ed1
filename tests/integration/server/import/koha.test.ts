// A Koha export in a real library, on both databases: the imported rows, and the changes of a second import.

import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { libraryId } from '../../../../shared/core/ids.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { importKoha } from '../../../../server/import/koha/import-koha.ts';
import { describeStores, type TestPlace } from '../../../contract/server/support/stores.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { importKohaFiles } from '../../../unit/server/import/support/koha-files.ts';
import { clock } from '../../../unit/server/import/support/small-export.ts';

describeStores('an export of Koha', (makePlace) => {
  test('becomes people with their restrictions, copies, loans, holds, fees and rules', async () => {
    const { store, rows } = await openLibrary(makePlace);
    await importKohaFiles({}, { store, libraryName: 'Midway Libraries' });
    expect((await rows('library')).map(({ name, zone }) => [name, zone])).toEqual([
      ['Midway Libraries', 'America/Chicago'],
    ]);
    expect((await rows('branch')).map(({ id, parent }) => [id, parent])).toEqual([
      ['ALL', null],
      ['FPL', 'ALL'],
      ['MPL', 'ALL'],
    ]);
    const patrons = await rows('patron');
    expect(patrons.find(({ name }) => name.given === 'Ana')).toMatchObject({
      group: 'PT',
      groupName: 'Patron',
      juvenile: false,
      expiresAt: Date.parse('2027-07-01T04:59:59Z'),
      blocks: [{ kind: 'GNA', endsAt: null }],
      address: ['Springfield, 44224'],
    });
    // The restriction in the row of a patron is the longest of its own table, which goes before.
    expect(patrons.find(({ name }) => name.given === 'Ben')).toMatchObject({
      juvenile: true,
      blocks: [
        { kind: 'OVERDUES', label: 'Overdues', endsAt: Date.parse('2027-02-01T05:59:59Z') },
        { kind: 'MANUAL', label: 'Ask the manager', endsAt: null },
      ],
    });
    const items = await rows('item');
    expect(Object.fromEntries(items.map(({ barcode, state }) => [barcode, `${state.status} ${state.branch}`]))).toEqual(
      {
        B10: 'on-loan MPL',
        B11: 'available FPL',
        B12: 'on-hold-shelf FPL',
        B13: 'missing FPL',
        B14: 'on-order FPL',
        B15: 'discarded FPL',
      },
    );
    expect(items.find(({ barcode }) => barcode === 'B10')).toMatchObject({ callNumber: 'PS 1 c.2', priceMinor: 2_499 });
    expect(items.find(({ barcode }) => barcode === 'B12')).toMatchObject({ circulates: false, kind: 'REF' });
    expect((await rows('location')).map(({ name }) => name)).toEqual(['General Stacks']);
    const holds = await rows('hold');
    const waiting = holds
      .filter(({ state }) => state === 'waiting')
      .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
    expect(waiting.map(({ pickup, suspended }) => `${pickup} ${suspended}`)).toEqual(['FPL true', 'MPL false']);
    expect(holds.filter(({ state }) => state === 'captured').map(({ shelfUntil }) => shelfUntil)).toEqual([
      Date.parse('2026-12-06T05:59:59Z'),
    ]);
    expect((await rows('fee')).map(({ outstandingMinor, charge }) => [outstandingMinor, charge])).toEqual([
      [1_550, 'replacement'],
    ]);
    const [loan] = await rows('loan');
    expect(loan).toMatchObject({ renewals: 1, branch: 'MPL', dueAt: Date.parse('2026-12-02T05:59:00Z') });
    const policy = (await rows('policy')).find(({ hash }) => hash === loan?.policyHash)?.policy;
    expect(policy).toMatchObject({ period: { n: 21, unit: 'days' }, maxRenewals: 3 });
    expect((await rows('ruleSet')).map(({ profile }) => profile)).toEqual(['koha']);
    expect(await rows('exception')).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    const { store, head } = await openLibrary(makePlace);
    await importKohaFiles({}, { store });
    const before = await head();
    expect(await importKohaFiles({}, { store })).toMatchObject({
      written: 0,
      editedHere: [],
      keptHere: [],
      absent: [],
    });
    expect(await head()).toBe(before);
  });

  test('is refused where another library is', async () => {
    const { store, writer } = await openLibrary(makePlace);
    await writer('Elsewhere');
    await expect(importKohaFiles({}, { store })).rejects.toMatchObject({ code: 'HF-IMPORT-008' });
  });
});

const found = sharedData('data/koha-sample');

describeIf(found !== undefined, 'the real Koha sample', 'the real Koha sample is not beside the project', () => {
  describeStores('into a library', (makePlace) => {
    test('is taken whole, and the second time nothing', async () => {
      const { store, rows, head } = await openLibrary(makePlace);
      const options = { path: found ?? '', store, clock, zone: 'America/Chicago' };
      const { kinds, rejected, notTaken } = await importKoha(options);
      expect(rejected).toEqual([]);
      expect(kinds).toMatchObject({
        branches: { taken: 12 },
        patronCategories: { taken: 12 },
        restrictionTypes: { taken: 4 },
        patrons: { taken: 28 },
        titles: { taken: 356 },
        items: { taken: 646 },
        item_types: { taken: 8 },
        circulation_rules: { taken: 28 },
        repeatable_holidays: { taken: 3 },
      });
      expect(notTaken.map(({ file }) => file)).toEqual(['sample-kocDesktop-2026.koc', 'sample-kocQt4-2014.koc']);
      expect((await rows('branch')).map(({ name }) => name)).toContain('Institut Protestant de Théologie');
      expect((await rows('item')).every(({ state }) => state.status === 'available')).toBe(true);
      const before = await head();
      expect(await importKoha(options)).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
      expect(await head()).toBe(before);
    }, 60_000);
  });
});

describeStores('loans that Koha counted', (makePlace) => {
  const items = (...lines: readonly string[]) => [
    'itemnumber,biblionumber,barcode,homebranch,holdingbranch,itype,notforloan,itemlost,onloan,issues,renewals,dateaccessioned',
    ...lines,
  ];

  test('stand beside the copy with the year since when, without the loan that is out, and are taken once', async () => {
    const { store, rows } = await openLibrary(makePlace);
    const run = (...lines: readonly string[]) =>
      importKohaFiles({ items: items(...lines), reserves: null, accountlines: null }, { store, libraryName: 'Midway' });
    const before = async () =>
      Object.fromEntries((await rows('item')).map(({ barcode, usesBefore }) => [barcode, usesBefore ?? null]));
    await run(
      '10,100,B10,MPL,MPL,BK,0,0,2026-12-01,32,7,2019-03-04',
      '11,100,B11,MPL,MPL,BK,0,0,,5,0,',
      '12,100,B12,MPL,MPL,BK,0,0,,0,0,2020-01-01',
    );
    const first = { B10: { count: 31, since: '2019' }, B11: { count: 5, since: null }, B12: null };
    expect(await before()).toEqual(first);
    // The count there goes on, also with loans that it was told of from here: B10 was lent here.
    await run(
      '10,100,B10,MPL,MPL,BK,0,0,2026-12-01,40,9,2019-03-04',
      '11,100,B11,MPL,MPL,BK,0,0,,8,0,',
      '12,100,B12,MPL,MPL,BK,0,0,,3,0,2020-01-01',
    );
    expect(await before()).toEqual({ ...first, B12: { count: 3, since: '2020' } });
  });
});

async function openLibrary(makePlace: () => Promise<TestPlace>) {
  const place = await makePlace();
  const store = await place.open(clock);
  const rows = <K extends RowKind>(kind: K): Promise<Row<K>[]> => store.read((tx) => readAllRows(tx, kind));
  const head = async () =>
    (await store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow())).position;
  const writer = (name: string) =>
    openLibraryWriter(store, clock).createLibrary({ id: libraryId(name), name, zone: 'UTC', currency: 'USD' });
  return { store, rows, head, writer };
}
