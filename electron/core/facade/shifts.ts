// `shift.open`, `shift.correct`, `shift.handOver`, `shift.close`, `shift.current`, `shift.list`: the shift of this desk and its cash drawer. Nothing waits for a
// shift and nothing needs the network. Money that nobody counted is said to be uncounted; what was counted stands, whatever it is.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { shiftId, type ShiftId } from '../../../shared/core/ids.ts';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { serviceDayOf } from '../../../shared/core/service-day.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ShiftView } from '../../../shared/views/shift.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import type { Pieces } from '../../../shared/circ/model/shift.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import type { Right } from '../../../shared/circ/rights.ts';
import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { newestShifts, openShiftId, shiftById } from '../../../db/ledger/shifts.ts';
import { requireRight, type Desk } from '../desk.ts';
import type { SignedStaff } from '../session/session.ts';
import { moneyText } from './fees.ts';
import { serviceDayTerms, shiftView } from './shift-view.ts';

/** Not whoever takes payments alone: an amount that is corrected afterwards could make any drawer right. */
const CORRECTS: Right = 'waive-fees';
const DONE = { decision: 'done', reasons: [] } as const;

/** The shift that is open; null when none is. */
export function currentShift(desk: Desk): ShiftView | null {
  const id = openShiftId(desk.ledger);
  return id === null ? null : shiftView(desk, shiftById(desk.ledger, id));
}

/** The newest shifts of this desk. */
export function listShifts(desk: Desk, { limit }: ParsedInput<'shift.list'>): MethodOutput<'shift.list'> {
  return { shifts: newestShifts(desk.ledger, limit).map((shift) => shiftView(desk, shift)) };
}

/** Opens a shift. Throws HF-PAY-006, HF-PAY-008, HF-PAY-011, HF-AUTH-021; with a drawer HF-AUTH-024. */
export function openShift(desk: Desk, input: ParsedInput<'shift.open'>): ShiftView {
  const { staffId } = desk.session.required();
  if (openShiftId(desk.ledger) !== null) throw new HoldfastError('HF-PAY-006');
  const startingCashMinor = totalOf(desk, input.startingCashMinor, input.pieces);
  requireForDrawer(desk, startingCashMinor);
  const id = shiftId(desk.recorder.mintId());
  const args: ArgsOf<'openShift'> = { shiftId: id, pieces: input.pieces };
  const serviceDay = serviceDayOf(desk.clock.now(), serviceDayTerms(desk));
  const told: ToldOf<'openShift'> = { ...DONE, reasons: [], serviceDay, startingCashMinor };
  desk.recorder.record({ name: 'openShift', args, told, staffId, opens: id, saw: null, policies: [] });
  return viewOf(desk, id);
}

/** Says that the drawer began with another amount. Throws HF-PAY-007, HF-PAY-008, HF-PAY-011, HF-AUTH-021, HF-AUTH-024. */
export function correctStartingCash(desk: Desk, input: ParsedInput<'shift.correct'>): ShiftView {
  const { shiftId: id, startingCashMinor: wasMinor } = requiredShift(desk);
  requireRight(desk, CORRECTS);
  const startingCashMinor = totalOf(desk, input.startingCashMinor, input.pieces) ?? input.startingCashMinor;
  const { staffId } = desk.session.required();
  const args: ArgsOf<'correctStartingCash'> = { shiftId: id, pieces: input.pieces, reason: input.reason };
  const told: ToldOf<'correctStartingCash'> = { ...DONE, reasons: [], startingCashMinor, wasMinor };
  desk.recorder.record({ name: 'correctStartingCash', args, told, staffId, saw: null, policies: [] });
  return viewOf(desk, id);
}

/** Gives the shift to somebody else, who is signed in then. Throws HF-PAY-007…009, HF-PAY-011, HF-AUTH-021…024. */
export async function handOverShift(desk: Desk, input: ParsedInput<'shift.handOver'>): Promise<ShiftView> {
  requiredShift(desk);
  const to = await otherPerson(desk, input.to);
  // What is looked at after the PIN was checked is recorded in the same turn.
  const { staffId } = desk.session.required();
  const { shiftId: id, expectedMinor } = requiredShift(desk);
  requireForDrawer(desk, expectedMinor);
  if (expectedMinor !== null && !to.rights.includes('handle-money')) {
    throw new HoldfastError('HF-AUTH-024', { staff: to.staff });
  }
  const countedMinor = totalOf(desk, input.countedMinor, input.pieces);
  const args: ArgsOf<'handOverShift'> = { shiftId: id, pieces: input.pieces, reason: input.reason };
  const told: ToldOf<'handOverShift'> = {
    ...DONE,
    reasons: [],
    to: to.staffId,
    countedMinor,
    ...firstCountOf(input, countedMinor),
    expectedMinor,
  };
  desk.recorder.record({ name: 'handOverShift', args, told, staffId, saw: null, policies: [] });
  desk.session.take(to);
  return viewOf(desk, id);
}

/** Closes the shift. Throws HF-PAY-007…009, HF-PAY-011, HF-AUTH-021…024. */
export async function closeShift(desk: Desk, input: ParsedInput<'shift.close'>): Promise<ShiftView> {
  requiredShift(desk);
  const second = input.second === undefined ? null : await otherPerson(desk, input.second);
  const { staffId } = desk.session.required();
  const shift = requiredShift(desk);
  requireForDrawer(desk, shift.expectedMinor);
  const args: ArgsOf<'closeShift'> = { shiftId: shift.shiftId, pieces: input.pieces, reason: input.reason };
  const countedMinor = totalOf(desk, input.countedMinor, input.pieces);
  const told: ToldOf<'closeShift'> = {
    ...DONE,
    reasons: [],
    countedMinor,
    ...firstCountOf(input, countedMinor),
    second: second?.staffId ?? null,
    expectedMinor: shift.expectedMinor,
    money: [...shift.money],
    slips: shift.slips,
    people: peopleOf(desk, shift),
  };
  desk.recorder.record({ name: 'closeShift', args, told, staffId, saw: null, policies: [] });
  return viewOf(desk, shift.shiftId);
}

function viewOf(desk: Desk, id: ShiftId): ShiftView {
  return shiftView(desk, shiftById(desk.ledger, id));
}

function requiredShift(desk: Desk): Shift {
  desk.session.required();
  const id = openShiftId(desk.ledger);
  if (id === null) throw new HoldfastError('HF-PAY-007');
  return shiftById(desk.ledger, id);
}

/** Money is for those who may handle it; a shift without a drawer is everybody's, so that nobody stands before one they cannot close. */
function requireForDrawer(desk: Desk, minor: number | null): void {
  if (minor !== null) requireRight(desk, 'handle-money');
}

/** Somebody else than whoever is signed in, whose PIN was right. */
async function otherPerson(desk: Desk, { staff, pin }: { staff: string; pin: string }): Promise<SignedStaff> {
  const other = await desk.session.verify(staff, pin);
  if (other.staffId === desk.session.required().staffId) throw new HoldfastError('HF-PAY-009', { staff: other.staff });
  return other;
}

/** What was counted, piece by piece or at once; null where nothing was. */
function totalOf(desk: Desk, given: number | undefined, pieces: readonly Pieces[]): number | null {
  if (pieces.length === 0) return given ?? null;
  const sum = pieces.reduce((total, { valueMinor, number }) => total + valueMinor * number, 0);
  if (sum > MOST_MONEY_MINOR) throw new HoldfastError('HF-PAY-011', { most: moneyText(desk, MOST_MONEY_MINOR) });
  if (given !== undefined && given !== sum) {
    throw new HoldfastError('HF-PAY-008', { pieces: moneyText(desk, sum), total: moneyText(desk, given) });
  }
  return sum;
}

/** The count that was compared first, where another one stands. */
function firstCountOf(
  { firstCountedMinor }: ParsedInput<'shift.handOver' | 'shift.close'>,
  countedMinor: number | null,
): Pick<ToldOf<'closeShift'>, 'firstCountedMinor'> {
  return firstCountedMinor === undefined || firstCountedMinor === countedMinor ? {} : { firstCountedMinor };
}

function peopleOf(desk: Desk, { opened }: Shift): ToldOf<'closeShift'>['people'] {
  const now = desk.clock.now();
  const from = opened?.at ?? now;
  return presenceIn(sessionTurns(desk.ledger, from, now), from, now);
}
