// The day sheet of the whole library.

import { SERVICE_DAY_ENDS_AT } from '../../shared/core/service-day.ts';
import { ShiftEntrySchema, type ShiftEntryOf } from '../../shared/circ/model/shift.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { moneyDocument } from '../../shared/reports/money/money-document.ts';
import { MONEY_ACTS, moneyFigures, type MoneyAct } from '../../shared/reports/money/money.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { shiftsOpenedIn } from '../query/read-shifts.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { deskNames, libraryCoverage, libraryPlace, staffNames } from './library-source.ts';

/** The report. */
export function libraryMoney(store: ReadStore, question: ReportQuestion): Promise<ReportDocument> {
  return store.readLong(async (tx) => {
    const shifts = await shiftsOpenedIn(tx, question);
    const place = await libraryPlace(tx);
    const [library] = await readAllRows(tx, 'library');
    const desks = await deskNames(tx);
    const terms = { zone: place.zone, endsAtHour: library?.serviceDayEndsAt ?? SERVICE_DAY_ENDS_AT };
    return moneyDocument(reportHead(question, place), {
      figures: moneyFigures(await moneyActs(tx, question, desks), terms),
      shifts: shifts.map(({ desk, shift }) => ({ desk: desks.get(desk) ?? desk, shift })),
      nameOf: await staffNames(tx),
      currency: place.currency,
      coverage: await libraryCoverage(tx, question.now),
    });
  });
}

/** Those of all desks in a time. */
async function moneyActs(
  tx: ReadTx,
  { from, to }: ReportQuestion,
  desks: ReadonlyMap<string, string>,
): Promise<MoneyAct[]> {
  const rows = await storedActs(tx)
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', 'in', MONEY_ACTS)
    .where('outcome', '=', 'applied')
    .execute();
  return readActs(tx, rows, desks);
}

/** Acts of money by their ids. */
export async function moneyActsById(
  tx: ReadTx,
  ids: readonly string[],
  desks: ReadonlyMap<string, string>,
): Promise<MoneyAct[]> {
  return readActs(tx, await storedActs(tx).where(tx.anyOf('id', ids)).execute(), desks);
}

function storedActs({ db }: ReadTx) {
  return db
    .selectFrom('envelope')
    .select(['id', 'desk_id', 'body', 'args', 'effective_at'])
    .orderBy('effective_at')
    .orderBy('id');
}

type StoredAct = Awaited<ReturnType<ReturnType<typeof storedActs>['execute']>>[number];

async function readActs(
  tx: ReadTx,
  rows: readonly StoredAct[],
  desks: ReadonlyMap<string, string>,
): Promise<MoneyAct[]> {
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
