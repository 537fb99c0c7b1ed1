// The lists of a connector to Evergreen after an import from the same Evergreen, with its real export: the people and copies are those of the import, and
// the lists change only what an import has otherwise.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { writeFeed } from '../../../../server/data-feeds/feed-rows.ts';
import { importEvergreen } from '../../../../server/import/evergreen/import-evergreen.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Store } from '../../../../server/store/store.ts';
import { DAY_MS, parseInstant, SECOND_MS } from '../../../../shared/core/instant.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import { feedParts, newestRun, termsOf } from '../../../contract/server/support/office.ts';
import { EVERGREEN } from '../../../contract/server/support/stand-ins.ts';
import { describeStores, testClock } from '../../../contract/server/support/stores.ts';
import { openEvergreenLibrary, type EvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import type { Row } from '../../../support/connectors/evergreen-records.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';

const found = sharedData('data/evergreen-concerto');
const path = found ?? '';
const lacking = 'the real Evergreen export is not beside the project';

/** Rows of a file; empty values are null, and flags and numbers as the data service writes them. */
function table(name: string): readonly Record<string, string | null>[] {
  const file = join(path, `${name}.csv`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : gunzipSync(readFileSync(`${file}.gz`)).toString();
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return data.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value || null])));
}

const numberOf = (value: string | null | undefined): number | null => (value ? Number(value) : null);
const flagOf = (value: string | null | undefined): string => (value === '1' ? 't' : 'f');
const timeOf = (value: string | null | undefined): string | null =>
  value
    ? value
        .replace(' ', 'T')
        .replace(/\.\d+/, '')
        .replace(/([+-]\d\d)$/, '$100')
    : null;

/** Fills the stand-in with what the export has. */
function fill({ rows }: EvergreenLibrary): void {
  const put = (of: keyof typeof rows, all: readonly Row[]) => void rows[of].splice(0, rows[of].length, ...all);
  const cards = table('cards').map((row) => ({
    id: Number(row['card_id']),
    usr: Number(row['patron_id']),
    barcode: row['barcode'],
    active: flagOf(row['active']),
    primary: row['is_primary'] === '1',
  }));
  const main = new Map(cards.filter(({ primary }) => primary).map(({ id, usr }) => [usr, id]));
  const patrons = table('patrons');
  put('ac', cards);
  put(
    'au',
    patrons.map((row) => ({
      ...row,
      id: Number(row['patron_id']),
      card: main.get(Number(row['patron_id'])) ?? null,
      profile: Number(row['profile_id']),
      home_ou: Number(row['home_ou']),
      mailing_address: row['street1'] === null ? null : Number(row['patron_id']),
      billing_address: null,
      active: flagOf(row['active']),
      deleted: flagOf(row['deleted']),
      expire_date: timeOf(row['expire_date']),
      last_update_time: timeOf(row['create_date']),
    })),
  );
  put(
    'aua',
    patrons.flatMap((row) =>
      row['street1'] === null ? [] : [{ ...row, id: Number(row['patron_id']), usr: Number(row['patron_id']) }],
    ),
  );
  put(
    'pgt',
    table('patron_groups').map(({ id, name }) => ({ id: Number(id), name })),
  );
  put(
    'aou',
    table('org_units').map(({ id, shortname }) => ({ id: Number(id), shortname })),
  );
  put(
    'acpl',
    table('copy_locations').map(({ id, name }) => ({ id: Number(id), name })),
  );
  const items = table('items');
  const labels = (column: string) => [...new Set(items.flatMap((row) => row[column] ?? []))];
  const [prefixes, suffixes] = [labels('call_number_prefix'), labels('call_number_suffix')];
  put('acnp', [{ id: -1, label: '' }, ...prefixes.map((label, n) => ({ id: n, label }))]);
  put('acns', [{ id: -1, label: '' }, ...suffixes.map((label, n) => ({ id: n, label }))]);
  put(
    'acn',
    items.map((row) => ({
      id: Number(row['copy_id']),
      record: Number(row['bib_id']),
      owning_lib: Number(row['owning_lib']),
      label: row['call_number_label'],
      prefix: prefixes.indexOf(row['call_number_prefix'] ?? ''),
      suffix: suffixes.indexOf(row['call_number_suffix'] ?? ''),
    })),
  );
  put(
    'acp',
    items.map((row) => ({
      ...row,
      id: Number(row['copy_id']),
      call_number: Number(row['copy_id']),
      status: Number(row['status_id']),
      circ_lib: Number(row['circ_lib']),
      location: Number(row['location_id']),
      price: numberOf(row['price']),
      circulate: flagOf(row['circulate']),
      holdable: flagOf(row['holdable']),
      deleted: flagOf(row['deleted']),
      dummy_title: row['title'],
      dummy_author: row['author'],
      edit_date: timeOf(row['create_date']),
    })),
  );
  put(
    'rmsr',
    table('bibs').flatMap((row) => {
      const isbn = row['isbn'] === null || row['isbn'] === undefined ? null : `{${row['isbn'].replaceAll('|', ',')}}`;
      return row['deleted'] === '1'
        ? []
        : [{ id: Number(row['bib_id']), title: row['title'], author: row['author'], isbn, pubdate: row['pub_date'] }];
    }),
  );
}

const everything = (store: Store) =>
  store.read(async (tx) => ({
    patrons: await readAllRows(tx, 'patron'),
    items: await readAllRows(tx, 'item'),
    titles: await readAllRows(tx, 'title'),
  }));

/** The export does not have the times of changes: they are those of the beginning. */
const CHANGED = new Map(
  found === undefined
    ? []
    : table('patrons').map((row) => [row['patron_id'] ?? '', parseInstant(row['create_date'] ?? '')]),
);
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The end of an account as the list has it: in whole seconds, and of an account that is not active at its last change. */
function withEnd(patron: Patron): Patron {
  const { expiresAt, active, source } = patron;
  const end = active ? expiresAt : Math.min(expiresAt ?? Infinity, CHANGED.get(source?.id ?? '') ?? NaN);
  return { ...patron, expiresAt: end === null ? null : Math.floor(end / SECOND_MS) * SECOND_MS };
}

describeIf(found !== undefined, 'the lists of an Evergreen that was imported', lacking, () => {
  describeStores('of its real export', (newPlace) => {
    test('have the same people, copies and titles', async () => {
      const clock = testClock(Date.UTC(2023, 0, 2, 12));
      const library = await openEvergreenLibrary({ cards: [], barcodes: [], now: () => clock.at });
      try {
        fill(library);
        const store = await (await newPlace()).open(clock);
        await importEvergreen({ path, store, clock });
        const before = await everything(store);
        const settings = readSettings('evergreen', { passwordEnv: 'SECRET', ...EVERGREEN.settings(library.url) });
        await addConnector({ store, clock }, { name: 'evergreen', settings });
        const runner = createFeedRunner({ ...feedParts({ store, clock }), secretOf: () => 'a b+c&d', owner: 'one' });
        for (const kind of ['patrons', 'items'] as const) {
          const terms = termsOf({ ...listLayout('evergreen', kind), imported: true }, 'connector:evergreen');
          await store.write((tx) => writeFeed(tx, kind, terms));
          clock.set(clock.at + DAY_MS);
          await runner.runNow(kind);
          expect(await newestRun(store)).toMatchObject({
            state: 'done',
            report: { rows: before[kind].length, added: 0, rejected: 0, gone: 0, kept: 0 },
          });
        }
        const after = await everything(store);
        expect(after.items.toSorted(byId)).toEqual(before.items.toSorted(byId));
        expect(after.titles.toSorted(byId)).toEqual(before.titles.toSorted(byId));
        expect(after.patrons.toSorted(byId)).toEqual(before.patrons.toSorted(byId).map(withEnd));
      } finally {
        await library.close();
      }
    });
  });
});
