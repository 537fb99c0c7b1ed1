// FOLIO exports in a real library, on both databases: the imported rows, and the changes of a second import.

import { importFolio } from '../../../../server/import/folio/import-folio.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores, type TestPlace } from '../../../contract/server/support/stores.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { importFolioFiles } from '../../../unit/server/import/support/folio-files.ts';
import { clock } from '../../../unit/server/import/support/small-export.ts';

describeStores('an export of FOLIO', (makePlace) => {
  test('becomes service points, people, copies, loans, holds, fees, rules and terms', async () => {
    const { store, rows } = await openLibrary(makePlace);
    await importFolioFiles({}, { store });
    expect((await rows('library')).map(({ name }) => name)).toEqual(['Hill University']);
    expect((await rows('branch')).map(({ id, parent, system }) => [id, parent, system])).toEqual([
      ['HU', null, 'HU'],
      ['annex', 'HU', 'HU'],
      ['main', 'HU', 'HU'],
    ]);
    const patrons = await rows('patron');
    expect(patrons.find(({ name }) => name.family === 'Núñez')).toMatchObject({
      name: { chosen: 'Anita' },
      group: 'g1',
      groupName: 'undergrad',
      birthDate: '2004-02-29',
      expiresAt: Date.parse('2027-06-01T04:59:59Z'),
      cards: [
        { number: '2001', primary: true },
        { number: 'C-77', primary: false, kind: 'campus-id' },
      ],
      address: ['1 Main St', 'Springfield, IL 62701'],
    });
    expect(patrons.find(({ name }) => name.family === 'Okafor')?.blocks).toMatchObject([
      { label: 'Banned', blocks: ['CIRC', 'FULFILL', 'RENEW'] },
    ]);
    expect(await rows('title')).toMatchObject([
      { title: 'Moby-Dick', author: 'Melville, Herman', isbns: ['9780000000001'], published: '1851' },
    ]);
    const items = await rows('item');
    expect(Object.fromEntries(items.map(({ barcode, home, state }) => [barcode, `${state.status} ${home}`]))).toEqual({
      B1: 'on-loan main',
      B2: 'on-hold-shelf annex',
      B3: 'lost main',
      B4: 'available main',
    });
    // Rules name locations by their ids.
    expect(items.map(({ location }) => String(location)).toSorted()).toEqual(['loc1', 'loc1', 'loc1', 'loc2']);
    expect(items.find(({ barcode }) => barcode === 'B2')).toMatchObject({
      callNumber: 'PS 1 v.2 c.3',
      kind: 'book',
      loanType: 'Can circulate',
    });
    expect(items.find(({ barcode }) => barcode === 'B4')?.alert).toBe('Count the maps');
    const [loan] = await rows('loan');
    expect(loan).toMatchObject({ branch: 'annex', renewals: 1, state: 'open' });
    const policy = (await rows('policy')).find(({ hash }) => hash === loan?.policyHash)?.policy;
    expect(policy).toMatchObject({ period: { n: 1, unit: 'weeks' }, maxRenewals: 0 });
    const holds = await rows('hold');
    const waiting = holds.filter(({ state }) => state === 'waiting');
    expect(new Set(waiting.map(({ pickup }) => pickup))).toEqual(new Set(['main']));
    const first = waiting.find(({ position }) => position === Math.min(...waiting.map((one) => one.position ?? 0)));
    expect(patrons.find(({ id }) => id === first?.patronId)?.name.family).toBe('Okafor');
    expect(holds.filter(({ state }) => state === 'captured').map(({ pickup }) => pickup)).toEqual(['annex']);
    expect((await rows('fee')).map(({ outstandingMinor, charge }) => [outstandingMinor, charge])).toEqual([
      [1_250, 'replacement'],
    ]);
    expect((await rows('ruleSet')).map(({ profile }) => profile)).toEqual(['folio']);
    expect((await rows('term')).map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Fall', '2026-08-24', '2026-12-18'],
    ]);
    expect(await rows('exception')).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    const { store, head } = await openLibrary(makePlace);
    await importFolioFiles({}, { store });
    const before = await head();
    expect(await importFolioFiles({}, { store })).toMatchObject({
      written: 0,
      editedHere: [],
      keptHere: [],
      absent: [],
    });
    expect(await head()).toBe(before);
  });
});

const sample = sharedData('data/folio-sample');
const stanford = sharedData('data/stanford-folio');

describeIf(
  sample !== undefined && stanford !== undefined,
  'the real FOLIO exports',
  'the real FOLIO exports are not beside the project',
  () => {
    describeStores('into a library', (makePlace) => {
      test('the sample is taken but for what is closed, and the second time nothing', async () => {
        const { store, rows, head } = await openLibrary(makePlace);
        const options = { path: sample ?? '', store, clock, zone: 'America/Chicago' };
        const { kinds, rejected } = await importFolio(options);
        expect(kinds).toMatchObject({
          patrons: { taken: 153, rejected: 0 },
          titles: { taken: 29, rejected: 0 },
          holdings: { taken: 12, rejected: 0 },
          items: { taken: 17, rejected: 0 },
          loans: { taken: 3, rejected: 2 },
          holds: { taken: 0, rejected: 2 },
        });
        expect(rejected).toHaveLength(5);
        expect((await rows('loan')).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
        const before = await head();
        expect(await importFolio(options)).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
        expect(await head()).toBe(before);
      }, 60_000);

      test('the settings of a university are taken by the rules that are named, and the second time nothing', async () => {
        const { store, rows, head } = await openLibrary(makePlace);
        const options = {
          path: stanford ?? '',
          store,
          clock,
          zone: 'America/Los_Angeles',
          rulesFile: 'circulation_rules.csv',
        };
        const { kinds } = await importFolio(options);
        expect(kinds).toMatchObject({
          branches: { taken: 36, rejected: 0 },
          locations: { taken: 633, rejected: 0 },
          courses: { taken: 12, rejected: 0 },
          'rule table': { taken: 271, rejected: 0 },
        });
        expect(await rows('location')).toHaveLength(633);
        expect((await rows('ruleSet')).map(({ profile }) => profile)).toEqual(['folio']);
        const before = await head();
        expect(await importFolio(options)).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
        expect(await head()).toBe(before);
      }, 60_000);
    });
  },
);

async function openLibrary(makePlace: () => Promise<TestPlace>) {
  const place = await makePlace();
  const store = await place.open(clock);
  const rows = <K extends RowKind>(kind: K): Promise<Row<K>[]> => store.read((tx) => readAllRows(tx, kind));
  const head = async () =>
    (await store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow())).position;
  return { store, rows, head };
}
