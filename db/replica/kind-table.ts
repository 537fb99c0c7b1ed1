// How each kind of row is kept: its table, its search columns, and the ids that a change of it touches.
// Rows are read loosely here, so that fields of a newer version neither break nor get lost; readers parse them. [I20]

import { NOTICE_STATES_TO_WORK } from '../../shared/circ/model/notice.ts';
import { foldText } from '../../shared/core/fold-text.ts';
import { awayStatus } from '../../shared/circ/model/item.ts';
import { namesItemOnly } from '../../shared/circ/act-kinds.ts';
import type { RowKind } from '../../shared/wire/rows.ts';
import type { Bound } from '../open/connection.ts';
import { backwards, callNumberForm } from './search-forms.ts';

/** A row as it came: an object whose fields may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Ids touched by a changed row. */
export type Touched = {
  readonly items?: readonly string[];
  readonly titles?: readonly string[];
  readonly patrons?: readonly string[];
  readonly loans?: readonly string[];
};

/** Rows beside the kind's own table with more data of one of its rows. */
export type SideTable = {
  readonly table: string;
  /** The column that holds the key of the row they belong to. */
  readonly owner: string;
  readonly columns: readonly string[];
  readonly rows: (fields: Fields) => readonly (readonly Bound[])[];
};

export type KindTable = {
  readonly table: string;
  readonly columns: Readonly<Record<string, (fields: Fields) => Bound>>;
  readonly side?: SideTable;
  readonly touches: (key: string, fields: Fields) => Touched;
};

const nothing = (): Touched => ({});

/** The table of each kind. */
export const KIND_TABLES: Readonly<Record<RowKind, KindTable>> = {
  library: { table: 'library', columns: {}, touches: nothing },
  branch: { table: 'branch', columns: {}, touches: nothing },
  location: { table: 'location', columns: {}, touches: nothing },
  ruleSet: { table: 'rule_set', columns: {}, touches: nothing },
  ruleActivation: { table: 'rule_activation', columns: { at: (row) => integer(row['at']) }, touches: nothing },
  policy: { table: 'policy', columns: {}, touches: nothing },
  staffMark: { table: 'staff_mark', columns: {}, touches: nothing },
  title: {
    table: 'title',
    columns: { words: (row) => titleWords(row) },
    touches: (key) => ({ titles: [key] }),
  },
  item: {
    table: 'item',
    columns: {
      barcode: (row) => text(row['barcode']),
      barcode_end: (row) => backwards(text(row['barcode']) ?? ''),
      title_id: (row) => text(row['titleId']),
      call_number: (row) => callNumberForm(text(row['callNumber']) ?? ''),
      away: (row) => awayStatus(fieldsOf(row['state'])),
      provisional: (row) => (row['provisional'] === true ? 1 : null),
      cart: (row) => text(fieldsOf(fieldsOf(row['state'])['cart'])['cart']),
      item_type: (row) => text(row['kind']),
      borrowed: (row) => (fieldsOf(row['borrowed'])['lender'] === undefined ? null : 1),
    },
    side: {
      table: 'item_former',
      owner: 'item',
      columns: ['barcode'],
      rows: (row) => texts(row['formerBarcodes']).map((barcode) => [barcode]),
    },
    touches: (key, row) => ({ items: [key], titles: ids(row['titleId']) }),
  },
  term: { table: 'term', columns: {}, touches: nothing },
  course: { table: 'course', columns: { words: (row) => courseWords(row) }, touches: nothing },
  reading: {
    table: 'reading',
    columns: { course_id: (row) => text(row['courseId']), title_id: (row) => text(row['titleId']) },
    touches: nothing,
  },
  reserve: {
    table: 'reserve',
    columns: { course_id: (row) => text(row['courseId']), item_id: (row) => text(row['itemId']) },
    touches: nothing,
  },
  patron: {
    table: 'patron',
    columns: {
      family: (row) => folded(fieldsOf(row['name'])['family']),
      given: (row) => folded(fieldsOf(row['name'])['given']),
      words: (row) => nameWords(row),
    },
    side: {
      table: 'patron_handle',
      owner: 'patron',
      columns: ['kind', 'form'],
      rows: (row) => patronHandles(row),
    },
    touches: (key) => ({ patrons: [key] }),
  },
  booking: {
    table: 'booking',
    columns: {
      patron_id: (row) => text(row['patronId']),
      kind: (row) => text(row['kind']),
      to_at: (row) => integer(row['to']),
    },
    touches: (_, row) => ({ patrons: ids(row['patronId']) }),
  },
  loan: {
    table: 'loan',
    columns: {
      item_id: (row) => text(row['itemId']),
      patron_id: (row) => text(row['patronId']),
      state: (row) => text(row['state']),
    },
    touches: (key, row) => ({
      items: ids(row['itemId']),
      patrons: ids(row['patronId']),
      loans: [key, ...texts(row['aliases'])],
    }),
  },
  hold: {
    table: 'hold',
    columns: {
      title_id: (row) => text(row['titleId']),
      patron_id: (row) => text(row['patronId']),
      pickup: (row) => text(row['pickup']),
      state: (row) => text(row['state']),
    },
    touches: (_, row) => ({
      titles: ids(row['titleId']),
      patrons: ids(row['patronId']),
      items: ids(row['itemId'], row['capturedItem']),
    }),
  },
  fee: {
    table: 'fee',
    columns: {
      patron_id: (row) => text(row['patronId']),
      loan_id: (row) => text(row['loanId']),
      outstanding: (row) => integer(row['outstandingMinor']),
    },
    touches: (_, row) => ({ patrons: ids(row['patronId']) }),
  },
  credit: { table: 'credit', columns: {}, touches: (_, row) => ({ patrons: ids(row['patronId']) }) },
  event: {
    table: 'event',
    columns: {
      act_kind: (row) => text(row['kind']),
      // A hold or a fee that names a copy is not on the timeline of that copy.
      item_id: (row) => (namesItemOnly(text(row['kind']) ?? '') ? null : text(row['itemId'])),
      title_id: (row) => text(row['titleId']),
      patron_id: (row) => text(row['patronId']),
    },
    side: {
      table: 'event_loan',
      owner: 'event',
      columns: ['loan_id'],
      rows: (row) => namedLoans(row).map((loan) => [loan]),
    },
    touches: (_, row) => ({
      items: ids(row['itemId']),
      titles: ids(row['titleId']),
      patrons: ids(row['patronId']),
      loans: namedLoans(row),
    }),
  },
  exception: {
    table: 'exception',
    columns: {
      state: (row) => text(row['state']),
      weight: (row) => text(row['weight']),
      item_id: (row) => text(row['itemId']),
      patron_id: (row) => text(row['patronId']),
    },
    touches: (_, row) => ({ items: ids(row['itemId']), patrons: ids(row['patronId']) }),
  },
  logEntry: {
    table: 'log_entry',
    columns: {
      branch: (row) => text(row['branch']),
      log_kind: (row) => text(fieldsOf(row['what'])['kind']),
      at: (row) => integer(row['at']),
      ended: (row) => (row['ended'] === null ? 0 : 1),
    },
    touches: nothing,
  },
  notice: {
    table: 'notice',
    columns: {
      patron_id: (row) => text(row['patronId']),
      // The branch, where a person has to look at it.
      to_work: (row) => (isToWork(text(row['state'])) ? text(row['branch']) : null),
      // The branch, while it waits to be sent.
      waiting: (row) => (row['state'] === 'waiting' ? text(row['branch']) : null),
    },
    touches: (_, row) => ({ patrons: ids(row['patronId']) }),
  },
};

/** The fields of a value; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** Digits of a phone number as people may type it: the whole, without the country, the last seven and the last four. */
export function phoneForms(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  return [...new Set([digits, digits.slice(-10), digits.slice(-7), digits.slice(-4)])].filter(
    (form) => form.length >= 3,
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const integer = (value: unknown): number | null => (Number.isSafeInteger(value) ? Number(value) : null);
const folded = (value: unknown): string => foldText(text(value) ?? '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => list(value).flatMap((one) => text(one) ?? []);
const ids = (...values: readonly unknown[]): string[] => values.flatMap((value) => text(value) ?? []);

/** Words by which a title is found. */
export function titleWords(row: Fields): string {
  const isbns = texts(row['isbns']).map((isbn) => isbn.replace(/[^0-9xX]/g, ''));
  return foldText([text(row['title']), text(row['author']), ...isbns].join(' '));
}

/** Words by which a course is found. */
export function courseWords(row: Fields): string {
  const { name, section } = row;
  const numbers = texts(row['numbers']);
  // People leave out the zeros that a number begins with.
  const short = numbers
    .map((number) => number.replace(/\b0+(?=\d)/g, ''))
    .filter((number, at) => number !== numbers[at]);
  const said = [...numbers, ...short, text(name), text(section), ...texts(row['instructors'])];
  return foldText(said.join(' '));
}

function nameWords(row: Fields): string {
  const name = fieldsOf(row['name']);
  return foldText(
    [name['family'], name['given'], name['middle'], name['chosen']].map((part) => text(part) ?? '').join(' '),
  );
}

function patronHandles(row: Fields): Bound[][] {
  const cards = list(row['cards']).flatMap((card) => text(fieldsOf(card)['number']) ?? []);
  const email = text(row['email']);
  return [
    ...cards.flatMap((card) => [
      ['card', card],
      ['card-end', backwards(card)],
    ]),
    ...(email === null || email === '' ? [] : [['email', email.toLowerCase()]]),
    ...texts(row['phones'])
      .flatMap(phoneForms)
      .map((form) => ['phone', form]),
  ];
}

/** Loans that the lines of a payment, or a waiver, name. */
function namedLoans(row: Fields): string[] {
  const refs = [row['fee'], ...list(row['lines']).map((line) => fieldsOf(line)['fee'])];
  const ofPart = text(fieldsOf(row['report'])['loan']) ?? [];
  return refs.flatMap((ref) => text(fieldsOf(ref)['loanId']) ?? []).concat(ofPart);
}

function isToWork(state: string | null): boolean {
  return NOTICE_STATES_TO_WORK.some((one) => one === state);
}
