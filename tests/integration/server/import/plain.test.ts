// A library's own CSV files in a real library, on both databases: the imported rows, the changes of a second import, and the rows that it leaves
// alone.

import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPlain } from '../../../../server/import/plain/import-plain.ts';
import type { PlainNames } from '../../../../server/import/plain/plain-tables.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Store } from '../../../../server/store/store.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores, type TestPlace } from '../../../contract/server/support/stores.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { clock } from '../../../unit/server/import/support/small-export.ts';
import {
  importPlainFiles,
  plainFiles,
  withLine,
  type PlainFiles,
} from '../../../unit/server/import/support/plain-files.ts';

describeStores('files of a library', (makePlace) => {
  test('become its places, people, copies, loans, holds, fees, rules and courses', async () => {
    const { store, run } = await openLibrary(makePlace);
    const { rejected } = await run();
    expect(rejected).toEqual([]);
    const [library] = await rows(store, 'library');
    expect(library).toMatchObject({ name: 'Hill College', zone: 'America/New_York', currency: 'USD' });
    expect((await rows(store, 'branch')).map(({ id, system }) => [id, system])).toEqual([
      ['LAW', 'SYS'],
      ['MAIN', 'SYS'],
      ['SYS', 'SYS'],
    ]);
    const ana = (await rows(store, 'patron')).find(({ name }) => name.given === 'Ana');
    expect(ana).toMatchObject({
      group: 'ug',
      groupName: 'Undergraduates',
      home: 'MAIN',
      phones: ['555-0101', '555-0102'],
      expiresAt: Date.parse('2027-06-01T03:59:59Z'),
      cards: [
        { number: '2001', active: true, primary: true },
        { number: 'C-77', active: true, primary: false, kind: 'campus-id', issuer: 'Hill' },
      ],
    });
    const items = await rows(store, 'item');
    expect(Object.fromEntries(items.map(({ barcode, state }) => [barcode, state.status]))).toEqual({
      B1: 'on-loan',
      B2: 'lost',
      B3: 'on-loan',
      B4: 'on-hold-shelf',
      B5: 'on-loan-unknown',
    });
    expect(items.find(({ barcode }) => barcode === 'B3')).toMatchObject({
      parts: ['charger', 'sleeve'],
      priceMinor: 90_000,
    });
    const loans = await rows(store, 'loan');
    expect(
      loans.map(({ state, renewals, dueAt }) => `${state} ${renewals} ${new Date(dueAt).toISOString()}`).toSorted(),
    ).toEqual(['open 0 2026-11-30T14:00:00.000Z', 'open 1 2026-11-30T04:59:59.000Z']);
    expect((await rows(store, 'hold')).map(({ state, pickup }) => `${state} ${pickup}`).toSorted()).toEqual([
      'captured LAW',
      'waiting MAIN',
    ]);
    const fees = await rows(store, 'fee');
    expect(fees.map(({ charge, outstandingMinor }) => `${charge} ${outstandingMinor}`).toSorted()).toEqual([
      'other 125',
      'replacement 2499',
    ]);
    const [rules] = await rows(store, 'ruleSet');
    expect(rules).toMatchObject({ profile: 'holdfast', strategy: 'table_top_down' });
    const law = rules?.profile === 'holdfast' ? rules.branches.find(({ id }) => id === 'LAW') : undefined;
    expect(law?.calendar).toMatchObject({
      closures: [
        { from: '2026-11-25T12:00', to: '2026-11-26T00:00', name: 'Half day' },
        { from: '2026-12-24T00:00', to: '2027-01-04T00:00', name: 'Winter break' },
      ],
    });
    // Loans keep the terms of the files' rules.
    const policies = new Map((await rows(store, 'policy')).map(({ hash, policy }) => [hash, policy]));
    expect(
      loans.map(({ policyHash }) => policies.get(policyHash)?.period).toSorted((a, b) => (a?.n ?? 0) - (b?.n ?? 0)),
    ).toEqual([
      { n: 4, unit: 'hours' },
      { n: 28, unit: 'days' },
    ]);
    expect((await rows(store, 'reserve')).length).toBe(1);
    expect(await rows(store, 'exception')).toEqual([]);
  });

  test('change nothing the second time', async () => {
    const { store, run } = await openLibrary(makePlace);
    const first = await run();
    const head = () => store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow());
    const before = await head();
    const second = await run();
    expect(second).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [] });
    expect({ ...second.kinds, courses: null }).toEqual({ ...first.kinds, courses: null });
    expect(await head()).toEqual(before);
  });

  test('bring a nightly change of patrons alone, and leave the rest', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const only = Object.fromEntries(Object.keys(plainFiles).map((name) => [name, null]));
    const [header, ana] = plainFiles.patrons;
    const second = await run({ ...only, patrons: [header, ana.replace('2027-05-31', '2028-05-31')] });
    expect(second.absent.map(({ kind, sourceId, fate }) => [kind, sourceId, fate])).toEqual([
      ['patron', 'p2', 'reported'],
    ]);
    const patrons = await rows(store, 'patron');
    expect(patrons.find(({ name }) => name.given === 'Ana')?.expiresAt).toBe(Date.parse('2028-06-01T03:59:59Z'));
    expect(patrons).toHaveLength(2);
    expect(await rows(store, 'loan')).toHaveLength(2);
  });

  test('are looked at first: what would change is counted and shown, and nothing is written', async () => {
    const { store, run } = await openLibrary(makePlace);
    const first = await run({}, { dryRun: true });
    expect(first.changes).toMatchObject({
      branch: { added: 3, changed: 0 },
      patron: {
        added: 2,
        changed: 0,
        samples: [
          { sourceId: 'p1', fields: null },
          { sourceId: 'p2', fields: null },
        ],
      },
      item: { added: 5, changed: 0 },
      loan: { added: 2, changed: 0 },
      hold: { added: 2, changed: 0 },
      fee: { added: 2, changed: 0 },
      ruleSet: { added: 1, changed: 0 },
    });
    expect(await rows(store, 'patron')).toEqual([]);
    const whole = await run();
    expect(whole.changes).toEqual(first.changes);
    const changed = {
      patrons: [
        plainFiles.patrons[0],
        plainFiles.patrons[1].replace(',Anita,ug,', ',Annie,fac,'),
        plainFiles.patrons[2],
      ],
      loans: [plainFiles.loans[0], plainFiles.loans[1].replace('2026-11-29', '2026-12-06'), plainFiles.loans[2]],
    };
    const dry = await run(changed, { dryRun: true });
    expect(dry.changes).toMatchObject({
      patron: { added: 0, changed: 1, samples: [{ sourceId: 'p1', fields: ['name', 'group', 'groupName'] }] },
      loan: { added: 0, changed: 1 },
    });
    expect(dry.changes['loan']?.samples[0]?.fields).toContain('dueAt');
    expect((await rows(store, 'patron')).map(({ name }) => name.chosen)).toContain('Anita');
    expect((await run(changed)).changes).toEqual(dry.changes);
    expect((await run(changed)).written).toBe(0);
  });

  test('find titles of an earlier import', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const only = Object.fromEntries(Object.keys(plainFiles).map((name) => [name, null]));
    const { rejected } = await run({ ...only, ...withLine('items', 'B7,t1,,MAIN,STACKS,PS 7,book,,,') });
    expect(rejected).toEqual([]);
    expect((await rows(store, 'item')).map(({ barcode }) => barcode)).toContain('B7');
  });

  test('leave a fee alone once desks have acts on its account', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const [header, replacement, late] = plainFiles.fees;
    const more = await run({ fees: [header, replacement.replace('24.99', '30.00'), late] });
    expect(more.rejected).toEqual([]);
    // Another amount is another fee, since the files give fees no ids.
    expect(more.absent.map(({ kind, fate }) => [kind, fate])).toEqual([['fee', 'reported']]);
    const gone = await run({ fees: [header, late] }, { prune: true });
    expect(gone.absent.every(({ fate }) => fate === 'dropped')).toBe(true);
    expect((await rows(store, 'fee')).map(({ outstandingMinor }) => outstandingMinor)).toEqual([125]);
  });

  test('join a library that is there, and keep its name', async () => {
    const { store, run, writer } = await openLibrary(makePlace);
    await writer.createLibrary({
      id: 'own' as Row<'library'>['id'],
      name: 'Our Library',
      zone: 'UTC',
      currency: 'EUR',
    });
    await run();
    expect((await rows(store, 'library')).map(({ name }) => name)).toEqual(['Our Library']);
    expect((await rows(store, 'ruleSet')).map(({ currency }) => currency)).toEqual(['EUR']);
  });

  test('a copy whose loan is refused for its branch is not on the shelf', async () => {
    const { store, run } = await openLibrary(makePlace);
    const [header, lent, other] = plainFiles.loans;
    const { rejected } = await run({ loans: [header, lent.replace(',B1,MAIN,', ',B5,NOWHERE,'), other] });
    expect(rejected.map(({ reason }) => reason)).toContain('there is no branch NOWHERE');
    const copies = await rows(store, 'item');
    expect(copies.find(({ barcode }) => barcode === 'B5')?.state.status).toBe('on-loan-unknown');
  });
});

async function openLibrary(makePlace: () => Promise<TestPlace>) {
  const place = await makePlace();
  const store = await place.open(clock);
  const run = (changes: PlainFiles = {}, options: { readonly prune?: boolean; readonly dryRun?: boolean } = {}) =>
    importPlainFiles(changes, { store, libraryName: 'Hill College', ...options });
  return { store, run, writer: openLibraryWriter(store, clock) };
}

function rows<K extends RowKind>(store: Store, kind: K): Promise<Row<K>[]> {
  return store.read((tx) => readAllRows(tx, kind));
}

describe('a count of loans in a file', () => {
  test('is taken with its copy, and one below none is refused', async () => {
    const items = ['barcode,title_id,home,added,loans_before', 'B1,t1,MAIN,2018-05-01,12', 'B2,t1,MAIN,,-1'];
    const { rejected } = await importPlainFiles({ items, courses: null, loans: null, holds: null, fees: null });
    expect(rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual([
      'items.csv:3: loans_before is below 0',
    ]);
  });
});

describe('files and columns under other names', () => {
  const named = (names: PlainNames, files: PlainFiles) => importPlainFiles({ titles: null, ...files }, { names });

  test('are read as their library says what they are called', async () => {
    const files = { books: ['number,name,writer', 't1,Moby-Dick,"Melville, Herman"'] };
    const names = { titles: { file: 'books.csv', columns: { id: 'number', title: 'name', author: 'writer' } } };
    const { rejected, kinds, notTaken } = await named(names, files);
    expect(rejected).toEqual([]);
    // The laptops say their title in their own row.
    expect(kinds['titles']).toEqual({ taken: 2, rejected: 0 });
    expect(notTaken).toEqual([]);
  });

  test('that are not there stop the import, by the name that the file lacks', async () => {
    const files = { books: ['number,name', 't1,Moby-Dick'] };
    const columns = { id: 'number', title: 'name', author: 'writer' };
    await expect(named({ titles: { file: 'books.csv', columns } }, files)).rejects.toMatchObject({
      code: 'HF-IMPORT-003',
      params: { why: 'it lacks writer' },
    });
  });
});

const books = sharedData('data/books');

describeIf(books !== undefined, 'a list of seven thousand books', 'data/books is not beside the project', () => {
  test('is titles, once its columns are named', async () => {
    const columns = { id: 'book_id', author: 'authors', isbn: 'isbn13', published: 'original_publication_year' };
    const names = { titles: { file: 'books.csv.gz', columns } };
    const path = mkdtempSync(join(tmpdir(), 'holdfast-books-'));
    try {
      cpSync(join(books ?? '', 'books.csv.gz'), join(path, 'books.csv.gz'));
      writeFileSync(join(path, 'branches.csv'), 'id,name\nMAIN,Main Library\n');
      const { kinds, rejected } = await importPlain({ store: null, clock, path, zone: 'UTC', names });
      expect(rejected).toEqual([]);
      expect(kinds['titles']).toEqual({ taken: 7_000, rejected: 0 });
    } finally {
      rmSync(path, { recursive: true });
    }
  });
});
