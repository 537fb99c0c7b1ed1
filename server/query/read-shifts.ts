// Shifts of all desks as the server holds them, folded from their entries, the oldest first.

import type { ShiftId } from '../../shared/core/ids.ts';
import { shiftId } from '../../shared/core/ids.ts';
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

/** These shifts, in the order given. */
export async function shiftsOf(tx: ReadTx, ids: readonly ShiftId[]): Promise<DeskShift[]> {
  const rows = await tx.db
    .selectFrom('shift_entry')
    .select(['shift_id', 'desk_id', 'branch', 'body'])
    .where(tx.anyOf('shift_id', ids))
    .orderBy('at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const byShift = Map.groupBy(rows, (row) => row.shift_id);
  return ids.flatMap((id) => {
    const own = byShift.get(id) ?? [];
    const entries = own.map(({ body }) => ShiftEntrySchema.parse(JSON.parse(body)));
    const [first] = own;
    return first === undefined ? [] : [{ desk: first.desk_id, branch: first.branch, shift: foldShift(id, entries) }];
  });
}
