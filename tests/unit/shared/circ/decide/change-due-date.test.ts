// Judging a change of a due date: the end of its day in the zone of the branch that lent it, and never past a recall.

import { branchId, itemId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { decideChangeDueDate } from '../../../../../shared/circ/decide/change-due-date.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { checkoutFacts, inNewYork, item, itemFacts, loan, MONDAY } from '../../../../support/small-library.ts';

function decide(dueAt: number, over: Partial<Loan> | null = {}, overrides: readonly string[] = []) {
  const held = over === null ? null : loan('L', { itemId: itemId('X'), ...over });
  const state = held === null ? {} : { status: 'on-loan' as const, loan: held.id };
  const { library, item: about } = checkoutFacts({ item: itemFacts({ item: item({}, state), loan: held }) });
  return decideChangeDueDate({ library, item: about, policy: null }, { barcode: '3100', dueAt, overrides }, MONDAY);
}
const codes = (decision: ReturnType<typeof decide>) => decision.reasons.map(({ code, effect }) => `${code} ${effect}`);

test('a loan in days is due at the end of the day that was named, where it was lent', () => {
  const named = inNewYork('2022-06-20T10:15:00');
  expect(decide(named)).toMatchObject({ outcome: 'done', due: { dueAt: inNewYork('2022-06-20T23:59:00') } });
  // A branch that the library does not know has the clock of the desk.
  expect(decide(named, { branch: branchId('elsewhere') }).due).toEqual(decide(named).due);
});

test('a date in the past asks first', () => {
  expect(codes(decide(MONDAY - 3 * DAY_MS))).toEqual(['DUE_INVALID override']);
  expect(decide(MONDAY - 3 * DAY_MS, {}, ['DUE_INVALID']).outcome).toBe('done');
});

test('a day on which the branch that lent it is closed is told, and stops nothing', () => {
  const sunday = inNewYork('2022-06-19T12:00:00');
  expect(codes(decide(sunday))).toEqual(['DUE_ON_CLOSED alert']);
  expect(decide(sunday).outcome).toBe('done');
});

test('a recalled loan is shortened, and not lengthened by anybody', () => {
  const recalled = { recalled: true, dueAt: MONDAY + 5 * DAY_MS };
  expect(codes(decide(MONDAY + 3 * DAY_MS, recalled))).toEqual([]);
  expect(codes(decide(MONDAY + 8 * DAY_MS, recalled, ['DUE_PAST_RECALL']))).toEqual(['DUE_PAST_RECALL block']);
});

test('without a loan there is no date to change', () => {
  expect(decide(MONDAY + DAY_MS, null)).toMatchObject({ outcome: 'refused', due: null });
  expect(codes(decide(MONDAY + DAY_MS, null))).toEqual(['NOT_ON_LOAN block']);
});
