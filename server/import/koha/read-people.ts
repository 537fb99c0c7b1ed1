// branches, patron_categories, patrons and their restrictions.

import { hashedId } from '../../../shared/core/digest.ts';
import type { Patron, PatronBlock } from '../../../shared/circ/model/patron.ts';
import type { BlockedAct } from '../../../shared/rules/model/rule-set.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, fileOf, parseTable, readAll, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import { unusedColumns } from '../csv/unused-columns.ts';
import { readMoment } from '../plain/read-values.ts';
import type { BranchRecord, Found, PatronRecord } from '../records/record.ts';
import type { KohaReading } from './koha-library-tables.ts';

/** The branches below one node for the whole library, whose id no branch has. */
export async function readKohaBranches({ folder }: KohaReading, name: string): Promise<Found<BranchRecord>[]> {
  const file = fileOf(folder, 'branches');
  const rows = await readAll(folder, 'branches', (read) => ({
    id: read.required('branchcode'),
    name: read.required('branchname'),
  }));
  const codes = new Set(rows.map(({ value }) => value.id));
  const root = ['ALL', 'LIBRARY', 'WHOLE LIBRARY'].find((id) => !codes.has(id)) ?? 'EVERY BRANCH';
  // The node of the library is no row.
  takeRows(folder, 'branches', -1);
  return [
    { at: { file, line: 1 }, value: { id: root, name, parent: null, kind: 'system', zone: null } },
    ...rows.map(({ line, value }) => ({
      at: { file, line },
      value: { ...value, parent: root, kind: 'branch' as const, zone: null },
    })),
  ];
}

/** A patron category: which are children follows from it. */
export type KohaCategory = { readonly name: string; readonly isChild: boolean };

/** Reads patron_categories; null where it is not there. */
export async function readKohaCategories({ folder }: KohaReading): Promise<ReadonlyMap<string, KohaCategory> | null> {
  if (!folder.files.has('patron_categories')) return null;
  const rows = await readAll(folder, 'patron_categories', (read) => ({
    id: read.required('categorycode'),
    name: read.text('description') ?? read.required('categorycode'),
    isChild: read.text('category_type') === 'C',
  }));
  const categories = distinctById(folder, 'patron_categories', rows);
  takeRows(folder, 'patron_categories', categories.size);
  return new Map([...categories].map(([id, { value }]) => [id, value]));
}

const EVERYTHING: readonly BlockedAct[] = ['CIRC', 'FULFILL', 'HOLD', 'RENEW'];

type Restriction = { readonly patron: string; readonly block: PatronBlock };

/** Restrictions by patron; those of patrons that do not come are rejected at the end. */
async function readRestrictions(reading: KohaReading): Promise<{
  readonly take: (patron: string) => PatronBlock[];
  readonly rejectRest: () => void;
}> {
  const { folder, zone } = reading;
  const types = await readAll(folder, 'restriction_types', (read) => ({
    id: read.required('code'),
    text: read.required('display_text'),
  }));
  takeRows(folder, 'restriction_types', types.length);
  const names = new Map(types.map(({ value }) => [value.id, value.text]));
  const rows = await readAll(folder, 'restrictions', (read): Restriction => {
    const patron = read.id('borrowernumber');
    const kind = read.text('type') ?? 'MANUAL';
    const label = read.text('comment') ?? names.get(kind) ?? kind;
    const setAt = readMoment(read, 'created', { zone, dateIs: 'begin' }) ?? 0;
    const id = read.text('borrower_debarment_id') ?? `${kind} ${label} ${setAt}`;
    return { patron, block: restriction({ patron, id, kind, label, setAt }, readEnd(read, 'expiration', zone)) };
  });
  const byPatron = Map.groupBy(rows, ({ value }) => value.patron);
  return {
    take: (patron) => {
      const own = byPatron.get(patron) ?? [];
      byPatron.delete(patron);
      takeRows(folder, 'restrictions', own.length);
      return own.map(({ value }) => value.block);
    },
    rejectRest: () => {
      for (const [patron, rest] of byPatron)
        for (const { line } of rest) rejectRow(folder, 'restrictions', line, `patrons.csv has no patron ${patron}`);
    },
  };
}

function restriction(
  { patron, id, kind, label, setAt }: Readonly<Record<'patron' | 'id' | 'kind' | 'label', string>> & { setAt: number },
  endsAt: number | null,
): PatronBlock {
  const key = hashedId('koha', 'block', patron, id);
  return { id: key, kind, label, blocks: [...EVERYTHING], origin: 'import', setAt, endsAt };
}

/** The last day of a restriction; Koha writes one that does not end with the year 9999. */
function readEnd(read: RowReader, column: string, zone: string): number | null {
  return read.text(column)?.startsWith('9999') === true ? null : readMoment(read, column, { zone, dateIs: 'end' });
}

/** Reads the patrons batch by batch. */
export async function* readKohaPatrons(
  reading: KohaReading,
  categories: ReadonlyMap<string, KohaCategory> | null,
): AsyncGenerator<readonly Found<PatronRecord>[]> {
  const { folder } = reading;
  const restrictions = await readRestrictions(reading);
  const unused = unusedColumns(folder, 'patrons', [
    'guarantorid',
    'contactname',
    'relationship',
    'privacy',
    'smsalertnumber',
  ]);
  const file = fileOf(folder, 'patrons');
  const parse = (read: RowReader): PatronRecord => {
    unused.see(read);
    return readPatron(read, reading, categories);
  };
  for await (const batch of parseTable(folder, 'patrons', parse)) {
    yield batch.map((row) => ({
      at: { file, line: row.line },
      value: withBlocks(row, restrictions.take(row.value.id)),
    }));
  }
  restrictions.rejectRest();
  unused.tell();
}

/** The row of a patron repeats the longest restriction of its own table. */
function withBlocks({ value }: Parsed<PatronRecord>, own: readonly PatronBlock[]): PatronRecord {
  if (own.length === 0) return value;
  const rest = value.patron.blocks.filter(({ kind }) => kind !== DEBARRED);
  return { ...value, patron: { ...value.patron, blocks: [...rest, ...own] } };
}

const DEBARRED = 'DEBARRED';

function readPatron(
  read: RowReader,
  { zone }: KohaReading,
  categories: ReadonlyMap<string, KohaCategory> | null,
): PatronRecord {
  const id = read.id('borrowernumber');
  const group = read.required('categorycode');
  const category = categories?.get(group);
  if (categories !== null && group !== '' && category === undefined)
    read.problem(`patron_categories.csv has no category ${group}`);
  const number = read.text('cardnumber');
  return {
    id,
    home: read.required('branchcode'),
    patron: {
      cards: number === null ? [] : [{ number, active: read.flag('lost') !== true, primary: true }],
      ...readPerson(read),
      group,
      groupName: category?.name ?? group,
      expiresAt: readMoment(read, 'dateexpiry', { zone, dateIs: 'end' }),
      active: true,
      barred: false,
      juvenile: category?.isChild ?? false,
      blocks: blocksOf(read, id, zone),
      messages: [read.text('borrowernotes'), read.text('opacnote')].flatMap((text) => text ?? []),
    },
    notes: number === null ? ['the patron has no card'] : [],
  };
}

function blocksOf(read: RowReader, patron: string, zone: string): PatronBlock[] {
  const block = (kind: string, label: string, endsAt: number | null) =>
    restriction({ patron, id: kind, kind, label, setAt: 0 }, endsAt);
  return [
    ...(read.flag('gonenoaddress') === true ? [block('GNA', 'The address is not known', null)] : []),
    ...(read.flag('lost') === true ? [block('LOST_CARD', 'The card is lost', null)] : []),
    ...(read.text('debarred') === null
      ? []
      : [block(DEBARRED, read.text('debarredcomment') ?? 'Restricted', readEnd(read, 'debarred', zone))]),
  ];
}

function readPerson(read: RowReader): Pick<Patron, 'name' | 'birthDate' | 'email' | 'phones' | 'address'> {
  const words = (columns: readonly string[]) => columns.flatMap((column) => read.text(column) ?? []);
  const family = read.text('surname') ?? '';
  const given = read.text('firstname') ?? '';
  if (family === '' && given === '') read.problem('the patron has no name');
  const place = words(['state', 'zipcode']).join(' ');
  return {
    name: {
      family,
      given,
      middle: read.text('middle_name'),
      suffix: null,
      chosen: read.text('preferred_name'),
    },
    birthDate: read.date('dateofbirth'),
    email: read.text('email') ?? read.text('emailpro'),
    phones: [...new Set(words(['phone', 'mobile', 'phonepro']))],
    address: [
      ...words(['address', 'address2']),
      [...words(['city']), place].filter((text) => text !== '').join(', '),
      ...words(['country']),
    ].filter((text) => text !== ''),
  };
}
