// Finds items by text that staff type: the beginning or the end of a barcode, the beginning of a call number, words of title and author, an ISBN.

import { foldText } from '../../../shared/core/fold-text.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Bound } from '../../open/connection.ts';
import { prefixEnd, wordsQuery } from '../prefix.ts';
import { titleWords } from '../kind-table.ts';
import { backwards, callNumberForm } from '../search-forms.ts';
import type { Replica } from '../open-replica.ts';
import { parseStored } from '../read-row.ts';

type Found = { readonly n: number; readonly row: string };
type Search = (db: Replica, limit: number) => readonly Found[];

/** Enough to be worth a search: shorter beginnings find everything. */
const leastLetters = 2;
/** Fewer last digits are those of too many barcodes. */
const leastEnd = 4;
/** Titles that are put in order. Those beyond come after them as they are found: an index that ranks all would be many times as large. */
const mostRanked = 500;

/** At most `limit` items; the copies of a title stand together. */
export function findItems(db: Replica, query: string, limit: number): Item[] {
  const found = new Map<number, Item>();
  for (const search of searches(query.trim())) {
    if (found.size >= limit) break;
    for (const { n, row } of search(db, limit)) {
      const item = found.has(n) || found.size >= limit ? null : parseStored('item', row);
      if (item !== null) found.set(n, item);
    }
  }
  return [...found.values()];
}

/** The possible meanings of a query, likeliest first. */
function searches(query: string): Search[] {
  if (query.length < leastLetters) return [];
  const folded = foldText(query);
  if (folded === '') return [];
  const hasDigit = /\d/.test(query);
  const words = byWords(foldedWords(query));
  const callNumber = byCallNumber(callNumberForm(query));
  if (!hasDigit) return [...words, callNumber];
  const isCode = !query.includes(' ');
  const isEnd = isCode && query.length >= leastEnd;
  const codes = [...(isEnd ? [byBarcodeEnd(query)] : []), ...(isCode ? [byBarcode(query)] : [])];
  return [...(isCode ? [byWholeBarcode(query)] : []), ...codes, callNumber, ...words];
}

function foldedWords(query: string): string {
  const folded = foldText(query);
  // An ISBN is stored without its dashes.
  return /^[\dxX -]+$/.test(query) ? folded.replace(/ /g, '') : folded;
}

/** Whether a title is found by a query as the index would find it. */
export function isTitleFoundBy(title: Title, query: string): boolean {
  const parts = titleWords(title).split(' ');
  const words = foldedWords(query.trim()).split(' ').filter(Boolean);
  return words.length > 0 && words.every((word) => parts.some((part) => part.startsWith(word)));
}

/** An exact barcode comes before those that end or begin like it. */
function byWholeBarcode(barcode: string): Search {
  return rows('SELECT n, row FROM item WHERE barcode = ?', barcode);
}

function byBarcode(prefix: string): Search {
  const sql = 'SELECT n, row FROM item WHERE barcode >= ? AND barcode < ? ORDER BY barcode';
  return rows(sql, prefix, prefixEnd(prefix));
}

function byBarcodeEnd(end: string): Search {
  const form = backwards(end);
  const sql = 'SELECT n, row FROM item WHERE barcode_end >= ? AND barcode_end < ? ORDER BY barcode';
  return rows(sql, form, prefixEnd(form));
}

function byCallNumber(form: string): Search {
  return rows(
    "SELECT n, row FROM item WHERE call_number >= ? AND call_number < ? AND call_number <> '' ORDER BY call_number",
    form,
    prefixEnd(form),
  );
}

function rows(sql: string, ...bound: readonly Bound[]): Search {
  return (db, limit) => db.all<Found>(`${sql} LIMIT ?`, ...bound, limit);
}

/** Words of title and author: titles that begin so come first, then those that have the words together, then those that have them, then authors. */
function byWords(folded: string): Search[] {
  const words = wordsQuery(folded);
  if (words === null) return [];
  const narrowing = words.initials.map(() => "AND (' ' || t.words) LIKE ?").join(' ');
  const titlesSql = `SELECT t.key, t.row ->> 'title' AS title FROM title_words w JOIN title t ON t.n = w.rowid
    WHERE w.title_words MATCH ? ${narrowing} LIMIT ?`;
  const search: Search = (db, limit) => {
    const most = Math.max(limit, mostRanked);
    const initials = words.initials.map((initial) => `% ${initial}%`);
    const titles = db
      .all<{ readonly key: string; readonly title: string }>(titlesSql, words.match, ...initials, most)
      .map(({ key, title }) => ({ key, rank: rankOf(foldText(title), folded) }))
      .toSorted((a, b) => a.rank - b.rank);
    const found: Found[] = [];
    for (const { key } of titles) {
      if (found.length >= limit) break;
      found.push(...rows('SELECT n, row FROM item WHERE title_id = ?', key)(db, limit - found.length));
    }
    return found;
  };
  return [search];
}

function rankOf(whole: string, query: string): number {
  // People leave out a leading article, and are found by it as well.
  const title = whole.startsWith(query) ? whole : whole.replace(/^(?:the|an?|el|la|los|las|un|una) /, '');
  if (title.startsWith(query)) return title.length === query.length ? 0 : 1;
  const spaced = ` ${title}`;
  if (spaced.includes(` ${query}`)) return 2;
  return query.split(' ').every((word) => spaced.includes(` ${word}`)) ? 3 : 4;
}
