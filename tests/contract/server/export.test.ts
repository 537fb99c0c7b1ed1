// A library of every kind of act leaves as files and comes back from them: the same state in either database, desks that go on, and the shapes of Koha
// and Evergreen as these systems read them.

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ManifestSchema, type ExportShape, type Manifest } from '../../../server/export/export-folder.ts';
import { EXPORTED, withheldOf } from '../../../server/export/exported-tables.ts';
import { exportLibrary } from '../../../server/export/export-library.ts';
import { importHoldfast } from '../../../server/import/holdfast/import-holdfast.ts';
import { importEvergreen } from '../../../server/import/evergreen/import-evergreen.ts';
import { importKoha } from '../../../server/import/koha/import-koha.ts';
import { importMarc } from '../../../server/import/marc/import-marc.ts';
import { ITEM_MAPPINGS, ItemMappingSchema } from '../../../server/import/marc/item-mapping.ts';
import { importPlain } from '../../../server/import/plain/import-plain.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import { evergreen } from '../../../shared/formats/evergreen.ts';
import { readKoc } from '../../../shared/formats/koc.ts';
import { offlineContext } from '../../../shared/formats/offline-context.ts';
import { fillLibrary, stoppedClock } from '../../corpus/replay.ts';
import { fixedRandom } from '../../corpus/story/fixed-random.ts';
import { at, libraryRows, PEOPLE } from '../../corpus/story/library.ts';
import { tellStory } from '../../corpus/story/tell-story.ts';
import { openDesks, openWorld } from '../../corpus/story/world.ts';
import { describeStores, testClock } from './support/stores.ts';
import { createTestDesk, enrolDesk } from './support/test-desk.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';

/** Rules of a library that has one for everything. */
const EVERGREEN_RULES = {
  rule_circ_duration: ['id,name,extended,normal,shrt,max_renewals', '1,all,21 days,14 days,7 days,2'],
  rule_recurring_fine: ['id,name,high,normal,low,recurrence_interval', '1,all,0.25,0.10,0.05,1 day'],
  rule_max_fine: ['id,name,amount,is_percent', '1,all,5.00,0'],
  circ_matrix: ['id,active,org_unit,grp,circulate,duration_rule,recurring_fine_rule,max_fine_rule', '1,1,1,1,1,1,1,1'],
};

const textParts = z.array(z.unknown());
/** The first three parts of a row as text: its identity, without fields that the other shape has no place for. */
const named = (rows: readonly string[]) =>
  rows.map((text) => JSON.stringify(textParts.parse(JSON.parse(text)).slice(0, 3)));

describe('leaving', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-leaving-'));
  const clock = stoppedClock(at(9));
  let library: Store;
  const exports = new Map<ExportShape, string>();

  beforeAll(async () => {
    const desks = openDesks({ dir, clock });
    const kept = [desks.a, desks.b, desks.c, desks.revoked, desks.sealing, desks.own].map((desk) => desk.kept);
    const place = { kind: 'embedded', data: dir } as const;
    library = await openStore({ place, clock, random: fixedRandom('the store'), keyStore: null });
    await fillLibrary(library, clock, { library: libraryRows(), desks: kept, people: PEOPLE });
    await tellStory(openWorld(library, clock, desks));
    for (const shape of ['holdfast', 'koha', 'evergreen'] as const) {
      const folder = join(dir, `as-${shape}`);
      await exportLibrary({ store: library, clock }, { dir: folder, shape });
      exports.set(shape, folder);
    }
  }, 120_000);

  afterAll(async () => {
    await library.close();
    rmSync(dir, { recursive: true });
  });

  const missing = (what: string): never => {
    throw new Error(`not there: ${what}`);
  };
  const folderOf = (shape: ExportShape): string => exports.get(shape) ?? missing(`the export ${shape}`);
  const manifestOf = (folder: string): Manifest =>
    ManifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

  /** Every row of every exported table, without the parts that stay. */
  async function everything(store: Store): Promise<Record<string, unknown>> {
    return store.read(async (tx) => {
      const found: Record<string, unknown> = {};
      for (const { table } of EXPORTED) {
        const changed = table === 'desk' ? ['status', 'revoked_at', 'feed_position'] : [];
        const left = [...withheldOf(table), ...changed];
        const rows = await tx.db.selectFrom(table).selectAll().execute();
        found[table] = rows
          .map((row) =>
            JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name)))),
          )
          .toSorted();
      }
      return found;
    });
  }

  /** Each patron has a name and a group elsewhere. */
  function withName(patron: Patron): Patron {
    const { name, group } = patron;
    const named = name.family === '' && name.given === '' ? { ...name, family: cardOf(patron) } : name;
    return { ...patron, name: named, group: group === '' ? 'PROVISIONAL' : group };
  }

  /** The data of a library that matter, without the ids of its rows. */
  async function circulation(store: Store) {
    return store.read(async (tx) => {
      const patrons = new Map((await readAllRows(tx, 'patron')).map((patron) => [patron.id, withName(patron)]));
      const own = (await readAllRows(tx, 'item')).filter(({ borrowed }) => borrowed === undefined);
      const items = new Map(own.map((item) => [item.id, item]));
      const titles = new Map((await readAllRows(tx, 'title')).map((title) => [title.id, title]));
      const card = (id: string) => {
        const patron = [...patrons.values()].find((one) => one.id === id);
        return patron === undefined ? null : cardOf(patron);
      };
      const loans = (await readAllRows(tx, 'loan')).filter(
        ({ state, itemId }) => (state === 'open' || state === 'lost') && items.has(itemId),
      );
      const holds = (await readAllRows(tx, 'hold')).filter(({ state }) => state === 'waiting' || state === 'captured');
      const fees = (await readAllRows(tx, 'fee')).filter(({ outstandingMinor }) => outstandingMinor > 0);
      const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).toSorted();
      const second = (ms: number) => Math.floor(ms / 1_000);
      return {
        people: sorted(
          [...patrons.values()].map((one) => [cardOf(one), one.name.family, one.name.given, one.group, one.home]),
        ),
        copies: sorted(
          [...items.values()].map((one) => [
            one.barcode,
            titles.get(one.titleId)?.title,
            one.home,
            one.callNumber,
            one.kind,
            one.priceMinor,
          ]),
        ),
        loans: sorted(
          loans.map((one) => [
            card(one.patronId),
            items.get(one.itemId)?.barcode,
            second(one.outAt),
            second(one.dueAt),
          ]),
        ),
        holds: sorted(holds.map((one) => [card(one.patronId), titles.get(one.titleId)?.title, one.pickup, one.state])),
        owed: sorted(fees.map((one) => [card(one.patronId), one.outstandingMinor])),
      };
    });
  }

  describeStores('a library that leaves', (use) => {
    test('comes back from its files to the same state, and desks go on with it', async () => {
      const place = await use();
      const store = await place.open(testClock(clock.at));
      const before = await everything(library);
      const asked = { path: folderOf('holdfast'), clock };
      const looked = await importHoldfast({ ...asked, store, dryRun: true });
      expect(await store.read((tx) => readAllRows(tx, 'library'))).toEqual([]);
      const result = await importHoldfast({ ...asked, store });
      expect(result.kinds).toEqual(looked.kinds);
      expect(await everything(store)).toEqual(before);
      expect(Object.values(before).every((rows) => Array.isArray(rows))).toBe(true);
      // No earlier person or desk gets in.
      const { desks, staff } = await store.read(async ({ db }) => ({
        desks: await db.selectFrom('desk').select(['status', 'pepper']).execute(),
        staff: await db.selectFrom('staff').select(['pin_hash', 'badge_digest']).execute(),
      }));
      expect(new Set(desks.map(({ status, pepper }) => `${status} ${pepper}`))).toEqual(new Set(['revoked ']));
      expect(new Set(staff.map((one) => one.pin_hash)).size).toBe(staff.length);
      // A desk that joins anew takes back loans.
      const [loan] = (await store.read((tx) => readAllRows(tx, 'loan'))).filter(({ state }) => state === 'open');
      const item = (await store.read((tx) => readAllRows(tx, 'item'))).find(({ id }) => id === loan?.itemId);
      const desk = createTestDesk('New', 'main');
      await enrolDesk(store, desk);
      desk.checkin(item?.id ?? '', { at: clock.at });
      const { receipts } = await createCommandRunner({ store, clock, faulted: (code) => missing(code) }).run(
        desk.request(),
        desk.desk,
      );
      expect(receipts.map((text) => JSON.parse(text))).toMatchObject([{ outcome: 'applied' }]);
      const after = (await store.read((tx) => readAllRows(tx, 'loan'))).find(({ id }) => id === loan?.id);
      expect(after).toMatchObject({ state: 'closed', inAt: clock.at });
    });

    test('is not taken in beside another', async () => {
      const store = await (await use()).open(testClock(clock.at));
      const asked = { path: folderOf('holdfast'), clock, store };
      await importHoldfast(asked);
      await expect(importHoldfast(asked)).rejects.toMatchObject({ code: 'HF-IMPORT-009' });
    });
  });

  describe('the files of an export', () => {
    test('are described, private, and leave secrets out', () => {
      const folder = folderOf('holdfast');
      const manifest = manifestOf(folder);
      expect(manifest.files.length).toBeGreaterThan(50);
      for (const { name, about, rows, table, fields } of manifest.files) {
        expect(about).not.toBe('');
        const text = readFileSync(join(folder, name), 'utf8');
        const lines = text.split('\n').filter((line) => line !== '').length;
        if (table !== undefined) expect([name, lines]).toEqual([name, rows]);
        if (fields !== undefined) expect(Object.keys(fields)).toEqual(text.split('\n')[0]?.split(','));
        expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
        expect(text).not.toMatch(/pin_hash|private_key|"pepper"|badge_digest/);
      }
      // The story leaves something in most tables: an empty export would be the same as any other.
      expect(manifest.files.filter(({ table, rows }) => table !== undefined && rows > 0).length).toBeGreaterThan(30);
    });

    test('of another kind, cut off, changed, or of another version are refused before anything is written', async () => {
      const spoil = async (change: (folder: string) => void) => {
        const folder = mkdtempSync(join(dir, 'spoilt-'));
        cpSync(folderOf('holdfast'), folder, { recursive: true });
        change(folder);
        return importHoldfast({ path: folder, clock, store: null }).then(
          () => 'taken',
          (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
        );
      };
      const edit = (name: string, change: (text: string) => string) => (folder: string) =>
        writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
      expect(await spoil(() => undefined)).toBe('taken');
      expect(await spoil((folder) => rmSync(join(folder, 'manifest.json')))).toBe('HF-IMPORT-002');
      expect(await spoil(edit('manifest.json', () => 'no'))).toBe('HF-IMPORT-003');
      expect(await spoil(edit('manifest.json', (text) => text.replace('"holdfast"', '"koha"')))).toBe('HF-IMPORT-003');
      expect(await spoil(edit('manifest.json', (text) => text.replace(/"tables": \d+/, '"tables": 7')))).toBe(
        'HF-IMPORT-010',
      );
      expect(await spoil(edit('manifest.json', (text) => text.replaceAll('data/loan.jsonl', '../loan.jsonl')))).toBe(
        'HF-IMPORT-003',
      );
      expect(await spoil((folder) => rmSync(join(folder, 'data/loan.jsonl')))).toBe('HF-IMPORT-002');
      expect(await spoil(edit('data/loan.jsonl', (text) => text.slice(0, -20)))).toBe('HF-IMPORT-004');
      expect(await spoil(edit('data/loan.jsonl', (text) => text.replace('"renewals":', '"renewal":')))).toBe(
        'HF-IMPORT-004',
      );
      expect(await spoil((folder) => appendFileSync(join(folder, 'data/loan.jsonl'), '[1]\n'))).toBe('HF-IMPORT-004');
      expect(await spoil(edit('data/fee.jsonl', (text) => text.replace(/"amountMinor":\d+/, '"amountMinor":1')))).toBe(
        'HF-IMPORT-004',
      );
    });

    test('are never mixed with others, and there must be a library', async () => {
      await expect(exportLibrary({ store: library, clock }, { dir, shape: 'koha' })).rejects.toMatchObject({
        code: 'HF-SERVER-060',
      });
    });
  });

  describe('other shapes', () => {
    const emptyStore = async (): Promise<Store> => {
      const data = mkdtempSync(join(dir, 'new-'));
      return openStore({ place: { kind: 'embedded', data }, clock, random: fixedRandom(data), keyStore: null });
    };
    const options = async () => ({ clock, store: await emptyStore(), zone: (await theLibrary()).zone });
    const theLibrary = async () =>
      (await library.read((tx) => readAllRows(tx, 'library')))[0] ?? missing('the library');

    test('of Koha are its own tables, from which the same people, copies, loans, holds and fees come', async () => {
      const { store, ...rest } = await options();
      const result = await importKoha({ ...rest, store, path: folderOf('koha'), settings: undefined });
      expect(result.rejected).toEqual([]);
      expect(await circulation(store)).toEqual(await circulation(library));
      const { records, refused } = readKoc(readFileSync(join(folderOf('koha'), 'loans.koc'), 'utf8'));
      expect(refused).toEqual([]);
      expect(records).toHaveLength((await circulation(library)).loans.length);
      expect(manifestOf(folderOf('koha')).lost).toContainEqual({ what: 'loans.koc: due dates', count: records.length });
      const told = (shape: ExportShape) => manifestOf(folderOf(shape)).lost.map(({ what }) => what.split(' ')[0]);
      // Copies of others, loans in question, patrons with credit, and loan rules: the story leaves no claim open.
      for (const shape of ['koha', 'evergreen'] as const)
        expect(told(shape)).toEqual(expect.arrayContaining(['copies', 'loans', 'patrons', 'loan']));
      await store.close();
    });

    test('of plain CSV are read alike', async () => {
      const { store, ...rest } = await options();
      const result = await importPlain({ ...rest, store, path: join(folderOf('holdfast'), 'csv'), libraryName: 'New' });
      expect(result.rejected).toEqual([]);
      expect(await circulation(store)).toEqual(await circulation(library));
      await store.close();
    });

    test.each([
      { shape: 'holdfast', file: 'titles.marcxml' },
      { shape: 'koha', file: 'biblios.marcxml' },
      { shape: 'evergreen', file: 'bibs.marcxml' },
    ] as const)('of MARC in $shape have every copy', async ({ shape, file }) => {
      const { store, ...rest } = await options();
      const items = ITEM_MAPPINGS[shape === 'koha' ? 'koha' : 'evergreen'];
      const result = await importMarc({
        ...rest,
        store,
        path: join(folderOf(shape), file),
        items: ItemMappingSchema.parse(items),
      });
      expect(result.rejected).toEqual([]);
      const [mine, theirs] = [await circulation(library), await circulation(store)];
      expect(named(theirs.copies)).toEqual(named(mine.copies));
      await store.close();
    });

    test('of Evergreen keep the due dates in the file of its offline upload', async () => {
      const { zone } = await theLibrary();
      const text = readFileSync(join(folderOf('evergreen'), 'loans.log'), 'utf8');
      const context = offlineContext(zone, 'x');
      const { records, refused } = evergreen.read(text, context, 'loans.log');
      expect(refused).toEqual([]);
      const said = records.map(({ record }) => {
        if (record.kind !== 'out' || record.due === null || record.at === null) return missing('a loan');
        const at = (local: string) => Math.floor(context.epochOf(local) / 1_000);
        return JSON.stringify([record.card, record.barcode, at(record.at), at(record.due)]);
      });
      expect(said.toSorted()).toEqual((await circulation(library)).loans);
    });

    test('of Evergreen are tables under its names: with rules beside them the same library comes from them', async () => {
      const { store, ...rest } = await options();
      const folder = mkdtempSync(join(dir, 'evergreen-'));
      cpSync(folderOf('evergreen'), folder, { recursive: true });
      for (const [name, lines] of Object.entries(EVERGREEN_RULES))
        writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
      const result = await importEvergreen({ ...rest, store, path: folder });
      expect(result.rejected).toEqual([]);
      const [mine, theirs] = [await circulation(library), await circulation(store)];
      // Groups are known by numbers there, and bills have no table that is read.
      expect({ ...theirs, people: named(theirs.people), owed: [] }).toEqual({
        ...mine,
        people: named(mine.people),
        owed: [],
      });
      await store.close();
    });
  });
});
