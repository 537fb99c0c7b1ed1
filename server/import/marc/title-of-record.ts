// The title that a MARC record describes. A record with a field 245 is MARC 21; one with a field 200 instead is UNIMARC.

import { hashedId } from '../../../shared/core/digest.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import type { TitleRecord } from '../records/record.ts';
import { firstOf, textsOf, type MarcField, type MarcRecord } from './marc-record.ts';

/** The title of a record; null where it has none. */
export function titleOfRecord(record: MarcRecord): TitleRecord | null {
  const [marc21] = record.fields('245');
  const [unimarc] = record.fields('200');
  const words =
    marc21 === undefined ? (unimarc === undefined ? null : ofUnimarc(record, unimarc)) : ofMarc21(record, marc21);
  if (words === null || words.title === '') return null;
  return {
    id: idOf(record, words),
    title: {
      ...words,
      recordType: signAt(record.leader, 6),
      recordLevel: signAt(record.leader, 7),
      recordForm: formOf(record, marc21 !== undefined),
      videoFormat: videoOf(record),
    },
  };
}

type Words = Pick<TitleRecord['title'], 'title' | 'author' | 'isbns' | 'published'>;

function ofMarc21(record: MarcRecord, field: MarcField): Words {
  const name = ['100', '110', '111', '700', '710'].flatMap((tag) => record.fields(tag))[0];
  const said = firstOf(field, 'c');
  return {
    title: trimIsbd(textsOf(field, 'abnp').join(' ')),
    author: name === undefined ? (said === null ? null : trimIsbd(said)) : trimIsbd(textsOf(name, 'abcq').join(' ')),
    isbns: isbnsOf(record, '020'),
    published: publishedOf(record),
  };
}

/** The date of publication: of the field of production with that second indicator, else the older field, else the fixed one. */
function publishedOf(record: MarcRecord): string | null {
  const produced = record.fields('264').find(({ indicators }) => indicators[1] === '1');
  const date = firstOf(produced, 'c') ?? firstOf(record.fields('260')[0], 'c');
  if (date !== null) return trimIsbd(date);
  const fixed = record.control('008')?.slice(7, 11) ?? '';
  return /^\d{4}$/.test(fixed) ? fixed : null;
}

function ofUnimarc(record: MarcRecord, field: MarcField): Words {
  const person = ['700', '710', '701', '711'].flatMap((tag) => record.fields(tag))[0];
  const said = firstOf(field, 'f');
  const [published] = ['214', '210'].flatMap((tag) => record.fields(tag).flatMap((one) => firstOf(one, 'd') ?? []));
  return {
    title: trimIsbd(textsOf(field, 'aehi').join(' ')),
    author: person === undefined ? said : textsOf(person, 'ab').join(', '),
    isbns: isbnsOf(record, '010'),
    published: published ?? null,
  };
}

function isbnsOf(record: MarcRecord, tag: string): string[] {
  const texts = record.fields(tag).flatMap((field) => firstOf(field, 'a') ?? []);
  const isbns = texts.flatMap((text) => /^[\dXx-]{9,17}/.exec(text)?.[0].replaceAll('-', '').toUpperCase() ?? []);
  return [...new Set(isbns)];
}

/** Without the punctuation that separates one element of a description from the next. */
function trimIsbd(text: string): string {
  const trimmed = text.replace(/[\s/:;=,]+$/u, '');
  // A full stop is one of an abbreviation after a single letter or inside brackets.
  return /[^\s.]{2}\.$/u.test(trimmed) && !/\b(?:Jr|Sr|etc|ed|vol|no|pt)\.$/iu.test(trimmed)
    ? trimmed.slice(0, -1)
    : trimmed;
}

function signAt(text: string, place: number): string | null {
  const sign = text[place] ?? ' ';
  return /[a-z]/.test(sign) ? sign : null;
}

/** The form of item stands in another place for maps, pictures and objects. */
function formOf(record: MarcRecord, isMarc21: boolean): string | null {
  const fixed = isMarc21 ? record.control('008') : null;
  if (fixed === null) return null;
  return signAt(fixed, 'efgkor'.includes(record.leader[6] ?? ' ') ? 29 : 23);
}

function videoOf(record: MarcRecord): string | null {
  const physical = record.control('007') ?? '';
  return physical.startsWith('v') ? signAt(physical, 4) : null;
}

/** Its number with that of the agency that gave it; a record without one is known by its words. */
function idOf(record: MarcRecord, { title, author, published }: Words): string {
  const number = record.control('001')?.trim() ?? '';
  const agency = record.control('003')?.trim() ?? '';
  if (number !== '') return agency === '' ? number : `${agency} ${number}`;
  return `words ${hashedId('marc', foldText(title), foldText(author ?? ''), published ?? '').slice(0, 24)}`;
}
