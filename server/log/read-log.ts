// The log of branches for reports of the library.

import { parseRow } from '../store/state-tables.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { isOfKind, type LogEntry, type LogEntryOf } from '../../shared/circ/model/log-entry.ts';
import { DAY_MS } from '../../shared/core/instant.ts';
import type { Logged } from '../../shared/reports/logged.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { talliesIn } from '../acts/tally.ts';

/** Readings from so long before a time: the first in it counts from the one before. */
const BEFORE_MS = 45 * DAY_MS;

/** Entries of the log of a period. */
export async function logIn(tx: ReadTx, period: ReportPeriod): Promise<Logged> {
  const { from, to } = period;
  const rows = await tx.db
    .selectFrom('log_entry')
    .select('body')
    .where((where) =>
      where.or([
        where.and([where('kind', 'in', ['step', 'message', 'incident', 'found', 'inventory']), where('at', '<', to)]),
        // A reading is entered at or after the time that it was read at.
        where.and([where('kind', '=', 'gate'), where('at', '>=', from - BEFORE_MS)]),
        where('kind', '=', 'list'),
      ]),
    )
    .execute();
  const isIn = (entry: LogEntry): boolean =>
    !isOfKind(entry, 'gate') || (entry.what.readAt >= from - BEFORE_MS && entry.what.readAt < to);
  const all = rows.map(({ body }): LogEntry => parseRow('logEntry', body)).filter(isIn);
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  return {
    tallies: await talliesIn(tx, period),
    entries: all.filter((entry) => !isOfKind(entry, 'list')),
    lists: all.filter((entry): entry is LogEntryOf<'list'> => isOfKind(entry, 'list')),
    branchName: (id) => names.get(id) ?? id,
  };
}
