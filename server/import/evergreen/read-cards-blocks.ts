// cards.csv with card_kinds.csv, and patron_blocks.csv: data of patrons in files of their own. Rows that no taken patron asked for are rejected after
// the patrons.

import { CardEndSchema, CardKindSchema, type Card, type CardKind } from '../../../shared/circ/model/patron-cards.ts';
import type { PatronBlock } from '../../../shared/circ/model/patron.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import type { EvergreenTableName } from './evergreen-tables.ts';
import type { BranchTree } from './read-branches.ts';
import { readBlockedActs, type Penalty } from './read-groups.ts';
import { evergreenBlock } from './source-ids.ts';

/** Cards and blocks by patron; rows that are asked for are taken. */
export type PatronBelongings = {
  readonly cardsOf: (patron: string) => Card[];
  readonly blocksOf: (patron: string) => PatronBlock[];
  /** Whether a card file row has this number, for any patron. */
  readonly hasCard: (number: string) => boolean;
  /** Rejects the rows that were not asked for. */
  readonly rejectRest: (why: (patron: string) => string) => void;
};

type CardRow = { readonly id: string; readonly patron: string; readonly card: Card };
type BlockRow = {
  readonly id: string;
  readonly patron: string;
  readonly block: PatronBlock;
  readonly unit: string | null;
};

/** Reads both files. */
export async function readBelongings(
  folder: EvergreenFolder,
  known: { readonly penalties: ReadonlyMap<string, Penalty>; readonly tree: BranchTree },
): Promise<PatronBelongings> {
  const kinds = await readCardKinds(folder);
  const rows = await readAll(folder, 'cards', (read) => parseCard(read, kinds));
  const cards = distinctNumbers(folder, distinctById(folder, 'cards', rows));
  const blocks = distinctById(
    folder,
    'patron_blocks',
    await readAll(folder, 'patron_blocks', (read) => parseBlock(read, known.penalties)),
  );
  const cardShelf = shelve(folder, 'cards', cards);
  const blockShelf = shelve(folder, 'patron_blocks', [...blocks.values()]);
  const numbers = new Set(cards.map(({ value }) => value.card.number));
  return {
    cardsOf: (patron) => cardShelf.take(patron).map(({ value }) => value.card),
    blocksOf: (patron) =>
      blockShelf.take(patron).map(({ line, value }) => {
        const place = value.unit === null ? known.tree.root : known.tree.byUnit.get(value.unit);
        const text = 'the block is set for one library there; here it counts everywhere';
        if (place !== known.tree.root) noteRow(folder, 'patron_blocks', line, text);
        return value.block;
      }),
    hasCard: (number) => numbers.has(number),
    rejectRest: (why) => {
      cardShelf.rejectRest(why);
      blockShelf.rejectRest(why);
    },
  };
}

type Shelf<T> = {
  readonly take: (patron: string) => readonly Parsed<T>[];
  readonly rejectRest: (why: (patron: string) => string) => void;
};

function shelve<T extends { readonly patron: string }>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  rows: readonly Parsed<T>[],
): Shelf<T> {
  const byPatron = Map.groupBy(rows, ({ value }) => value.patron);
  return {
    take: (patron) => {
      const own = byPatron.get(patron) ?? [];
      byPatron.delete(patron);
      takeRows(folder, table, own.length);
      return own;
    },
    rejectRest: (why) => {
      for (const [patron, rest] of byPatron) for (const { line } of rest) rejectRow(folder, table, line, why(patron));
    },
  };
}

/** Names that a library has for the identifiers of its patrons: the kind of each, and its issuer. */
type CardKinds = ReadonlyMap<string, Pick<Card, 'kind' | 'issuer'>>;

async function readCardKinds(folder: EvergreenFolder): Promise<CardKinds> {
  const rows = await readAll(folder, 'card_kinds', (read) => ({
    id: read.required('name'),
    kind: read.parsed('kind', `one of ${CardKindSchema.options.join(', ')}`, parseKind),
    issuer: read.text('issuer'),
  }));
  const kinds = distinctById(folder, 'card_kinds', rows);
  takeRows(folder, 'card_kinds', kinds.size);
  return new Map([...kinds].map(([name, { value }]) => [name.toLowerCase(), kindOf(value.kind, value.issuer)]));
}

function parseKind(text: string): CardKind | null {
  return CardKindSchema.safeParse(text.toLowerCase()).data ?? null;
}

function kindOf(kind: CardKind | null, issuer: string | null): Pick<Card, 'kind' | 'issuer'> {
  return { ...(kind === null ? {} : { kind }), ...(issuer === null ? {} : { issuer }) };
}

/** Columns that an export may have besides: kind, issuer, end and why it ended. */
function parseCard(read: RowReader, kinds: CardKinds): CardRow {
  const number = read.required('barcode');
  const named = read.parsed('kind', 'a kind of card: name it in card_kinds.csv', (text) => {
    const kind = parseKind(text);
    return kinds.get(text.toLowerCase()) ?? (kind === null ? null : { kind });
  });
  const endedAs = read.parsed('ended_as', `one of ${CardEndSchema.options.join(', ')}`, (text) => {
    return CardEndSchema.safeParse(text.toLowerCase()).data ?? null;
  });
  const expiresAt = read.instant('expire_date');
  const active = (read.flag('active') ?? true) && endedAs === null;
  const card: Card = {
    number,
    active,
    primary: read.flag('is_primary') ?? false,
    ...named,
    ...kindOf(null, read.text('issuer')),
    ...(endedAs === null ? {} : { endedAs }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
  return { id: read.id('card_id'), patron: read.id('patron_id'), card };
}

function distinctNumbers(folder: EvergreenFolder, cards: ReadonlyMap<string, Parsed<CardRow>>): Parsed<CardRow>[] {
  const seen = new Map<string, number>();
  return [...cards.values()].filter(({ line, value }) => {
    const first = seen.get(value.card.number);
    if (first !== undefined) rejectRow(folder, 'cards', line, `the card ${value.card.number} is that of line ${first}`);
    else seen.set(value.card.number, line);
    return first === undefined;
  });
}

function parseBlock(read: RowReader, penalties: ReadonlyMap<string, Penalty>): BlockRow {
  const id = read.id('block_id');
  const penalty = read.id('penalty_id');
  const known = penalties.get(penalty);
  const kind = read.text('penalty_name') ?? known?.name ?? `penalty ${penalty}`;
  const setAt = read.instant('set_date');
  if (setAt === null) read.required('set_date');
  const block: PatronBlock = {
    id: evergreenBlock(id),
    kind,
    label: read.text('penalty_label') ?? known?.label ?? kind,
    blocks: read.text('block_list') === null ? [...(known?.blocks ?? [])] : readBlockedActs(read),
    origin: 'import',
    setAt: setAt ?? 0,
    endsAt: read.instant('stop_date'),
  };
  return { id, patron: read.id('patron_id'), block, unit: read.optionalId('org_unit') };
}
