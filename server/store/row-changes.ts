// Rows that one transaction changes: collected while it works, written to the state tables, then published on the feed under one position.

import type { Row, RowKind } from '../../shared/wire/rows.ts';
import { parseRow, STATE_TABLES } from './state-tables.ts';
import type { BulkRow, WriteTx } from './store.ts';

/** A changed row: its new text, or null when the row is gone; and the patron with whose rows it shares scopes. */
export type Changed = {
  readonly row: BulkRow | null;
  readonly body: string | null;
  readonly patronId: string | null;
  /** The branch for whose system's desks it is; null = those of its patron, or every desk. */
  readonly branch: string | null;
};

export type RowChanges = {
  readonly put: <K extends RowKind>(kind: K, row: Row<K>) => void;
  /** Takes the row away that is there now. */
  readonly drop: <K extends RowKind>(kind: K, row: Row<K>) => void;
  /** Keys by kind, with the body of each; null = gone. */
  readonly byKind: ReadonlyMap<RowKind, ReadonlyMap<string, Changed>>;
  readonly isEmpty: () => boolean;
  /** Takes over changes that another collected; the other's rows win. */
  readonly add: (others: RowChanges) => void;
};

/** An empty collection. */
export function collectChanges(): RowChanges {
  const byKind = new Map<RowKind, Map<string, Changed>>();
  const set = (kind: RowKind, key: string, changed: Changed) => {
    const keys = byKind.get(kind) ?? new Map<string, Changed>();
    byKind.set(kind, keys);
    keys.set(key, changed);
  };
  return {
    byKind,
    put: (kind, row) => {
      const table = STATE_TABLES[kind];
      const key = table.key(row);
      const body = JSON.stringify(row);
      const patronId = table.patronOf?.(row) ?? null;
      const branch = table.branchOf?.(row) ?? null;
      set(kind, key, { body, patronId, branch, row: { id: key, body, version: 1, ...table.columns(row) } });
    },
    drop: (kind, row) => {
      const table = STATE_TABLES[kind];
      set(kind, table.key(row), {
        body: null,
        row: null,
        patronId: table.patronOf?.(row) ?? null,
        branch: table.branchOf?.(row) ?? null,
      });
    },
    isEmpty: () => byKind.size === 0,
    add: (others) => {
      for (const [kind, keys] of others.byKind) for (const [key, changed] of keys) set(kind, key, changed);
    },
  };
}

/** Writes the rows to their tables. Publishing them is another step, since the position is taken last. */
export async function writeChanges(tx: WriteTx, changes: RowChanges): Promise<void> {
  for (const [kind, keys] of changes.byKind) {
    const { table } = STATE_TABLES[kind];
    const gone = [...keys].flatMap(([key, { row }]) => (row === null ? [key] : []));
    await tx.upsert(
      table,
      [...keys.values()].flatMap(({ row }) => (row === null ? [] : [row])),
    );
    if (gone.length > 0) await tx.db.deleteFrom(table).where(tx.anyOf('id', gone)).execute();
    if (kind === 'patron') await writeCards(tx, keys);
    if (kind === 'item') await writeFormer(tx, keys);
  }
}

/** Cards are looked up on their own, old ones too. */
async function writeCards(tx: WriteTx, patrons: ReadonlyMap<string, Changed>): Promise<void> {
  await tx.db.deleteFrom('patron_card').where(tx.anyOf('patron_id', patrons.keys())).execute();
  const cards = [...patrons].flatMap(([patronId, { body }]) =>
    body === null
      ? []
      : cardsOf(body).map(({ number, active, expiresAt }) => ({
          card: number,
          patron_id: patronId,
          active: active ? 1 : 0,
          expires_at: expiresAt ?? null,
        })),
  );
  const distinct = new Map(cards.map((card) => [`${card.card}\n${card.patron_id}`, card]));
  await tx.upsert('patron_card', [...distinct.values()]);
}

/** Barcodes that items had before: few have any, and none that has loses it while its row is there. */
async function writeFormer(tx: WriteTx, items: ReadonlyMap<string, Changed>): Promise<void> {
  const gone = [...items].flatMap(([id, { body }]) => (body === null ? [id] : []));
  if (gone.length > 0) await tx.db.deleteFrom('item_former').where(tx.anyOf('item_id', gone)).execute();
  const rows = [...items].flatMap(([id, { body }]) =>
    body?.includes(FORMER) === true ? formerOf(body).map((barcode) => ({ barcode, item_id: id })) : [],
  );
  if (rows.length > 0) await tx.upsert('item_former', rows);
}

const FORMER = '"formerBarcodes"';

function formerOf(body: string): readonly string[] {
  return parseRow('item', body).formerBarcodes ?? [];
}

function cardsOf(body: string): Row<'patron'>['cards'] {
  return parseCards(JSON.parse(body));
}

/** The body was made from a row a moment ago. */
function parseCards(patron: unknown): Row<'patron'>['cards'] {
  return (patron as Row<'patron'>).cards;
}
