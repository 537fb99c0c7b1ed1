// titles.csv and items.csv. A copy names its title by id, or has title and author in its own row: copies with the same words are of one title.

import { hashedId } from '../../../shared/core/digest.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import { ShelfStatusSchema } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { fileOf, firstText, parseTable } from '../csv/table-folder.ts';
import type { CatalogueBatch } from '../records/record-source.ts';
import type { Found, ItemRecord, RecordStatus, TitleRecord } from '../records/record.ts';
import { PLAIN_TABLES, type PlainReading } from './plain-tables.ts';
import { readAmount, readList, readMoment, readWord, readYes } from './read-values.ts';
import { readCount, usesBefore } from '../records/uses-before.ts';

/** Reads titles, then copies, batch by batch. */
export async function* readPlainCatalogue(reading: PlainReading): AsyncGenerator<CatalogueBatch> {
  const { folder } = reading;
  const titles = fileOf(folder, 'titles');
  for await (const batch of parseTable(folder, 'titles', readTitle))
    yield { titles: batch.map(({ line, value }) => ({ at: { file: titles, line }, value })), items: [] };
  const file = fileOf(folder, 'items');
  const worded = new Set<string>();
  for await (const batch of parseTable(folder, 'items', (read) => readItem(read, reading))) {
    const own: Found<TitleRecord>[] = [];
    const items = batch.map(({ line, value }): Found<ItemRecord> => {
      const { title, ...record } = value;
      if (typeof title === 'string') return { at: { file, line }, value: { ...record, title } };
      if (!worded.has(title.id)) own.push({ at: { file, line }, value: title });
      worded.add(title.id);
      return { at: { file, line }, value: { ...record, title: title.id } };
    });
    yield { titles: own, items };
  }
}

function readTitle(read: RowReader): TitleRecord {
  return { id: read.required('id'), title: wordsOfTitle(read, read.required('title')) };
}

function wordsOfTitle(read: RowReader, title: string): TitleRecord['title'] {
  return {
    title,
    author: read.text('author'),
    isbns: readList(read, 'isbn'),
    published: read.text('published'),
    recordType: read.text('record_type'),
    recordForm: read.text('record_form'),
    recordLevel: read.text('record_level'),
    videoFormat: null,
  };
}

type ItemRow = Omit<ItemRecord, 'title'> & { readonly title: string | TitleRecord };

const STATUSES = [
  ...ShelfStatusSchema.options,
  'in-transit',
  'on-loan',
  'on-hold-shelf',
] as const satisfies RecordStatus[];

function readItem(read: RowReader, { zone, decimals }: PlainReading): ItemRow {
  const addedAt = readMoment(read, 'added', { zone, dateIs: 'begin' });
  const barcode = read.required('barcode');
  return {
    id: firstText(read, PLAIN_TABLES.items.ids ?? []) ?? '',
    title: readTitleOf(read),
    home: read.text('home'),
    holding: read.text('holding'),
    owner: read.text('owner'),
    location: read.text('location'),
    status: readWord(read, 'status', STATUSES) ?? 'available',
    item: {
      barcode,
      callNumber: read.text('call_number') ?? '',
      kind: read.text('item_type'),
      ...(read.text('loan_type') === null ? {} : { loanType: read.text('loan_type') }),
      loanGrade: readWord(read, 'loan_grade', ['short', 'normal', 'extended']) ?? 'normal',
      fineGrade: readWord(read, 'fine_grade', ['low', 'normal', 'high']) ?? 'normal',
      circulates: readYes(read, 'circulates') ?? true,
      holdable: readYes(read, 'holdable') ?? true,
      reference: readYes(read, 'reference') ?? false,
      priceMinor: readAmount(read, 'price', decimals),
      serial: readYes(read, 'serial') ?? false,
      parts: readList(read, 'parts'),
      alert: read.text('alert'),
      ...(read.text('condition') === null ? {} : { condition: read.text('condition') }),
      addedAt,
      ...usesBefore(readCount(read, 'loans_before'), { since: addedAt }),
    },
    notes: [],
  };
}

function readTitleOf(read: RowReader): string | TitleRecord {
  const named = read.text('title_id');
  if (named !== null) return named;
  const title = read.text('title');
  if (title === null) {
    read.problem('title_id and title are empty');
    return '';
  }
  const words = wordsOfTitle(read, title);
  return { id: wordedId(words), title: words };
}

/** An id made of the fields of a title. */
function wordedId({ title, author, published, isbns }: Omit<Title, 'id' | 'source'>): string {
  return `words ${hashedId('words', foldText(title), foldText(author ?? ''), published ?? '', isbns[0] ?? '').slice(0, 24)}`;
}
