// Acts of money of the whole library.

import { ShiftEntrySchema, type ShiftEntryOf } from '../../shared/circ/model/shift.ts';
import { MONEY_ACTS, type MoneyAct } from '../../shared/reports/money/money.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import type { ReadTx } from '../store/store.ts';
import { deskNames } from './library-names.ts';

/** Those of all desks in a time. */
export async function moneyActs(tx: ReadTx, { from, to }: ReportPeriod): Promise<MoneyAct[]> {
  const rows = await storedActs(tx)
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', 'in', MONEY_ACTS)
    .where('outcome', '=', 'applied')
    .execute();
  return readActs(tx, rows);
}

/** Acts of money by their ids. */
export async function moneyActsById(tx: ReadTx, ids: readonly string[]): Promise<MoneyAct[]> {
  return readActs(tx, await storedActs(tx).where(tx.anyOf('id', ids)).execute());
}

function storedActs({ db }: ReadTx) {
  return db
    .selectFrom('envelope')
    .select(['id', 'desk_id', 'body', 'args', 'effective_at'])
    .orderBy('effective_at')
    .orderBy('id');
}

type StoredAct = Awaited<ReturnType<ReturnType<typeof storedActs>['execute']>>[number];

async function readActs(tx: ReadTx, rows: readonly StoredAct[]): Promise<MoneyAct[]> {
  const desks = await deskNames(tx);
  const entries = await entriesOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...readAct(row),
    at: row.effective_at,
    desk: desks.get(row.desk_id) ?? row.desk_id,
    entry: entries.get(row.id) ?? null,
  }));
}

/** Entries kept for shifts: their amounts stay when the arguments of the acts are purged. */
async function entriesOf(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, ShiftEntryOf<'money'>>> {
  const rows = await tx.db
    .selectFrom('shift_entry')
    .select(['id', 'body'])
    .where(tx.anyOf('id', ids))
    .where('kind', '=', 'money')
    .execute();
  return new Map(
    rows.flatMap(({ id, body }) => {
      const entry = ShiftEntrySchema.parse(JSON.parse(body));
      return entry.kind === 'money' ? [[id, entry] as const] : [];
    }),
  );
}
