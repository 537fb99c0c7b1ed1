// biblios and items. A copy without a barcode cannot be lent at a desk and is rejected.

import { readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import { fileOf, parseTable, readAll, takeRows } from '../csv/table-folder.ts';
import { unusedColumns } from '../csv/unused-columns.ts';
import { readCount, usesBefore } from '../records/uses-before.ts';
import { readAmount, readMoment, splitList } from '../plain/read-values.ts';
import type { CatalogueBatch } from '../records/record-source.ts';
import type { Found, ItemRecord, LocationRecord, RecordStatus, TitleRecord } from '../records/record.ts';
import type { KohaReading } from './koha-library-tables.ts';

/** Shelving locations are codes in the rows of copies; authorised_values.csv names them. */
export async function readKohaLocations({ folder }: KohaReading): Promise<Found<LocationRecord>[]> {
  const values = await readAll(folder, 'authorised_values', (read) => ({
    category: read.required('category'),
    code: read.required('authorised_value'),
    name: read.text('lib'),
  }));
  takeRows(folder, 'authorised_values', values.length);
  const names = new Map(
    values.flatMap(({ value }) => (value.category === 'LOC' ? [[value.code, value.name ?? value.code] as const] : [])),
  );
  const found = new Map<string, Found<LocationRecord>>();
  const file = folder.files.get('items');
  if (file === undefined) return [];
  for await (const { header, records } of readTable({ path: file.path, required: [] })) {
    const read = rowReader(header);
    for (const record of records) {
      if (record.fields === null) continue;
      read.open(record);
      const id = read.text('location');
      if (id === null || found.has(id) || read.problems().length > 0) continue;
      const value = { id, name: names.get(id) ?? id, branch: null, circulates: true, holdable: true };
      found.set(id, { at: { file: file.file, line: record.line }, value });
    }
  }
  return [...found.values()];
}

/** Reads titles, then copies, batch by batch. */
export async function* readKohaCatalogue(reading: KohaReading): AsyncGenerator<CatalogueBatch> {
  const { folder } = reading;
  const titles = fileOf(folder, 'biblios');
  for await (const batch of parseTable(folder, 'biblios', readTitle))
    yield { titles: batch.map(({ line, value }) => ({ at: { file: titles, line }, value })), items: [] };
  const file = fileOf(folder, 'items');
  const unused = unusedColumns(folder, 'items', ['ccode', 'restricted', 'itemnotes', 'coded_location_qualifier']);
  const parse = (read: RowReader): ItemRecord => {
    unused.see(read);
    return readItem(read, reading);
  };
  for await (const batch of parseTable(folder, 'items', parse))
    yield { titles: [], items: batch.map(({ line, value }) => ({ at: { file, line }, value })) };
  unused.tell();
}

function readTitle(read: RowReader): TitleRecord {
  const id = read.id('biblionumber');
  const words = [read.required('title'), read.text('subtitle')].flatMap((text) => text ?? []);
  return {
    id,
    title: {
      title: words.join(' '),
      author: read.text('author'),
      isbns: splitList(read.text('isbn') ?? ''),
      published: read.text('copyrightdate') ?? read.text('publicationyear'),
      recordType: null,
      recordForm: null,
      recordLevel: null,
      videoFormat: null,
    },
  };
}

function readItem(read: RowReader, { zone, decimals }: KohaReading): ItemRecord {
  const id = read.id('itemnumber');
  const barcode = read.text('barcode');
  if (barcode === null) read.problem('the copy has no barcode');
  const notForLoan = read.integer('notforloan') ?? 0;
  const addedAt = readMoment(read, 'dateaccessioned', { zone, dateIs: 'begin' });
  const isOut = isOnLoan(read);
  const number = [read.text('enumchron'), copyNumber(read.text('copynumber'))].flatMap((text) => text ?? []);
  return {
    id,
    title: read.id('biblionumber'),
    home: read.required('homebranch'),
    holding: read.text('holdingbranch'),
    owner: null,
    location: read.text('location'),
    status: readStatus(read, notForLoan),
    item: {
      barcode: barcode ?? '',
      callNumber: [read.text('itemcallnumber'), ...number].flatMap((text) => text ?? []).join(' '),
      kind: read.text('itype'),
      loanGrade: 'normal',
      fineGrade: 'normal',
      circulates: notForLoan <= 0,
      // An item below 0 is not lent yet, and may be waited for.
      holdable: notForLoan <= 0,
      reference: false,
      priceMinor: readAmount(read, 'replacementprice', decimals) ?? readAmount(read, 'price', decimals),
      serial: false,
      parts: [],
      alert: read.text('itemnotes_nonpublic'),
      addedAt,
      ...usesBefore(readCount(read, 'issues'), { since: addedAt, isOut }),
    },
    notes: [],
  };
}

function copyNumber(text: string | null): string | null {
  return text === null || /^\D/.test(text) ? text : `c.${text}`;
}

/** Koha's own values of LOST: 4 is missing, the others are lost. */
const MISSING = 4;

function readStatus(read: RowReader, notForLoan: number): RecordStatus {
  const lost = read.integer('itemlost') ?? 0;
  if ((read.integer('withdrawn') ?? 0) > 0) return 'discarded';
  if (lost > 0) return lost === MISSING ? 'missing' : 'lost';
  if ((read.integer('damaged') ?? 0) > 0) return 'damaged';
  if (notForLoan < 0) return 'on-order';
  return isOnLoan(read) ? 'on-loan' : 'available';
}

function isOnLoan(read: RowReader): boolean {
  const out = read.text('onloan');
  return out !== null && out !== '0';
}
