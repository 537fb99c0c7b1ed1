// Importing into a real library, on both databases: the changes of a second import, and the rows that it leaves alone.

import { rmSync } from 'node:fs';
import { importEvergreen } from '../../../../server/import/evergreen/import-evergreen.ts';
import type { ImportResult } from '../../../../server/import/import-options.ts';
import { createCommandRunner } from '../../../../server/commands/command-runner.ts';
import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { ReadTx, Store } from '../../../../server/store/store.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { describeStores, type TestPlace } from '../../../contract/server/support/stores.ts';
import { createTestDesk, enrolDesk } from '../../../contract/server/support/test-desk.ts';
import {
  clock,
  linesOf,
  withRows,
  writeExport,
  type Changes,
} from '../../../unit/server/import/support/small-export.ts';

const T = '2024-03-04 10:00:00-08';

describeStores('importing into a library', (makePlace) => {
  test('the same bytes twice change nothing and take no position of the feed', async () => {
    const { store, run, head } = await openLibrary(makePlace);
    const first = await run();
    const before = await everything(store);
    const position = await head();
    const second = await run();
    expect(first.written).toBeGreaterThan(10);
    expect(second).toMatchObject({ written: 0, editedHere: [], keptHere: [], absent: [], kinds: first.kinds });
    expect(await everything(store)).toBe(before);
    expect(await head()).toBe(position);
  });

  test('folds make loans, holds and statuses of the opening acts', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const [loan] = await rows(store, 'loan');
    const [hold] = await rows(store, 'hold');
    const items = await rows(store, 'item');
    expect(loan).toMatchObject({ state: 'open', renewals: 1, branch: 'NORTH-A' });
    expect(hold).toMatchObject({ state: 'waiting', position: 1, pickup: 'NORTH-A' });
    expect(items.map((item) => item.state.status).toSorted()).toEqual(['available', 'on-loan']);
    expect(await rows(store, 'exception')).toEqual([]);
    expect((await rows(store, 'ruleActivation')).map(({ at }) => at)).toEqual([0]);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { store, run, head } = await openLibrary(makePlace);
    const dry = await run({}, { dryRun: true });
    expect(await head()).toBe(0);
    expect(await rows(store, 'patron')).toEqual([]);
    const real = await run();
    expect(dry.kinds).toEqual(real.kinds);
  });

  test('fields edited here stay, the others follow the source', async () => {
    const { store, run, writer } = await openLibrary(makePlace);
    await run();
    const ann = (await rows(store, 'patron')).find(({ name }) => name.given === 'Ann');
    if (ann === undefined) throw new Error('no Ann');
    await writer.putRows('patron', [{ ...ann, email: 'ann@here.example', messages: ['Ask for the new address'] }]);
    const changed = withHeader('patrons', 'email', [
      '10,2001,9,Anne,Lee,4,1,0,0,2027-01-01 00:00:00-08,1990-05-06,0,ann@there.example',
      '11,2002,9,Bo,Diaz,5,1,0,0,2027-01-01 00:00:00-08,,0,',
    ]);
    const second = await run({ patrons: changed });
    expect(second.editedHere).toEqual([{ kind: 'patron', sourceId: '10', key: ann.id, fields: ['email'] }]);
    const now = (await rows(store, 'patron')).find(({ id }) => id === ann.id);
    expect(now).toMatchObject({
      email: 'ann@here.example',
      group: '9',
      name: { given: 'Anne' },
      messages: ['Ask for the new address'],
    });
    expect((await run({ patrons: changed })).editedHere).toEqual([]);
  });

  test('rules changed in the source come into force; rules changed here stay in force', async () => {
    const { store, run, writer } = await openLibrary(makePlace);
    await run();
    const stricter = { rule_max_fine: ['id,name,amount,is_percent', '1,default,9.00,0'] };
    await run(stricter);
    const activations = (await rows(store, 'ruleActivation')).toSorted((a, b) => a.at - b.at);
    expect(activations.map(({ at }) => at)).toEqual([0, clock.now()]);
    const [own] = await rows(store, 'ruleSet');
    if (own === undefined) throw new Error('no rules');
    await writer.activateRuleSet({ ...own, version: `${own.version}-edited` as typeof own.version }, clock.now() + 1);
    const third = await run();
    expect(third.editedHere).toEqual([expect.objectContaining({ kind: 'ruleSet', fields: ['rules'] })]);
    expect(await rows(store, 'ruleActivation')).toHaveLength(3);
  });

  test('an import that died right after its rules came into force is followed by one that takes them for its own', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const baseline = ({ db }: ReadTx) =>
      db.selectFrom('import_row').selectAll().where('kind', '=', 'ruleSet').executeTakeFirstOrThrow();
    const before = await store.read(baseline);
    const [second, third] = ['9.00', '8.00'].map((fine) => ({
      rule_max_fine: ['id,name,amount,is_percent', `1,default,${fine},0`],
    }));
    await run(second);
    await store.write((tx) => tx.upsert('import_row', [before]));
    expect((await run(second)).editedHere).toEqual([]);
    expect((await run(third)).editedHere).toEqual([]);
    expect(await rows(store, 'ruleActivation')).toHaveLength(3);
  });

  test('a row that is gone from the export is reported, and dropped only with prune where nothing depends on it', async () => {
    const { store, run } = await openLibrary(makePlace);
    const more = {
      patrons: withRows('patrons', '12,2003,2,Cy,Roe,4,1,0,0,,,0'),
      bibs: withRows('bibs', '51,Other,,,,,,0'),
      items: withRows('items', `102,B102,51,QA 2,4,4,1,0,1,1,0,,2,2,,0,${T}`),
    };
    await run(more);
    const kept = await run();
    expect(kept.absent.map(({ kind, sourceId, fate }) => [kind, sourceId, fate])).toEqual([
      ['item', '102', 'reported'],
      ['title', '51', 'reported'],
      ['patron', '12', 'reported'],
    ]);
    expect(await rows(store, 'item')).toHaveLength(3);
    const pruned = await run(
      { patrons: [linesOf('patrons')[0] ?? '', linesOf('patrons')[1] ?? ''], holds: null },
      { prune: true },
    );
    expect(pruned.absent.map(({ kind, sourceId, fate }) => [kind, sourceId, fate])).toEqual([
      ['item', '102', 'dropped'],
      ['title', '51', 'dropped'],
      ['patron', '11', 'needed'],
      ['patron', '12', 'dropped'],
    ]);
    expect(await rows(store, 'item')).toHaveLength(2);
    expect((await rows(store, 'patron')).map(({ name }) => name.given).toSorted()).toEqual(['Ann', 'Bo']);
  });

  test('a row that cannot be read is not taken for one that is gone', async () => {
    const { run } = await openLibrary(makePlace);
    await run();
    const broken = {
      patrons: [linesOf('patrons')[0] ?? '', linesOf('patrons')[1] ?? '', '11,2002,9,Bo,Diaz,5,1,0,0,someday,,0'],
    };
    const second = await run(broken, { prune: true });
    expect(second.absent).toEqual([]);
    expect(second.rejected).toEqual(
      expect.arrayContaining([expect.objectContaining({ file: 'patrons.csv', line: 3 })]),
    );
  });

  test('where a row without an id cannot be read, what was not found may be it: it is listed as unsure and nothing of its kind is dropped', async () => {
    const { store, run } = await openLibrary(makePlace);
    const more = { items: withRows('items', `102,B102,50,QA 2,4,4,1,0,1,1,0,,2,2,,0,${T}`) };
    await run(more);
    const cutOff = { items: withRows('items', '102,B102,50') };
    const looked = await run(cutOff);
    expect(looked).toMatchObject({ absent: [{ kind: 'item', sourceId: '102', fate: 'unsure' }], pruneWithheld: [] });
    const pruned = await run(cutOff, { prune: true });
    expect(pruned).toMatchObject({ absent: looked.absent, pruneWithheld: ['item'] });
    expect(await rows(store, 'item')).toHaveLength(3);
    const whole = await run({}, { prune: true });
    expect(whole).toMatchObject({ absent: [{ sourceId: '102', fate: 'dropped' }], pruneWithheld: [] });
    expect(await rows(store, 'item')).toHaveLength(2);
  });

  test('a loan that came back in the source goes with prune, and the copy is where the source says', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const back = {
      open_circs: [linesOf('open_circs')[0] ?? ''],
      items: [
        linesOf('items')[0] ?? '',
        `100,B100,50,QA 1,4,4,1,4,1,1,0,24.99,2,2,book,0,${T}`,
        linesOf('items')[2] ?? '',
      ],
    };
    const kept = await run(back);
    expect(kept.absent).toEqual([expect.objectContaining({ kind: 'loan', sourceId: '1', fate: 'reported' })]);
    expect((await rows(store, 'loan'))[0]).toMatchObject({ state: 'open' });
    const pruned = await run(back, { prune: true });
    expect(pruned.absent).toEqual([expect.objectContaining({ kind: 'loan', fate: 'dropped' })]);
    expect(await rows(store, 'loan')).toEqual([]);
    expect(await statusOf(store, 'B100')).toBe('available');
  });

  test('another loan of the same copy takes the place of the one that is gone', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const renewed = {
      open_circs: [
        linesOf('open_circs')[0] ?? '',
        `2,11,100,4,2024-03-08 10:00:00-08,2024-03-22 23:59:59-07,14 days,default,0.10,1 day,5.00,1 day,2,,`,
      ],
    };
    const second = await run(renewed);
    expect(second.absent).toEqual([expect.objectContaining({ kind: 'loan', sourceId: '1', fate: 'replaced' })]);
    expect(await rows(store, 'loan')).toEqual([
      expect.objectContaining({ state: 'open', dueAt: Date.UTC(2024, 2, 23, 6, 59, 59) }),
    ]);
    expect(await rows(store, 'exception')).toEqual([]);
    expect(await run(renewed)).toMatchObject({ written: 0, absent: [] });
  });

  test('where desks have acted, loans, statuses and holds of the source are left alone and named', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    await checkIn(store, 'B100');
    expect(await statusOf(store, 'B100')).toBe('available');
    const later = {
      open_circs: [
        linesOf('open_circs')[0] ?? '',
        `1,10,100,4,${T},2024-04-18 23:59:59-07,14 days,default,0.10,1 day,5.00,1 day,0,,`,
      ],
      items: [
        linesOf('items')[0] ?? '',
        `100,B100,50,QA 1,4,4,1,1,1,1,0,29.99,2,2,book,0,${T}`,
        linesOf('items')[2] ?? '',
      ],
      holds: [linesOf('holds')[0] ?? '', `1,T,50,50,11,5,${T},,,,,,0`],
    };
    const second = await run(later);
    expect(second.keptHere.map(({ kind, why }) => [kind, why])).toEqual([
      ['loan', 'desks have acts on its item'],
      ['hold', 'desks have acts on its title'],
    ]);
    expect(await statusOf(store, 'B100')).toBe('available');
    expect((await rows(store, 'item')).find(({ barcode }) => barcode === 'B100')?.priceMinor).toBe(2_999);
    expect((await rows(store, 'hold'))[0]).toMatchObject({ pickup: 'NORTH-A' });
    const gone = await run({ open_circs: [linesOf('open_circs')[0] ?? ''] }, { prune: true });
    expect(gone.absent).toEqual([expect.objectContaining({ kind: 'loan', fate: 'needed' })]);
  });

  test('an item that the source marks for repair stays marked whatever desks scan, until the source removes the mark', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const marked = (status: number) => ({
      open_circs: [linesOf('open_circs')[0] ?? ''],
      items: [
        linesOf('items')[0] ?? '',
        `100,B100,50,QA 1,4,4,1,${status},1,1,0,24.99,2,2,book,0,${T}`,
        linesOf('items')[2] ?? '',
      ],
    });
    await checkIn(store, 'B100');
    expect((await run(marked(14))).keptHere.map(({ kind }) => kind)).not.toContain('item');
    expect(await statusOf(store, 'B100')).toBe('damaged');
    expect(await run(marked(14))).toMatchObject({ written: 0 });
    await run(marked(0));
    expect(await statusOf(store, 'B100')).toBe('available');
  });

  test('a library that gets another shortname is a new branch; the old one stays and is reported', async () => {
    const { store, run } = await openLibrary(makePlace);
    await run();
    const renamed = linesOf('org_units').map((line) => line.replace('SOUTH-A', 'SOUTH-B'));
    const second = await run({ org_units: renamed });
    expect(second.absent).toEqual([{ kind: 'branch', sourceId: '5', key: 'SOUTH-A', fate: 'reported' }]);
    expect((await rows(store, 'branch')).map(({ id }) => String(id))).toEqual(
      expect.arrayContaining(['SOUTH-A', 'SOUTH-B']),
    );
    expect((await rows(store, 'patron')).find(({ name }) => name.given === 'Bo')?.home).toBe('SOUTH-B');
  });

  test('a name of the library that was changed here stays', async () => {
    const { store, run, writer } = await openLibrary(makePlace);
    await run();
    const [library] = await rows(store, 'library');
    if (library === undefined) throw new Error('no library');
    await writer.createLibrary({ ...library, name: 'Our Libraries' });
    const renamed = linesOf('org_units').map((line) => line.replace('All Libraries', 'Every Library'));
    expect((await run({ org_units: renamed })).editedHere).toEqual([
      expect.objectContaining({ kind: 'library', fields: ['name'] }),
    ]);
    expect((await rows(store, 'library'))[0]?.name).toBe('Our Libraries');
  });

  test('another library is not written over', async () => {
    const { run, writer } = await openLibrary(makePlace);
    await writer.createLibrary({
      id: 'other' as Row<'library'>['id'],
      name: 'Elsewhere',
      zone: 'UTC',
      currency: 'USD',
    });
    await expect(run()).rejects.toMatchObject({ code: 'HF-IMPORT-008' });
  });

  test('nothing is written when a file is damaged', async () => {
    const { run, head } = await openLibrary(makePlace);
    await expect(run({ items: null, 'items.csv.gz': Buffer.from('no gzip') })).rejects.toMatchObject({
      code: 'HF-IMPORT-004',
    });
    await expect(run({}, { zone: 'Mars/Base' })).rejects.toMatchObject({ code: 'HF-IMPORT-007' });
    expect(await head()).toBe(0);
  });
});

type Options = { readonly dryRun?: boolean; readonly prune?: boolean; readonly zone?: string };

async function openLibrary(makePlace: () => Promise<TestPlace>) {
  const place = await makePlace();
  const store = await place.open(clock);
  const run = async (changes: Changes = {}, options: Options = {}): Promise<ImportResult> => {
    const path = writeExport(changes);
    try {
      return await importEvergreen({ path, store, clock, ...options });
    } finally {
      rmSync(path, { recursive: true });
    }
  };
  const head = async () =>
    (await store.read(({ db }) => db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow())).position;
  return { store, run, head, writer: openLibraryWriter(store, clock) };
}

function rows<K extends RowKind>(store: Store, kind: K): Promise<Row<K>[]> {
  return store.read((tx) => readAllRows(tx, kind));
}

async function statusOf(store: Store, barcode: string): Promise<string | undefined> {
  return (await rows(store, 'item')).find((item) => item.barcode === barcode)?.state.status;
}

async function everything(store: Store): Promise<string> {
  const kinds = [
    'library',
    'branch',
    'location',
    'ruleSet',
    'title',
    'item',
    'patron',
    'loan',
    'hold',
    'event',
    'policy',
  ] as const;
  return JSON.stringify(await Promise.all(kinds.map((kind) => rows(store, kind))));
}

function withHeader(file: 'patrons', column: string, lines: readonly string[]): readonly string[] {
  return [`${linesOf(file)[0]},${column}`, ...lines];
}

/** A desk of the library checks an item in. */
async function checkIn(store: Store, barcode: string): Promise<void> {
  const item = (await rows(store, 'item')).find((row) => row.barcode === barcode);
  if (item === undefined) throw new Error(`no ${barcode}`);
  const desk = createTestDesk('one', 'NORTH-A');
  await enrolDesk(store, desk);
  desk.checkin(item.id, { at: clock.now() - 3_600_000 });
  const runner = createCommandRunner({
    store,
    clock,
    faulted: (_code, error) => {
      throw error;
    },
  });
  await runner.run(desk.request(), desk.desk);
}
