// Finds items by what staff type: the beginning or the end of a barcode, the beginning of a call number, words of title and author, an ISBN.

import { foldText } from '../../../shared/core/fold-text.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Bound } from '../../open/connection.ts';
import { prefixEnd, wordsQuery } from '../prefix.ts';
import { backwards, callNumberForm } from '../search-forms.ts';
import type { Replica } from '../open-replica.ts';
import { parseStored } from '../read-row.ts';

type Found = { readonly n: number; readonly row: string };
type Search = { readonly sql: string; readonly bound: readonly Bound[] };

/** Enough to be worth a search: shorter beginnings find everything. */
const leastLetters = 2;
/** Fewer last digits are those of too many barcodes. */
const leastEnd = 4;

/** At most `limit` items; the copies of a title stand together. */
export function findItems(db: Replica, query: string, limit: number): Item[] {
  const found = new Map<number, Item>();
  for (const { sql, bound } of searches(query.trim())) {
    if (found.size >= limit) break;
    for (const { n, row } of db.all<Found>(`${sql} LIMIT ?`, ...bound, limit)) {
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
  const isNumber = /^[\dxX -]+$/.test(query);
  // An ISBN is stored without its dashes.
  const words = byWords(isNumber ? folded.replace(/ /g, '') : folded);
  const callNumber = byCallNumber(callNumberForm(query));
  if (!hasDigit) return [...words, callNumber];
  const isCode = !query.includes(' ');
  const isEnd = isCode && query.length >= leastEnd;
  const codes = [...(isEnd ? [byBarcodeEnd(query)] : []), ...(isCode ? [byBarcode(query)] : [])];
  return [...(isCode ? [byWholeBarcode(query)] : []), ...codes, callNumber, ...words];
}

/** That very barcode stands before those that end or begin like it. */
function byWholeBarcode(barcode: string): Search {
  return { sql: 'SELECT n, row FROM item WHERE barcode = ?', bound: [barcode] };
}

function byBarcode(prefix: string): Search {
  return {
    sql: 'SELECT n, row FROM item WHERE barcode >= ? AND barcode < ? ORDER BY barcode',
    bound: [prefix, prefixEnd(prefix)],
  };
}

function byBarcodeEnd(end: string): Search {
  const form = backwards(end);
  return {
    sql: 'SELECT n, row FROM item WHERE barcode_end >= ? AND barcode_end < ? ORDER BY barcode',
    bound: [form, prefixEnd(form)],
  };
}

function byCallNumber(form: string): Search {
  return {
    sql: "SELECT n, row FROM item WHERE call_number >= ? AND call_number < ? AND call_number <> '' ORDER BY call_number",
    bound: [form, prefixEnd(form)],
  };
}

function byWords(folded: string): Search[] {
  const words = wordsQuery(folded);
  if (words === null) return [];
  const narrowing = words.initials.map(() => "AND (' ' || t.words) LIKE ?").join(' ');
  return [
    {
      sql: `SELECT i.n, i.row FROM title_words w JOIN title t ON t.n = w.rowid JOIN item i ON i.title_id = t.key
        WHERE w.title_words MATCH ? ${narrowing}`,
      bound: [words.match, ...words.initials.map((initial) => `% ${initial}%`)],
    },
  ];
}
