// The unit of each booking of a kind, and the effect of bookings on lending one.

import { firstFree, givenUnits, isFreeFor, unitBooking, type Unit } from '../../../../shared/circ/booked-units.ts';
import type { Booking } from '../../../../shared/circ/model/booking.ts';
import { actId, bookingId, branchId, itemId, loanId, patronId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';

const at = (hour: number): number => hour * HOUR_MS;
const unit = (id: string, dueAt: number | null = null): Unit => ({
  id: itemId(id),
  barcode: id,
  loan: dueAt === null ? null : { id: loanId(`loan-${id}`), dueAt },
});
const booking = (id: string, from: number, to: number, more: Partial<Booking> = {}): Booking => ({
  id: bookingId(id),
  kind: 'camera',
  unit: null,
  patronId: patronId(`of-${id}`),
  from: at(from),
  to: at(to),
  branch: branchId('main'),
  noShowAt: at(from) + 30 * MINUTE_MS,
  placedAt: Number(id.slice(1)),
  placedBy: actId(`place-${id}`),
  ends: [],
  ...more,
});
const standing = (units: readonly Unit[], bookings: readonly Booking[], turnaroundMs = 0) => ({
  units,
  bookings,
  turnaroundMs,
});
const saidOf = (given: ReturnType<typeof givenUnits>) =>
  Object.fromEntries([...given].map(([id, one]) => [id, 'unit' in one ? `${one.is} ${one.unit}` : one.is]));
const who = (id: string, now: number) => ({ patronId: patronId(id), now: at(now) });

test('the first placed gets the unit that it asks for, the others what is free, and the last none', () => {
  const bookings = [
    booking('b3', 9, 12),
    booking('b1', 10, 11, { unit: itemId('X') }),
    booking('b2', 10, 12, { unit: itemId('X') }),
    booking('b4', 12, 13),
  ];
  const units = [unit('Y'), unit('X')];
  const wanted = { b1: 'unit X', b2: 'unit Y', b3: 'conflict', b4: 'unit X' };
  expect(saidOf(givenUnits(standing(units, bookings)))).toEqual(wanted);
  expect(saidOf(givenUnits(standing(units.toReversed(), bookings.toReversed())))).toEqual(wanted);
});

test('a unit needs its time between two patrons, and one that is over needs none', () => {
  const over = booking('b1', 9, 10, { ends: [{ how: 'cancelled', at: 0, by: actId('c') }] });
  const bookings = [over, booking('b2', 9, 10), booking('b3', 10, 11)];
  expect(saidOf(givenUnits(standing([unit('X')], bookings)))).toEqual({ b2: 'unit X', b3: 'unit X' });
  expect(saidOf(givenUnits(standing([unit('X')], bookings, MINUTE_MS)))).toEqual({ b2: 'unit X', b3: 'conflict' });
});

test('a loan that ends after a booking begins stands in its way only where no other unit is free', () => {
  const one = [booking('b1', 10, 11, { unit: itemId('X') })];
  expect(saidOf(givenUnits(standing([unit('X', at(10.5)), unit('Y')], one)))).toEqual({ b1: 'unit Y' });
  expect(saidOf(givenUnits(standing([unit('X', at(10.5)), unit('Y', at(11))], one)))).toEqual({ b1: 'loan X' });
  expect(saidOf(givenUnits(standing([unit('X', at(10))], one)))).toEqual({ b1: 'unit X' });
});

test('a unit has to be back for the first booking that would be without one', () => {
  const bookings = [booking('b1', 12, 13), booking('b2', 14, 15), booking('b3', 14, 16)];
  const units = [unit('X'), unit('Y')];
  // One of two may be away at noon, both are needed at two.
  expect(unitBooking(standing(units, bookings, 30 * MINUTE_MS), itemId('X'), who('P', 9))).toEqual({
    own: null,
    next: { from: at(14), backBy: at(13.5), freeFrom: at(16.5) },
    other: null,
  });
  expect(unitBooking(standing(units, [booking('b1', 12, 13)]), itemId('X'), who('P', 9)).next).toBeNull();
});

test('a booking for this very unit is not sent to another one by a loan', () => {
  const own = [booking('b1', 12, 13, { unit: itemId('X') })];
  const units = [unit('X'), unit('Y')];
  expect(unitBooking(standing(units, own), itemId('X'), who('P', 9)).next).toMatchObject({ from: at(12) });
  expect(unitBooking(standing(units, own), itemId('Y'), who('P', 9)).next).toBeNull();
});

test('booked now: when it is free again, and which other one is free', () => {
  const bookings = [booking('b1', 9, 11, { unit: itemId('X') }), booking('b2', 11, 12, { unit: itemId('X') })];
  const two = standing([unit('X'), unit('Y')], bookings);
  expect(unitBooking(two, itemId('X'), who('P', 9.5))).toMatchObject({
    next: { from: at(9), backBy: at(9), freeFrom: at(12) },
    other: 'Y',
  });
  // An overdue unit is not there for the booking.
  const late = standing([unit('X'), unit('Y', at(8))], [booking('b1', 9, 11)]);
  expect(unitBooking(late, itemId('X'), who('P', 9.5))).toMatchObject({ next: { from: at(9) }, other: null });
});

test('a patron picks up the booking of their own, half an hour early at most', () => {
  const bookings = [booking('b1', 10, 12), booking('b2', 13, 14)];
  const one = standing([unit('X')], bookings);
  expect(unitBooking(one, itemId('X'), who('of-b1', 9.4)).own).toBeNull();
  expect(unitBooking(one, itemId('X'), who('of-b1', 9.5))).toMatchObject({
    own: { id: 'b1', to: at(12) },
    next: { from: at(13) },
  });
});

test('the next time that is free, for as long as it is wanted', () => {
  const one = standing([unit('X', at(9))], [booking('b1', 10, 12), booking('b2', 13, 14)]);
  const asked = { from: at(8), lengthMs: HOUR_MS, unit: null, until: at(24) };
  expect(firstFree(one, asked)).toBe(at(9));
  expect(firstFree(one, { ...asked, lengthMs: 2 * HOUR_MS })).toBe(at(14));
  expect(firstFree(one, { ...asked, lengthMs: 2 * HOUR_MS, until: at(13) })).toBeNull();
  expect(isFreeFor(one, { from: at(12), to: at(13) }, itemId('X'))).toBe(true);
  expect(isFreeFor(one, { from: at(12), to: at(13) + 1 }, null)).toBe(false);
});
