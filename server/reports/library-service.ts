// The work of desks of the whole library, day by day.

import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import type { ExceptionCounts } from '../../shared/reports/source.ts';
import {
  servedAtDesks,
  SERVED,
  type ServedAct,
  type ServedAtDesk,
} from '../../shared/reports/service/service-figures.ts';
import type { ReadTx } from '../store/store.ts';
import { dayTerms, figuresByDay, type DayFigures, type KeepDay } from './kept/kept-days.ts';
import { deskNames } from './library-names.ts';

/** Each day's work by the names of desks. */
export async function servedIn(
  tx: ReadTx,
  { from, to }: ReportPeriod,
  keep: KeepDay | undefined,
): Promise<(readonly ServedAtDesk[])[]> {
  const names = await deskNames(tx);
  const nameOf = (desk: string) => names.get(desk) ?? desk;
  const { zone } = await dayTerms(tx);
  const days: (readonly ServedAtDesk[])[] = [];
  for await (const { figures } of figuresByDay(tx, servedDays(zone), { period: { from, to }, keep })) {
    days.push(figures);
  }
  const desks = new Set(days.flat().map(({ desk }) => desk));
  // Desks with the same name count as one desk, and their acts overlap in time.
  if (new Set([...desks].map(nameOf)).size < desks.size) {
    const acts = await servedActs(tx, { from, to });
    return [
      servedAtDesks(
        acts.map((act) => ({ ...act, desk: nameOf(act.desk) })),
        zone,
      ),
    ];
  }
  return days.map((day) => day.map((one) => ({ ...one, desk: nameOf(one.desk) })));
}

/** Days by the ids of desks: names change. */
export function servedDays(zone: string): DayFigures<ServedAct, ServedAtDesk[]> {
  return { kind: 'served-1', read: servedActs, figuresOf: (acts) => servedAtDesks(acts, zone) };
}

/** By an index that holds all that is asked, in its order. */
function servedActs(tx: ReadTx, { from, to }: ReportPeriod): Promise<ServedAct[]> {
  return tx.db
    .selectFrom('envelope')
    .select(['desk_id as desk', 'name', 'effective_at as at'])
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', 'in', SERVED)
    .where('outcome', '=', 'applied')
    .where('desk_id', '!=', OWN_DESK)
    .orderBy('effective_at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
}

/** Number of exceptions of a time, by weight. */
export async function exceptionsIn(tx: ReadTx, { from, to }: ReportPeriod): Promise<ExceptionCounts> {
  const rows = await tx.db
    .selectFrom('exception')
    .select((get) => ['weight', get.fn.countAll<number>().as('count')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('weight')
    .execute();
  const count = (weight: keyof ExceptionCounts) => Number(rows.find((row) => row.weight === weight)?.count ?? 0);
  return { 'act-now': count('act-now'), today: count('today'), note: count('note') };
}
