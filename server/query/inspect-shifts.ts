// Shifts of desks for `holdfast inspect`: who had them, the money of each, and whether the drawer was right. Staff by sign-in name.

import { formatInstant } from '../../shared/core/instant.ts';
import type { StaffId } from '../../shared/core/ids.ts';
import { overShort } from '../../shared/circ/shift/fold-shift.ts';
import type { ShiftEntryOf } from '../../shared/circ/model/shift.ts';
import type { Store } from '../store/store.ts';
import type { InspectedRow } from './inspect.ts';
import { readShifts, type DeskShift } from './read-shifts.ts';

/** Shifts that are open, or all. */
export async function* inspectShifts(store: Store, all: boolean): AsyncGenerator<InspectedRow> {
  const staff = await store.read((tx) => tx.db.selectFrom('staff').select(['id', 'name']).execute());
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  for await (const one of readShifts(store)) if (all || one.shift.closed === null) yield shown(one, names);
}

function shown({ desk, branch, shift }: DeskShift, names: ReadonlyMap<string, string>): InspectedRow {
  const { opened, closed, corrections, handovers, money, slips, holder } = shift;
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
    corrections: corrections.map(({ at, by, wasMinor, startingCashMinor, reason }) => ({
      at: formatInstant(at),
      by: name(by),
      wasMinor,
      startingCashMinor,
      reason,
    })),
    handovers: handovers.map((one) => ({
      at: formatInstant(one.at),
      from: name(one.by),
      to: name(one.to),
      ...countOf(one),
    })),
    ...(closed === null
      ? {}
      : {
          closedAt: formatInstant(closed.at),
          closedBy: name(closed.by),
          countedBy: closed.countedMinor === null ? [] : [closed.by, closed.second].flatMap((id) => name(id) ?? []),
          ...countOf(closed),
          people: closed.people.map(({ staffId, ms }) => ({ staff: name(staffId), ms })),
        }),
  };
}

function countOf(one: ShiftEntryOf<'closed'> | ShiftEntryOf<'handedOver'>) {
  const { countedMinor, expectedMinor, reason } = one;
  return { countedMinor, expectedMinor, overShortMinor: overShort(one), reason };
}
