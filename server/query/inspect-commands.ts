// Commands as they were received, with their answers, stream by stream in their order.

import { sql, type SqlBool } from 'kysely';
import { formatInstant } from '../../shared/core/instant.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { Allowed, InspectedRow } from './inspected-row.ts';

const PAGE = 500;

/** All commands that the filters allow. */
export async function* inspectCommands(store: Store, allowed: Allowed): AsyncGenerator<InspectedRow> {
  for (let from = { stream: '', seq: 0 }; ;) {
    const page = await store.read((tx) => commandPage(tx, allowed, from));
    yield* page.map(({ shown }) => shown);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    from = last;
  }
}

async function commandPage(tx: ReadTx, allowed: Allowed, from: { readonly stream: string; readonly seq: number }) {
  const acting = (column: 'item_id' | 'names_patron', ids: readonly string[] | null) =>
    ids === null ? [] : [sql<SqlBool>`envelope.id in (select id from event where ${tx.anyOf(column, ids)})`];
  const conditions = [
    sql<SqlBool>`(envelope.stream, envelope.seq) > (${from.stream}, ${from.seq})`,
    ...acting('item_id', allowed.items),
    ...acting('names_patron', allowed.patrons),
  ];
  const rows = await tx.db
    .selectFrom('envelope')
    .innerJoin('receipt', (join) =>
      join.onRef('receipt.stream', '=', 'envelope.stream').onRef('receipt.seq', '=', 'envelope.seq'),
    )
    .select(['envelope.stream', 'envelope.seq', 'envelope.desk_id', 'envelope.id', 'envelope.name', 'receipt.body'])
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`)
    .orderBy('envelope.stream')
    .orderBy('envelope.seq')
    .limit(PAGE)
    .execute();
  return rows.map((row) => {
    const receipt = ReceiptSchema.parse(JSON.parse(row.body));
    const shown: InspectedRow = {
      deskId: row.desk_id,
      stream: row.stream,
      seq: row.seq,
      id: row.id,
      name: row.name,
      effectiveAt: formatInstant(receipt.effectiveAt),
      receivedAt: formatInstant(receipt.receivedAt),
      receipt: receipt.outcome,
      codes: receipt.codes,
    };
    return { stream: row.stream, seq: row.seq, shown };
  });
}
