// Shifts of desks for `holdfast inspect`: their staff, the money of each, and whether the drawer was right. Staff by sign-in name.

import { formatInstant } from '../../shared/core/instant.ts';
import type { StaffId } from '../../shared/core/ids.ts';
import { toldCorrections, toldEnd, toldHandovers, type NameOf } from '../../shared/circ/shift/told-shift.ts';
import type { Store } from '../store/store.ts';
import type { InspectedRow } from './inspected-row.ts';
import { readShifts, type DeskShift } from './read-shifts.ts';

/** Shifts that are open, or all. */
export async function* inspectShifts(store: Store, all: boolean): AsyncGenerator<InspectedRow> {
  const staff = await store.read((tx) => tx.db.selectFrom('staff').select(['id', 'name']).execute());
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  for await (const one of readShifts(store)) if (all || one.shift.closed === null) yield shown(one, names);
}

function shown({ desk, branch, shift }: DeskShift, names: ReadonlyMap<string, string>): InspectedRow {
  const { opened, closed, money, slips, holder } = shift;
  const name = (id: StaffId | null) => (id === null ? null : (names.get(id) ?? id));
  return {
    shiftId: shift.shiftId,
    desk,
    branch,
    serviceDay: opened?.serviceDay ?? null,
    state: closed === null ? 'open' : 'closed',
    openedAt: opened === null ? null : formatInstant(opened.at),
    openedBy: name(opened?.by ?? null),
    holder: name(holder),
    startingCashMinor: shift.startingCashMinor,
    expectedMinor: shift.expectedMinor,
    money,
    slips,
    corrections: toldCorrections(shift, name),
    handovers: toldHandovers(shift, name),
    ...closing(shift, name),
  };
}

/** How it ended; nothing while it is open. */
function closing(shift: DeskShift['shift'], name: NameOf<string | null>) {
  const told = toldEnd(shift, name);
  if (told === null) return {};
  const { at: closedAt, by: closedBy, ...end } = told;
  return { closedAt, closedBy, ...end };
}
