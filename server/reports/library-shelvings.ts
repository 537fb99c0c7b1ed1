// Copies that the desks of the library shelved from carts, for its service report.

import type { ReportPeriod } from '../../shared/reports/question.ts';
import { shelvedAmong, type Shelvings } from '../../shared/reports/service/shelving.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Those of a time; one that was taken back is none. */
export async function libraryShelvings(tx: ReadTx, { from, to }: ReportPeriod): Promise<Shelvings> {
  const applied = tx.db
    .selectFrom('envelope')
    .select(['body', 'args', 'effective_at'])
    .where('effective_at', '>=', from)
    .where('outcome', '=', 'applied');
  const rows = await applied.where('name', '=', 'shelve').where('effective_at', '<', to).execute();
  const locations = new Map((await readAllRows(tx, 'location')).map((one) => [one.id, one]));
  const undos = rows.length === 0 ? [] : await applied.where('name', '=', 'undo').execute();
  return {
    shelved: shelvedAmong(
      rows.map(({ effective_at: at, ...row }) => ({ ...row, at })),
      undos,
    ),
    location: (id) => locations.get(id) ?? null,
  };
}
