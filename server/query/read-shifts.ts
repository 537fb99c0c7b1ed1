// Shifts of all desks as the server holds them, folded from their entries, the oldest first.

import type { ShiftId } from '../../shared/core/ids.ts';
import { shiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ShiftEntrySchema } from '../../shared/circ/model/shift.ts';
import { foldShift, type Shift } from '../../shared/circ/shift/fold-shift.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';

/** A shift with the desk and the branch that it was at. */
export type DeskShift = { readonly desk: string; readonly branch: string | null; readonly shift: Shift };

const PAGE = 100;

/** Every shift, in the order in which they began. */
export async function* readShifts(store: ReadStore): AsyncGenerator<DeskShift> {
  const ids = await store.read((tx) => shiftIds(tx));
  for (let from = 0; from < ids.length; from += PAGE) {
    yield* await store.read((tx) => shiftsOf(tx, ids.slice(from, from + PAGE)));
  }
}

async function shiftIds(tx: ReadTx): Promise<ShiftId[]> {
  const rows = await tx.db
    .selectFrom('shift_entry')
    .select(({ fn }) => ['shift_id', fn.min('at').as('began')])
    .groupBy('shift_id')
    .orderBy('began')
    .orderBy('shift_id')
    .execute();
  return rows.map((row) => shiftId(row.shift_id));
}

/** Shifts that were opened at or after one moment and before another, the oldest first. */
export async function shiftsOpenedIn(
  tx: ReadTx,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<DeskShift[]> {
  const rows = await tx.db
    .selectFrom('shift_entry')
    .select(({ fn }) => ['shift_id', fn.min('at').as('began')])
    .where('kind', '=', 'opened')
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('shift_id')
    .orderBy('began')
    .orderBy('shift_id')
    .execute();
  const shifts = await shiftsOf(
    tx,
    rows.map((row) => shiftId(row.shift_id)),
  );
  // One that was opened twice began with the first.
  return shifts.filter(({ shift: { opened } }) => opened !== null && opened.at >= from && opened.at < to);
}

/** These shifts, in the order given. */
export async function shiftsOf(tx: ReadTx, ids: readonly ShiftId[]): Promise<DeskShift[]> {
  const rows = await tx.db
    .selectFrom('shift_entry')
    .select(['shift_id', 'desk_id', 'branch', 'kind', 'body'])
    .where(tx.anyOf('shift_id', ids))
    .orderBy('at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const byShift = Map.groupBy(rows, (row) => row.shift_id);
  return ids.flatMap((id) => {
    const own = byShift.get(id) ?? [];
    const isOver = own.some(({ kind }) => kind === 'closed');
    // The end of a shift holds its sums of money: reading the entries of a year would be most of the work.
    const told = isOver ? own.filter(({ kind }) => kind !== 'money') : own;
    const entries = told.map(({ body }) => ShiftEntrySchema.parse(JSON.parse(body)));
    const [first] = own;
    return first === undefined ? [] : [{ desk: first.desk_id, branch: first.branch, shift: foldShift(id, entries) }];
  });
}
