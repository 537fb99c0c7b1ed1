// Finds patrons by text that staff type: a name in any order, the beginning or the end of a card, an e-mail address, a phone number.
// Answers come in the order of names where one name is given, the likeliest card first, else as they are found; ranks would cost a hundred times as
// much.

import { foldText } from '../../../shared/core/fold-text.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Bound } from '../../open/connection.ts';
import { prefixEnd, wordsQuery } from '../prefix.ts';
import { backwards } from '../search-forms.ts';
import type { Replica } from '../open-replica.ts';
import { parseStored } from '../read-row.ts';

type Found = { readonly n: number; readonly row: string };
type Search = { readonly sql: string; readonly bound: readonly Bound[] };

/** Fewer last digits are those of too many cards. */
const leastEnd = 4;

/** At most `limit` patrons. An empty query finds none. */
export function findPatrons(db: Replica, query: string, limit: number): Patron[] {
  const found = new Map<number, Patron>();
  for (const { sql, bound } of searches(query.trim())) {
    if (found.size >= limit) break;
    for (const { n, row } of db.all<Found>(`${sql} LIMIT ?`, ...bound, limit)) {
      const patron = found.has(n) || found.size >= limit ? null : parseStored('patron', row);
      if (patron !== null) found.set(n, patron);
    }
  }
  return [...found.values()];
}

/** The possible meanings of a query, likeliest first. */
function searches(query: string): Search[] {
  if (query === '') return [];
  if (query.includes('@')) return [byHandle('email', query.toLowerCase())];
  const digits = query.replace(/\D/g, '');
  if (/^[\d\s()+.-]+$/.test(query)) {
    const code = query.replace(/\s/g, '');
    return [
      byCard(code),
      ...(code.length >= leastEnd ? [byCardEnd(code)] : []),
      byHandle('card', code),
      ...(digits.length >= 3 ? [byHandle('phone', digits)] : []),
    ];
  }
  const isOneWord = !/[\s,]/.test(query);
  return [
    ...(/\d/.test(query) ? [byHandle('card', query)] : []),
    ...byName(query),
    ...(isOneWord && query.length >= 3 ? [byHandle('email', query.toLowerCase())] : []),
  ];
}

/** An exact card comes before those that end or begin like it. */
function byCard(card: string): Search {
  return {
    sql: `SELECT DISTINCT p.n, p.row FROM patron_handle h JOIN patron p ON p.key = h.patron
      WHERE h.kind = 'card' AND h.form = ?`,
    bound: [card],
  };
}

/** Patrons whose own card ends this way come first, then those with another such card, then former holders. They are few. */
function byCardEnd(end: string): Search {
  const form = backwards(end);
  return {
    sql: `SELECT p.n, p.row FROM patron_handle h JOIN patron p ON p.key = h.patron
      WHERE h.kind = 'card-end' AND h.form >= ? AND h.form < ?
      GROUP BY p.n
      ORDER BY (SELECT max(2 * (c.value ->> 'primary') + (c.value ->> 'active')) FROM json_each(p.row, '$.cards') c
        WHERE substr(c.value ->> 'number', ?) = ?) DESC, p.n`,
    bound: [form, prefixEnd(form), -end.length, end],
  };
}

function byHandle(kind: 'card' | 'email' | 'phone', prefix: string): Search {
  return {
    sql: `SELECT DISTINCT p.n, p.row FROM patron_handle h JOIN patron p ON p.key = h.patron
      WHERE h.kind = ? AND h.form >= ? AND h.form < ?`,
    bound: [kind, prefix, prefixEnd(prefix)],
  };
}

/** "family, given" and a single word go by the index of names, which is in order; anything else by the words of the name. */
function byName(query: string): Search[] {
  const [family = '', given = ''] = query.split(',').map(foldText);
  if (family === '') return [];
  if (query.includes(',')) return [byFamily(family, given), ...byWords(`${family} ${given}`)];
  return [...(family.includes(' ') ? [] : [byFamily(family, '')]), ...byWords(family)];
}

function byFamily(family: string, given: string): Search {
  const order = 'ORDER BY family, given';
  if (given === '') {
    return {
      sql: `SELECT n, row FROM patron WHERE family >= ? AND family < ? ${order}`,
      bound: [family, prefixEnd(family)],
    };
  }
  return {
    sql: `SELECT n, row FROM patron WHERE family >= ? AND family < ? AND given >= ? AND given < ? ${order}`,
    bound: [family, prefixEnd(family), given, prefixEnd(given)],
  };
}

function byWords(text: string): Search[] {
  const words = wordsQuery(text);
  if (words === null) return [];
  const { match, initials } = words;
  // A single letter has no index of its own; beside a word it narrows the results of the word.
  const narrowing = initials.map(() => "AND (' ' || p.words) LIKE ?").join(' ');
  return [
    {
      sql: `SELECT p.n, p.row FROM patron_words w JOIN patron p ON p.n = w.rowid WHERE w.patron_words MATCH ? ${narrowing}`,
      bound: [match, ...initials.map((initial) => `% ${initial}%`)],
    },
  ];
}
