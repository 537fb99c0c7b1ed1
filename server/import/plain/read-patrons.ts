// patrons.csv, with the patrons' data in groups.csv, cards.csv and blocks.csv.

import { hashedId } from '../../../shared/core/digest.ts';
import { CardEndSchema, CardKindSchema, type Card } from '../../../shared/circ/model/patron-cards.ts';
import type { Patron, PatronBlock } from '../../../shared/circ/model/patron.ts';
import type { BlockedAct } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { fileOf, firstText, parseTable, readAll, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { Found, PatronRecord } from '../records/record.ts';
import { PLAIN_TABLES, type PlainReading } from './plain-tables.ts';
import { readList, readMoment, readWord, readYes } from './read-values.ts';

/** Names of groups by id; null = there is no list of them, and every group is taken. */
export type GroupNames = ReadonlyMap<string, string> | null;

/** Reads the patrons batch by batch. */
export async function* readPlainPatrons(
  reading: PlainReading,
  groups: GroupNames,
): AsyncGenerator<readonly Found<PatronRecord>[]> {
  const { folder } = reading;
  const cards = shelfOf(reading, 'cards', await readAll(folder, 'cards', (read) => readCard(read, reading)));
  const blocks = shelfOf(reading, 'blocks', await readAll(folder, 'blocks', (read) => readBlock(read, reading)));
  const file = fileOf(folder, 'patrons');
  for await (const batch of parseTable(folder, 'patrons', (read) => readPatron(read, reading, groups))) {
    yield batch.map(({ line, value }) => {
      const names = [value.id, ...value.patron.cards.map(({ number }) => number)];
      const own = [...value.patron.cards, ...cards.take(names)];
      const patron = { ...value.patron, cards: withPrimary(own), blocks: blocks.take(names) };
      return { at: { file, line }, value: { ...value, patron } };
    });
  }
  cards.rejectRest();
  blocks.rejectRest();
}

/** One card stands for a patron: the one that is marked so, else the first that is in use. */
function withPrimary(cards: readonly Card[]): Card[] {
  const distinct = [...new Map(cards.toReversed().map((card) => [card.number, card])).values()].toReversed();
  const primary = distinct.find((card) => card.primary) ?? distinct.find(({ active }) => active) ?? distinct[0];
  return distinct.map((card) => ({ ...card, primary: card === primary }));
}

function readPatron(read: RowReader, { zone }: PlainReading, groups: GroupNames): PatronRecord {
  const id = firstText(read, PLAIN_TABLES.patrons.ids ?? []) ?? '';
  if (id === '') read.problem('id and card are empty');
  const number = read.text('card');
  const expiresAt = readMoment(read, 'expires', { zone, dateIs: 'end' });
  const group = read.required('patron_group');
  if (groups !== null && group !== '' && !groups.has(group)) read.problem(`groups.csv has no group ${group}`);
  return {
    id,
    home: read.text('home'),
    patron: {
      cards: number === null ? [] : [{ number, active: true, primary: false }],
      ...readPerson(read),
      group,
      groupName: groups?.get(group) ?? group,
      expiresAt,
      active: readYes(read, 'active') ?? true,
      barred: readYes(read, 'barred') ?? false,
      juvenile: readYes(read, 'juvenile') ?? false,
      blocks: [],
      messages: readList(read, 'message'),
    },
    notes: [],
  };
}

function readPerson(read: RowReader): Pick<Patron, 'name' | 'birthDate' | 'email' | 'phones' | 'address'> {
  const family = read.text('family_name') ?? '';
  const given = read.text('given_name') ?? '';
  if (family === '' && given === '') read.problem('the patron has no name');
  return {
    name: {
      family,
      given,
      middle: read.text('middle_name'),
      suffix: read.text('suffix'),
      chosen: read.text('chosen_name'),
    },
    birthDate: read.date('birth_date'),
    email: read.text('email'),
    phones: readList(read, 'phone'),
    address: readList(read, 'address'),
  };
}

type Owned<T> = { readonly patron: string; readonly thing: T };

function readCard(read: RowReader, { zone }: PlainReading): Owned<Card> {
  const kind = readWord(read, 'kind', CardKindSchema.options);
  const endedAs = readWord(read, 'ended_as', CardEndSchema.options);
  const issuer = read.text('issuer');
  const expiresAt = readMoment(read, 'expires', { zone, dateIs: 'end' });
  const card: Card = {
    number: read.required('number'),
    active: (readYes(read, 'active') ?? true) && endedAs === null,
    primary: readYes(read, 'primary') ?? false,
    ...(kind === null ? {} : { kind }),
    ...(issuer === null ? {} : { issuer }),
    ...(endedAs === null ? {} : { endedAs }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
  return { patron: read.required('patron'), thing: card };
}

const STOPS: Readonly<Record<string, readonly BlockedAct[]>> = {
  borrowing: ['CIRC', 'FULFILL'],
  holds: ['HOLD'],
  renewals: ['RENEW'],
};

function readBlock(read: RowReader, { zone }: PlainReading): Owned<PatronBlock> {
  const patron = read.required('patron');
  const label = read.required('label');
  const words = readList(read, 'stops');
  const unknown = words.find((word) => !Object.hasOwn(STOPS, word.toLowerCase()));
  if (unknown !== undefined) read.problem(`stops "${unknown}" is not one of ${Object.keys(STOPS).join(', ')}`);
  const stops = (words.length === 0 ? Object.keys(STOPS) : words).flatMap((word) => STOPS[word.toLowerCase()] ?? []);
  const setAt = readMoment(read, 'set', { zone, dateIs: 'begin' }) ?? 0;
  const block: PatronBlock = {
    id: hashedId('csv', 'block', patron, read.text('id') ?? `${label} ${setAt}`),
    kind: read.text('kind') ?? 'IMPORTED',
    label,
    blocks: stops,
    origin: 'import',
    setAt,
    endsAt: readMoment(read, 'ends', { zone, dateIs: 'end' }),
  };
  return { patron, thing: block };
}

type Shelf<T> = { readonly take: (patrons: readonly string[]) => T[]; readonly rejectRest: () => void };

/** Rows of patrons, kept until their patrons come; a patron is named by id or card. */
function shelfOf<T>({ folder }: PlainReading, table: 'cards' | 'blocks', rows: readonly Parsed<Owned<T>>[]): Shelf<T> {
  const byPatron = Map.groupBy(rows, ({ value }) => value.patron);
  return {
    take: (patrons) =>
      [...new Set(patrons)].flatMap((patron) => {
        const own = byPatron.get(patron) ?? [];
        byPatron.delete(patron);
        takeRows(folder, table, own.length);
        return own.map(({ value }) => value.thing);
      }),
    rejectRest: () => {
      for (const [patron, rest] of byPatron)
        for (const { line } of rest) rejectRow(folder, table, line, `patrons.csv has no patron ${patron}`);
    },
  };
}
