// A shift as the screen shows it: people by their sign-in names, instants as text.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import { serviceDayOf, SERVICE_DAY_ENDS_AT, type ServiceDayTerms } from '../../../shared/core/service-day.ts';
import type { ShiftView } from '../../../shared/views/shift.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import { toldCorrections, toldEnd, toldHandovers } from '../../../shared/circ/shift/told-shift.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';

/** When service days end at this desk. */
export function serviceDayTerms(desk: Desk): ServiceDayTerms {
  return { zone: deskZone(desk), endsAtHour: desk.copy()?.library.serviceDayEndsAt() ?? SERVICE_DAY_ENDS_AT };
}

/** The view of a shift, as of now. */
export function shiftView(desk: Desk, shift: Shift): ShiftView {
  const { opened, closed, money } = shift;
  const name = (id: StaffId | null): string => (id === null ? '' : (grantById(desk.ledger, id)?.staff ?? id));
  return {
    shiftId: shift.shiftId,
    state: closed === null ? 'open' : 'closed',
    serviceDay: opened?.serviceDay ?? null,
    openedAt: opened === null ? null : formatInstant(opened.at),
    openedBy: opened === null ? null : name(opened.by),
    holder: shift.holder === null ? null : name(shift.holder),
    overdue: isOverdue(shift, desk.clock.now(), serviceDayTerms(desk)),
    startingCashMinor: shift.startingCashMinor,
    expectedMinor: shift.expectedMinor,
    money: [...money],
    slips: shift.slips,
    corrections: toldCorrections(shift, name),
    handovers: toldHandovers(shift, name),
    closed: toldEnd(shift, name),
  };
}

/** A shift that goes on past the end of its service day was forgotten. */
function isOverdue({ opened, closed }: Shift, now: Instant, terms: ServiceDayTerms): boolean {
  return closed === null && opened !== null && serviceDayOf(now, terms) > opened.serviceDay;
}
