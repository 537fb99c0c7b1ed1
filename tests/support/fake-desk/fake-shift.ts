// The fake desk's shift and its drawer. Money that the fake desk takes is in it.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { actId, shiftId } from '../../../shared/core/ids.ts';
import type { FakeContext } from './fake-desk.ts';
import { FAKE_STAFF } from './fake-data.ts';
import { FakeRefusal } from './fake-refusal.ts';

type Shifts = Pick<
  Handlers,
  'shift.open' | 'shift.correct' | 'shift.handOver' | 'shift.close' | 'shift.current' | 'shift.list' | 'drawer.open'
>;
type Person = { readonly staff: string; readonly pin: string };

export function fakeShift({ state, now, emit }: FakeContext): Shifts {
  const here = (): string => state.session?.staff ?? '';
  const iso = (): string => new Date(now()).toISOString();
  const set = (shift: ShiftView | null): void => {
    state.shift = shift;
    emit('shift.changed', shift);
  };
  const required = (): ShiftView => {
    if (state.shift === null) throw new FakeRefusal('HF-PAY-007', 'no shift is open at this desk; open one first');
    return state.shift;
  };
  const other = ({ staff, pin }: Person): string => {
    if (staff === here())
      throw new FakeRefusal(
        'HF-PAY-009',
        `two people are needed, and ${staff} is signed in already; let somebody else sign`,
      );
    if (!FAKE_STAFF.some((one) => one.staff === staff && one.pin === pin)) {
      throw new FakeRefusal('HF-AUTH-022', 'the name or the PIN is wrong; try again');
    }
    return staff;
  };
  type Count = { readonly countedMinor?: number | undefined; readonly firstCountedMinor?: number | undefined };
  const counted = (shift: ShiftView, { countedMinor, firstCountedMinor }: Count, reason: string) => ({
    countedMinor: countedMinor ?? null,
    firstCountedMinor: firstCountedMinor ?? null,
    expectedMinor: shift.expectedMinor,
    overShortMinor: countedMinor === undefined ? null : countedMinor - (shift.expectedMinor ?? 0),
    reason,
  });
  return {
    'shift.current': () => state.shift,
    'shift.list': () => ({ shifts: state.shift === null ? [] : [state.shift] }),
    'shift.open'({ startingCashMinor }) {
      const shift: ShiftView = {
        shiftId: shiftId(`shift-${now()}`),
        state: 'open',
        serviceDay: iso().slice(0, 10),
        openedAt: iso(),
        openedBy: here(),
        holder: here(),
        overdue: false,
        startingCashMinor: startingCashMinor ?? null,
        expectedMinor: startingCashMinor ?? null,
        money: [],
        slips: null,
        corrections: [],
        handovers: [],
        closed: null,
      };
      set(shift);
      return shift;
    },
    'shift.correct'({ startingCashMinor, reason }) {
      const shift = required();
      const wasMinor = shift.startingCashMinor;
      const expectedMinor = (shift.expectedMinor ?? 0) - (wasMinor ?? 0) + startingCashMinor;
      const one = { at: iso(), by: here(), wasMinor, startingCashMinor, reason };
      const corrected = { ...shift, startingCashMinor, expectedMinor, corrections: [...shift.corrections, one] };
      set(corrected);
      return corrected;
    },
    'drawer.open'() {
      required();
      return { commandId: actId('act-of-drawer') };
    },
    'shift.handOver'({ to, reason, ...count }) {
      const shift = required();
      const staff = other(to);
      const one = { at: iso(), from: here(), to: staff, ...counted(shift, count, reason) };
      const over = { ...shift, holder: staff, handovers: [...shift.handovers, one] };
      set(over);
      return over;
    },
    'shift.close'({ second, reason, ...count }) {
      const shift = required();
      const countedBy = [here(), ...(second === undefined ? [] : [other(second)])];
      const people = [{ staff: here(), ms: now() - Date.parse(shift.openedAt ?? '') }];
      const closed = {
        at: iso(),
        by: here(),
        countedBy: count.countedMinor === undefined ? [] : countedBy,
        ...counted(shift, count, reason),
        people,
      };
      set(null);
      return { ...shift, state: 'closed', closed };
    },
  };
}

/** Money was taken: the drawer has it, where a shift is open. */
export function intoDrawer({ state, emit }: FakeContext, method: string, amountMinor: number, slip: number): void {
  const { shift } = state;
  if (shift === null) return;
  const before = shift.money.find((one) => one.method === method);
  const now = {
    method,
    takenMinor: (before?.takenMinor ?? 0) + amountMinor,
    taken: (before?.taken ?? 0) + 1,
    givenBackMinor: 0,
    givenBack: 0,
  };
  const cash = method === 'cash' ? amountMinor : 0;
  state.shift = {
    ...shift,
    money: [...shift.money.filter((one) => one !== before), now],
    slips: { from: shift.slips?.from ?? slip, to: slip },
    expectedMinor: cash === 0 ? shift.expectedMinor : (shift.expectedMinor ?? 0) + cash,
  };
  emit('shift.changed', state.shift);
}
