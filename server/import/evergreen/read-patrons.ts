// patrons.csv with cards.csv and patron_blocks.csv: all accounts. Staff are among them, since they borrow too; the staff who may
// sign in at a desk are a list of Holdfast's own. A deleted account is taken, inactive, only while a loan or a live hold
// needs it.

import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { PatronGroup } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { noteRow, parseTable, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import { readBranch, type BranchTree } from './read-branches.ts';
import type { PatronBelongings } from './read-cards-blocks.ts';
import { evergreenPatron, sourceOf } from './source-ids.ts';
import { unusedColumns } from '../csv/unused-columns.ts';

/** Rows that patrons refer to, and rows that refer to patrons. */
export type PatronContext = {
  readonly tree: BranchTree;
  readonly groups: ReadonlyMap<string, PatronGroup>;
  readonly belongings: PatronBelongings;
  /** Whether a loan or a live hold names the patron. */
  readonly isNeeded: (id: string) => boolean;
};

type PatronRow = {
  readonly id: string;
  readonly barcode: string;
  readonly isDeleted: boolean;
  /** Null where a reference cannot be read; then the row is rejected. */
  readonly patron: Patron | null;
};

/** Reads the patrons batch by batch, and adds the source's id of each that is taken to `taken`. */
export async function* readPatrons(
  folder: EvergreenFolder,
  context: PatronContext,
  taken: Set<string>,
): AsyncGenerator<Patron[]> {
  const unused = unusedColumns(folder, 'patrons', [
    'prefix',
    'alias',
    'guardian',
    'claims_returned_count',
    'claims_never_checked_out_count',
    'credit_forward_balance',
  ]);
  const seen = new Map<string, number>();
  const deleted = new Set<string>();
  const parse = (read: RowReader): PatronRow => {
    const row = parsePatron(read, context);
    if (!row.isDeleted) unused.see(read);
    return row;
  };
  for await (const batch of parseTable(folder, 'patrons', parse)) {
    yield batch.flatMap((row): Patron[] => {
      const { id, isDeleted, patron } = row.value;
      const first = seen.get(id);
      if (first !== undefined) return refuse(folder, row, `the id ${id} is that of line ${first}`);
      seen.set(id, row.line);
      if (isDeleted) deleted.add(id);
      if (isDeleted && !context.isNeeded(id)) return refuse(folder, row, 'the account is deleted');
      if (patron === null) return [];
      if (isDeleted)
        noteRow(folder, 'patrons', row.line, 'the account is deleted, but has a loan or hold; it is taken as inactive');
      taken.add(id);
      takeRows(folder, 'patrons');
      return [withBelongings(folder, row, patron, context)];
    });
  }
  context.belongings.rejectRest((id) => {
    if (deleted.has(id)) return `the account of patron ${id} is deleted`;
    return seen.has(id) ? `the row of patron ${id} is rejected` : `patrons.csv has no patron ${id}`;
  });
  unused.tell();
}

function refuse(folder: EvergreenFolder, { line }: Parsed<PatronRow>, reason: string): [] {
  rejectRow(folder, 'patrons', line, reason);
  return [];
}

function withBelongings(
  folder: EvergreenFolder,
  { line, value }: Parsed<PatronRow>,
  patron: Patron,
  { belongings }: PatronContext,
): Patron {
  const cards = belongings.cardsOf(value.id).map((card) => ({ ...card, active: card.active && !value.isDeleted }));
  const isOwn = cards.some((card) => card.number === value.barcode);
  const isElsewhere = !isOwn && belongings.hasCard(value.barcode);
  if (!isOwn && !isElsewhere && value.barcode !== '') {
    cards.push({ number: value.barcode, active: !value.isDeleted, primary: cards.every((card) => !card.primary) });
  }
  if (isElsewhere) noteRow(folder, 'patrons', line, `the card ${value.barcode} is another patron's in cards.csv`);
  if (cards.length === 0) noteRow(folder, 'patrons', line, 'the account has no card');
  return { ...patron, cards, blocks: belongings.blocksOf(value.id) };
}

function parsePatron(read: RowReader, { tree, groups }: PatronContext): PatronRow {
  const id = read.id('patron_id');
  const group = read.parsed('profile_id', 'a group of patron_groups.csv', (text) => groups.get(text) ?? null);
  if (read.text('profile_id') === null) read.required('profile_id');
  const home = readBranch(read, tree, 'home_ou');
  if (read.text('home_ou') === null) read.required('home_ou');
  const isDeleted = read.flag('deleted') ?? false;
  const row = { id, barcode: read.text('barcode') ?? '', isDeleted };
  const person = readPerson(read);
  if (group === null || home === null) return { ...row, patron: null };
  const patron: Patron = {
    id: evergreenPatron(id),
    cards: [],
    ...person,
    group: group.id,
    groupName: group.name,
    home: home.id,
    active: (read.flag('active') ?? true) && !isDeleted,
    blocks: [],
    messages: [],
    provisional: false,
    source: sourceOf(id),
  };
  return { ...row, patron };
}

function readPerson(
  read: RowReader,
): Pick<Patron, 'name' | 'expiresAt' | 'barred' | 'juvenile' | 'birthDate' | 'email' | 'phones' | 'address'> {
  const words = (columns: readonly string[]) => columns.flatMap((column) => read.text(column) ?? []);
  const family = read.text('family_name') ?? '';
  const given = read.text('first_given_name') ?? '';
  if (family === '' && given === '') read.problem('the patron has no name');
  const place = words(['state', 'post_code']).join(' ');
  return {
    name: {
      family,
      given,
      middle: read.text('second_given_name'),
      suffix: read.text('suffix'),
      chosen: read.text('pref_first_given_name'),
    },
    expiresAt: read.instant('expire_date'),
    barred: read.flag('barred') ?? false,
    juvenile: read.flag('juvenile') ?? false,
    birthDate: read.date('dob'),
    email: read.text('email'),
    phones: words(['day_phone', 'evening_phone', 'other_phone']),
    address: [
      ...words(['street1', 'street2']),
      [...words(['city']), place].filter((text) => text !== '').join(', '),
      ...words(['country']),
    ].filter((text) => text !== ''),
  };
}
