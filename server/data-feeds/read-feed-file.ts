// The file of a feed as records: each field from its place in the layout, in the words of the library. A row that cannot be read is named by its
// line.

import Papa from 'papaparse';
import { codeText } from '../../shared/core/code-text.ts';
import { foldText } from '../../shared/core/fold-text.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Card } from '../../shared/circ/model/patron-cards.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import {
  columnsOf,
  type FeedLayout,
  type FieldSource,
  type ItemLayout,
  type PatronField,
  type PatronLayout,
} from '../../shared/formats/feed-layout.ts';
import { recordAssembler, type CsvRecord } from '../import/csv/assemble-records.ts';
import { linesOf } from '../import/csv/read-lines.ts';
import type { TableHeader } from '../import/csv/read-table.ts';
import { rowReader, type RowReader } from '../import/csv/row-reader.ts';
import type { UnreadRows } from '../import/csv/table-folder.ts';
import { parseMoment, readAmount, splitList } from '../import/plain/read-values.ts';
import type { CatalogueBatch } from '../import/records/record-source.ts';
import type { Found, ItemRecord, PatronRecord, TitleRecord } from '../import/records/record.ts';
import type { Tally } from '../import/tally.ts';

/** A file with its values mapped to those of the library. */
export type FeedReading = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly zone: string;
  /** Decimals of the library's money. */
  readonly decimals: number;
  /** Groups of the rules by id and by name; null = they name none, and every group is taken. */
  readonly groups: ReadonlyMap<string, Group> | null;
  readonly tally: Tally;
  /** Rows that could not be read. */
  readonly unread: UnreadRows;
  /** Ids that have left by the file. */
  readonly leaving: Set<string>;
  readonly onRows: (rows: number) => void;
};
export type Group = Pick<Patron, 'group' | 'groupName'>;

/** The patrons, batch by batch. Throws HF-IMPORT-003 where a column is missing. */
export async function* readPatrons(
  layout: PatronLayout,
  reading: FeedReading,
): AsyncGenerator<readonly Found<PatronRecord>[]> {
  yield* rowsOf(layout, reading, (read) => {
    const record = patronOf(layout, read, reading);
    const says = layout.fields.leaves === undefined ? null : valueOf(read, layout.fields.leaves);
    if (says === null || !/^(yes|y|true|t|1)$/i.test(says)) return record;
    reading.leaving.add(record.id);
    return leaver(record);
  });
}

/** One who leaves: an end in the row besides does not open the account, or keep it open for longer. */
function leaver(record: PatronRecord): PatronRecord {
  const { join } = record;
  if (join === undefined) return record;
  return {
    ...record,
    join: (here, free) => {
      const joined = join(here, free);
      const ends = [here.expiresAt, joined.expiresAt].filter((end) => end !== null);
      return { ...joined, expiresAt: ends.length === 0 ? null : Math.min(...ends) };
    },
  };
}

/** The copies, with titles of their own where the layout names these. Throws HF-IMPORT-003 likewise. */
export async function* readItems(layout: ItemLayout, reading: FeedReading): AsyncGenerator<CatalogueBatch> {
  const told = new Set<string>();
  for await (const batch of rowsOf(layout, reading, (read) => itemOf(layout, read, reading))) {
    const titles = batch.flatMap(({ at, value: { words } }): Found<TitleRecord>[] => {
      if (words === null || told.has(words.id)) return [];
      told.add(words.id);
      return [{ at, value: words }];
    });
    yield { titles, items: batch.map(({ at, value: { record } }) => ({ at, value: record })) };
  }
}

async function* rowsOf<T>(
  layout: FeedLayout,
  { name, bytes, tally, unread, onRows }: FeedReading,
  parse: (read: RowReader) => T,
): AsyncGenerator<readonly Found<T>[]> {
  const { separator, encoding } = layout.file;
  const kind = layout.kind;
  tally.open(kind);
  let table: { assembler: ReturnType<typeof recordAssembler>; read: RowReader } | null = null;
  const take = (records: readonly CsvRecord[], read: RowReader): Found<T>[] =>
    records.flatMap((record): Found<T>[] => {
      const at = { file: name, line: record.line };
      if (record.fields === null) {
        unread.isVague = true;
        tally.reject(kind, { ...at, reason: record.problem });
        return [];
      }
      read.open(record);
      const value = parse(read);
      const problems = read.problems();
      if (problems.length === 0) return [{ at, value }];
      const id = read.text(layout.id);
      if (id === null) unread.isVague = true;
      else unread.ids.add(id);
      tally.reject(kind, { ...at, reason: problems.join('; ') });
      return [];
    });
  for (const lines of linesOf(bytes, encoding)) {
    let body = lines;
    if (table === null) {
      const header = headerOf(layout, name, lines[0]?.text ?? null);
      table = { assembler: recordAssembler(header.columns.size, separator), read: rowReader(header) };
      if (layout.file.header) body = lines.slice(1);
    }
    const records = table.assembler.take(body);
    yield take(records, table.read);
    onRows(records.length);
    // Others get their turn.
    await new Promise(setImmediate);
  }
  if (table !== null) yield take(table.assembler.end(), table.read);
}

/** Columns by name, or by number where there is no header. */
function headerOf({ file, id, fields }: FeedLayout, name: string, line: string | null): TableHeader {
  const fail = (why: string): never => {
    throw new HoldfastError('HF-IMPORT-003', { file: name, why });
  };
  if (line === null) return fail('the first line is no text of its encoding');
  const first = Papa.parse<string[]>(line, { delimiter: file.separator, newline: '\n' }).data[0] ?? [];
  const names = file.header ? first.map((one) => one.trim()) : first.map((_, n) => String(n + 1));
  const wanted = [id, ...Object.values(fields).flatMap(columnsOf)];
  const missing = [...new Set(wanted)].filter((one) => !names.includes(one));
  if (missing.length > 0) return fail(`it lacks ${missing.join(', ')}`);
  const twice = names.find((one, n) => one !== '' && names.indexOf(one) !== n);
  if (twice !== undefined) return fail(`it names ${twice} twice`);
  return { columns: new Map(names.map((one, n) => [one === '' ? `(${n + 1})` : one, n])) };
}

/** The value of a field; null where it is empty. */
function valueOf(read: RowReader, source: FieldSource | undefined): string | null {
  if (source === undefined) return null;
  if (typeof source === 'string') return read.text(source);
  if ('value' in source) return source.value;
  if ('columns' in source) {
    const parts = source.columns.flatMap((column) => read.text(column) ?? []);
    return parts.length === 0 ? null : parts.join(source.join);
  }
  const { column, values, otherwise, date, before = '' } = source;
  const text = read.text(column);
  if (text === null) return null;
  if (date !== undefined) return dateOf(text, date) ?? problem(read, `${column} is no date of the form ${date}`);
  if (values === undefined) return before + text;
  const meant = Object.hasOwn(values, text) ? values[text] : otherwise;
  return meant ?? problem(read, `${column} has a value that the mapping does not know: ${text.slice(0, 40)}`);
}

function problem(read: RowReader, text: string): null {
  read.problem(text);
  return null;
}

/** A date in another form as `2026-12-31`. */
function dateOf(text: string, form: string): string | null {
  const parts: readonly string[] = form.match(/YYYY|MM|DD/g) ?? [];
  const pattern = form
    .replaceAll('.', String.raw`\.`)
    .replaceAll('YYYY', String.raw`(\d{4})`)
    .replaceAll(/MM|DD/g, String.raw`(\d{1,2})`);
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return null;
  const of = (part: string): string => (found[parts.indexOf(part) + 1] ?? '').padStart(2, '0');
  return `${of('YYYY')}-${of('MM')}-${of('DD')}`;
}

const NAME_PARTS = {
  family_name: 'family',
  given_name: 'given',
  middle_name: 'middle',
  suffix: 'suffix',
  chosen_name: 'chosen',
} as const;

function patronOf(layout: PatronLayout, read: RowReader, reading: FeedReading): PatronRecord {
  const { fields } = layout;
  const text = (field: PatronField): string | null => valueOf(read, fields[field]);
  const isTold = (field: PatronField): boolean => fields[field] !== undefined;
  const id = read.required(layout.id);
  const name = {
    family: text('family_name') ?? '',
    given: text('given_name') ?? '',
    middle: text('middle_name'),
    suffix: text('suffix'),
    chosen: text('chosen_name'),
  };
  if (isTold('family_name') && name.family === '' && name.given === '') read.problem('the patron has no name');
  const group = groupOf(read, text('patron_group'), reading);
  const birthDate = text('birth_date');
  if (birthDate !== null && parseMoment(birthDate, { zone: 'UTC', dateIs: 'begin' }) === null)
    read.problem('the birth date is no date');
  const expiresAt = momentOf(read, text('expires'), reading.zone);
  const cards = cardsOf(text('card'), splitList(text('other_cards') ?? ''));
  const told: Partial<Patron> = {
    ...(isTold('birth_date') ? { birthDate } : {}),
    ...(isTold('email') ? { email: text('email') } : {}),
    ...(isTold('phone') ? { phones: splitList(text('phone') ?? '') } : {}),
    ...(isTold('address') ? { address: splitList(text('address') ?? '') } : {}),
    ...(isTold('expires') ? { expiresAt } : {}),
    ...group,
  };
  const nameParts = Object.entries(NAME_PARTS).flatMap(([field, part]) =>
    Object.hasOwn(fields, field) ? [[part, name[part]] as const] : [],
  );
  return {
    id,
    home: text('home'),
    patron: {
      cards,
      name,
      group: group?.group ?? '',
      groupName: group?.groupName ?? '',
      expiresAt,
      active: true,
      barred: false,
      juvenile: false,
      birthDate,
      email: told.email ?? null,
      phones: told.phones ?? [],
      address: told.address ?? [],
      blocks: [],
      messages: [],
    },
    join: (here, free) => ({
      ...here,
      ...told,
      name: { ...here.name, ...Object.fromEntries(nameParts) },
      cards: joinedCards(here.cards, free),
    }),
    notes: [],
  };
}

function groupOf(read: RowReader, named: string | null, { groups }: FeedReading): Group | null {
  if (named === null) return null;
  if (groups === null) return { group: named, groupName: named };
  return groups.get(named) ?? groups.get(foldText(named)) ?? problem(read, `there is no patron group ${named}`);
}

function momentOf(read: RowReader, text: string | null, zone: string): number | null {
  if (text === null) return null;
  return parseMoment(text, { zone, dateIs: 'end' }) ?? problem(read, 'the end of the account is no date');
}

/** The first is the one that stands for the patron. */
function cardsOf(main: string | null, others: readonly string[]): Card[] {
  const numbers = [...new Set([...(main === null ? [] : [main]), ...others].map(codeText))].filter((one) => one !== '');
  return numbers.map((number, n) => ({ number, active: true, primary: n === 0 }));
}

/** The patron's cards stay; cards of the file are added, in use again where they were ended, and stand for the patron where none does. */
function joinedCards(here: readonly Card[], told: readonly Card[]): Card[] {
  const numbers = new Set(told.map(({ number }) => number));
  const own = here.map((card) => (numbers.has(card.number) && !card.active ? inUse(card) : card));
  const isStanding = own.some(({ primary, active }) => primary && active);
  const known = new Set(here.map(({ number }) => number));
  const added = told.filter(({ number }) => !known.has(number));
  const [first] = told;
  return [...own, ...added.map((card) => ({ ...card, primary: false }))].map((card) =>
    isStanding ? card : { ...card, primary: card.number === first?.number },
  );
}

function inUse({ endedAs: _, ...card }: Card): Card {
  return { ...card, active: true };
}

type ItemRow = { readonly record: ItemRecord; readonly words: TitleRecord | null };

function itemOf(layout: ItemLayout, read: RowReader, { decimals }: FeedReading): ItemRow {
  const { fields } = layout;
  const text = (field: keyof typeof fields): string | null => valueOf(read, fields[field]);
  const id = read.required(layout.id);
  const barcode = text('barcode') ?? '';
  if (barcode === '') read.problem('the barcode is empty');
  const priceMinor = typeof fields.price === 'string' ? readAmount(read, fields.price, decimals) : null;
  const words = titleOf(read, fields);
  const isYes = (field: 'circulates' | 'holdable'): boolean => !/^(no|n|false|f|0)$/i.test(text(field) ?? '');
  const lends = isYes('circulates');
  const told: Partial<ItemRecord['item']> = {
    ...(fields.call_number === undefined ? {} : { callNumber: text('call_number') ?? '' }),
    ...(fields.item_type === undefined ? {} : { kind: text('item_type') }),
    ...(fields.loan_type === undefined || text('loan_type') === null ? {} : { loanType: text('loan_type') }),
    ...(fields.price === undefined ? {} : { priceMinor }),
    ...(fields.circulates === undefined ? {} : { circulates: lends, holdable: lends }),
    ...(fields.holdable === undefined ? {} : { holdable: isYes('holdable') }),
  };
  return {
    words,
    record: {
      id,
      title: words?.id ?? text('title_id') ?? '',
      home: text('home'),
      holding: null,
      owner: null,
      location: text('location'),
      status: 'available',
      item: {
        barcode,
        callNumber: '',
        kind: null,
        loanGrade: 'normal',
        fineGrade: 'normal',
        circulates: true,
        holdable: true,
        reference: false,
        priceMinor: null,
        serial: false,
        parts: [],
        alert: null,
        addedAt: null,
        ...told,
      },
      join: (here) => ({ ...here, ...told, barcode: codeText(barcode) }),
      notes: [],
    },
  };
}

/** Null where the copy names a title by an id that came before. */
function titleOf(read: RowReader, fields: ItemLayout['fields']): TitleRecord | null {
  const title = valueOf(read, fields.title);
  if (title === null) return null;
  const [author, published] = [valueOf(read, fields.author), valueOf(read, fields.published)];
  const isbns = splitList(valueOf(read, fields.isbn) ?? '');
  const named = valueOf(read, fields.title_id);
  const words = ['words', foldText(title), foldText(author ?? ''), published ?? '', isbns[0] ?? ''];
  return {
    id: named ?? `words ${hashedId(...words).slice(0, 24)}`,
    title: {
      title,
      author,
      isbns,
      published,
      recordType: null,
      recordForm: null,
      recordLevel: null,
      videoFormat: null,
    },
    join: (here) => ({
      ...here,
      title,
      ...(fields.author === undefined ? {} : { author }),
      ...(fields.isbn === undefined ? {} : { isbns }),
      ...(fields.published === undefined ? {} : { published }),
    }),
  };
}
