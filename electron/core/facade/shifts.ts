// `shift.current`, `shift.list`, and look-ups of the acts of a shift. Nothing waits for a shift and nothing needs the network. Uncounted money is
// reported as uncounted; a count stands, with any amount.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ShiftId } from '../../../shared/core/ids.ts';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ShiftView } from '../../../shared/views/shift.ts';
import type { ToldOf } from '../../../shared/acts/all.ts';
import type { Pieces } from '../../../shared/circ/model/shift.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import { newestShifts, openShiftId, shiftById } from '../../../db/ledger/shifts.ts';
import type { Desk } from '../desk.ts';
import type { SignedStaff } from '../session/session.ts';
import { moneyText } from './fees.ts';
import { shiftView } from './shift-view.ts';

/** The shift that is open; null when none is. */
export function currentShift(desk: Desk): ShiftView | null {
  const id = openShiftId(desk.ledger);
  return id === null ? null : shiftView(desk, shiftById(desk.ledger, id));
}

/** The newest shifts of this desk. */
export function listShifts(desk: Desk, { limit }: ParsedInput<'shift.list'>): MethodOutput<'shift.list'> {
  return { shifts: newestShifts(desk.ledger, limit).map((shift) => shiftView(desk, shift)) };
}

/** A shift as the screen shows it. */
export function viewOf(desk: Desk, id: ShiftId): ShiftView {
  return shiftView(desk, shiftById(desk.ledger, id));
}

/** The shift that is open. Throws HF-PAY-007. */
export function requiredShift(desk: Desk): Shift {
  desk.session.required();
  const id = openShiftId(desk.ledger);
  if (id === null) throw new HoldfastError('HF-PAY-007');
  return shiftById(desk.ledger, id);
}

/** Another person than the person signed in, whose PIN was right. */
export async function otherPerson(desk: Desk, { staff, pin }: { staff: string; pin: string }): Promise<SignedStaff> {
  const other = await desk.session.verify(staff, pin);
  if (other.staffId === desk.session.required().staffId) throw new HoldfastError('HF-PAY-009', { staff: other.staff });
  return other;
}

/** The counted total, piece by piece or at once; null = not counted. */
export function totalOf(desk: Desk, given: number | undefined, pieces: readonly Pieces[]): number | null {
  if (pieces.length === 0) return given ?? null;
  const sum = pieces.reduce((total, { valueMinor, number }) => total + valueMinor * number, 0);
  if (sum > MOST_MONEY_MINOR) throw new HoldfastError('HF-PAY-011', { most: moneyText(desk, MOST_MONEY_MINOR) });
  if (given !== undefined && given !== sum) {
    throw new HoldfastError('HF-PAY-008', { pieces: moneyText(desk, sum), total: moneyText(desk, given) });
  }
  return sum;
}

/** The count that was compared first, where another one stands. */
export function firstCountOf(
  { firstCountedMinor }: ParsedInput<'shift.handOver' | 'shift.close'>,
  countedMinor: number | null,
): Pick<ToldOf<'closeShift'>, 'firstCountedMinor'> {
  return firstCountedMinor === undefined || firstCountedMinor === countedMinor ? {} : { firstCountedMinor };
}
