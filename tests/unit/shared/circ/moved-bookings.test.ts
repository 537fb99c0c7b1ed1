// The time that a moved booking has when its new time turns out to be taken.

import { isFreeFor, givenUnits, type Unit } from '../../../../shared/circ/booked-units.ts';
import type { Exception } from '../../../../shared/circ/model/exception.ts';
import type { Booking } from '../../../../shared/circ/model/booking.ts';
import { movedBackId, withOldTimes } from '../../../../shared/circ/moved-bookings.ts';
import { actId, bookingId, branchId, itemId, loanId, patronId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';

const at = (hour: number): number => hour * HOUR_MS;
const unit = (id: string, dueAt: number | null = null): Unit => ({
  id: itemId(id),
  barcode: id,
  loan: dueAt === null ? null : { id: loanId(`loan-${id}`), dueAt },
});

/** Placed in the order of their numbers. */
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
const moved = (to: string) => ({
  ends: [{ how: 'cancelled' as const, at: 5, by: actId('c'), movedTo: bookingId(to) }],
});
const moves = (from: string) => ({ moves: bookingId(from) });

/** The exception that tells of an old time from an hour on. */
const told = (back: Booking, from: number, state: Exception['state'] = 'open'): Exception => ({
  id: movedBackId(back),
  code: 'booking-moved-back',
  weight: 'today',
  origin: 'judged',
  state,
  branch: branchId('main'),
  itemId: null,
  patronId: back.patronId,
  cause: back.placedBy,
  at: back.placedAt,
  params: { from: { dueAt: at(from), grain: 'time', zone: 'UTC' } },
  resolution: null,
});

type Around = { readonly now?: number; readonly told?: Exception; readonly closed?: readonly [number, number] };

/** A kind in which each booking has its own time, at a moment. */
function held(units: readonly Unit[], bookings: readonly Booking[], { now = 8, told: one, closed }: Around = {}) {
  return withOldTimes(
    { units, bookings, turnaroundMs: 0 },
    {
      all: (after) => bookings.filter(({ to, moves: old }) => to > after || old !== undefined),
      now: at(now),
      exception: (id) => (one?.id === id ? one : null),
      isOpenAt: (_, when) => closed === undefined || when < at(closed[0]) || when >= at(closed[1]),
    },
  );
}

/** Where each booking stands, and what it gets there, at a moment. */
function standing(units: readonly Unit[], bookings: readonly Booking[], around: Around = {}) {
  const kind = held(units, bookings, around);
  const given = givenUnits(kind);
  return Object.fromEntries(
    kind.bookings.flatMap((one) => {
      const got = given.get(one.id);
      const lost = one.lostTime === undefined ? '' : ` lost ${one.lostTime.from / HOUR_MS}`;
      return got === undefined ? [] : [[one.id, `${one.from / HOUR_MS} ${got.is}${lost}`]];
    }),
  );
}

const one = [booking('b1', 9, 11, moved('b3')), booking('b2', 14, 16), booking('b3', 14, 15, moves('b1'))];

test('the new time was booked before: it has its old time again', () => {
  expect(standing([unit('X')], one)).toEqual({ b2: '14 unit', b3: '9 unit lost 14' });
  expect(standing([unit('X')], one.toReversed())).toEqual({ b2: '14 unit', b3: '9 unit lost 14' });
});

test('with a second unit it has its new time, and only a lost one goes back', () => {
  expect(standing([unit('X'), unit('Y')], one)).toEqual({ b2: '14 unit', b3: '14 unit' });
});

test('the old time goes to one who booked it since, also where that one was placed after the move', () => {
  expect(standing([unit('X')], [...one, booking('b4', 10, 12)])).toEqual({
    b2: '14 unit',
    b3: '14 conflict',
    b4: '10 unit',
  });
});

test('a loan that runs into the old time is told, and takes nothing away', () => {
  expect(standing([unit('X', at(9.5))], one)).toMatchObject({ b3: '9 loan lost 14' });
});

test('when the grace of the old time is over, it is kept where staff were told of it before, and else no unit is left', () => {
  const [, , back = booking('b3', 14, 15)] = one;
  expect(standing([unit('X')], one, { now: 9.4 })).toMatchObject({ b3: '9 unit lost 14' });
  expect(standing([unit('X')], one, { now: 9.5 })).toMatchObject({ b3: '14 conflict' });
  for (const state of ['open', 'resolved'] as const)
    expect(standing([unit('X')], one, { now: 12, told: told(back, 9, state) })).toMatchObject({ b3: '9 unit lost 14' });
  expect(standing([unit('X')], one, { now: 12, told: told(back, 9, 'explained') })).toMatchObject({
    b3: '14 conflict',
  });
  // Of another old time, which was lost since.
  expect(standing([unit('X')], one, { now: 12, told: told(back, 8) })).toMatchObject({ b3: '14 conflict' });
});

test('an old time at which the branch is closed as it begins or ends is not given again', () => {
  expect(standing([unit('X')], one, { closed: [8, 10] })).toMatchObject({ b3: '14 conflict' });
  expect(standing([unit('X')], one, { closed: [10.5, 11.5] })).toMatchObject({ b3: '14 conflict' });
  expect(standing([unit('X')], one, { closed: [11, 24] })).toMatchObject({ b3: '9 unit lost 14' });
});

test('the old time is at the branch where it was booked', () => {
  const [old = booking('b1', 9, 11), ...rest] = one;
  const kind = held([unit('X')], [{ ...old, branch: branchId('east') }, ...rest]);
  expect(kind.bookings.find(({ id }) => id === 'b3')?.branch).toBe('east');
});

test('of two desks that moved the same booking the first by time did: the other has no unit while that one stands', () => {
  const ends = (...to: readonly string[]) => ({
    ends: to.map((id, n) => ({ how: 'cancelled' as const, at: 5 + n, by: actId(id), movedTo: bookingId(id) })),
  });
  const twice = [
    booking('b1', 9, 11, ends('b3', 'b4')),
    booking('b3', 14, 15, moves('b1')),
    booking('b4', 16, 17, moves('b1')),
  ];
  const [old = booking('b1', 9, 11), first = booking('b3', 14, 15), second = booking('b4', 16, 17)] = twice;
  for (const all of [twice, twice.toReversed()])
    expect(standing([unit('X')], all)).toEqual({ b3: '14 unit', b4: '16 conflict' });
  // Its time is free for others, although it was placed before.
  expect(standing([unit('X')], [...twice, booking('b5', 16, 17)])).toMatchObject({ b4: '16 conflict', b5: '16 unit' });
  const after = (how: 'picked-up' | 'no-show' | 'cancelled') =>
    standing([unit('X')], [old, { ...first, ends: [{ how, at: 9, by: actId('e') }] }, second]);
  expect(after('picked-up')).toEqual({ b4: '16 conflict' });
  expect(after('cancelled')).toEqual({ b4: '16 unit' });
  expect(after('no-show')).toEqual({ b4: '16 unit' });
  // The first one was moved on.
  const on = [old, { ...first, ...moved('b6') }, second, booking('b6', 18, 19, moves('b3'))];
  expect(standing([unit('X')], on)).toEqual({ b4: '16 conflict', b6: '18 unit' });
});

test('an old booking that something else ended first gives nothing back', () => {
  const [old, ...rest] = one;
  for (const ends of [
    [{ how: 'picked-up' as const, at: 4, by: actId('l') }, ...(old?.ends ?? [])],
    [{ how: 'cancelled' as const, at: 4, by: actId('d'), movedTo: bookingId('other') }],
  ])
    expect(standing([unit('X')], [booking('b1', 9, 11, { ends }), ...rest])).toMatchObject({ b3: '14 conflict' });
  expect(standing([unit('X')], rest)).toMatchObject({ b3: '14 conflict' });
});

test('moved twice: the time before the last move where that is free, else the one before it', () => {
  const twice = [
    booking('b1', 9, 10, moved('b4')),
    booking('b2', 14, 16),
    booking('b4', 11, 12, { ...moves('b1'), ...moved('b5') }),
    booking('b5', 14, 15, moves('b4')),
  ];
  expect(standing([unit('X')], twice)).toMatchObject({ b5: '11 unit lost 14' });
  expect(standing([unit('X')], [...twice, booking('b3', 11, 13)])).toMatchObject({ b5: '9 unit lost 14' });
});

test('of two that lost and share an old time, the first that was moved has it', () => {
  const both = [...one, booking('b6', 10, 12, moved('b7')), booking('b7', 14, 15, moves('b6'))];
  expect(standing([unit('X')], both)).toMatchObject({ b3: '9 unit lost 14', b7: '14 conflict' });
});

test('an end of the winner after the move takes no old time away again, and one before it leaves the new one', () => {
  const [old, winner, last] = one;
  const ended = (how: 'picked-up' | 'no-show' | 'cancelled', when: number) =>
    standing(
      [unit('X')],
      [old, { ...winner, ends: [{ how, at: when, by: actId('e') }] }, last].filter(
        (other) => other !== undefined,
      ) as Booking[],
    );
  for (const how of ['picked-up', 'no-show', 'cancelled'] as const) {
    expect(ended(how, 4)).toEqual({ b3: '9 unit lost 14' });
    expect(ended(how, 2.5)).toEqual({ b3: '14 unit' });
  }
});

test('an old time that another patron has picked up already is not given again', () => {
  const taken = booking('b4', 9, 10, { ends: [{ how: 'picked-up', at: 6, by: actId('p') }] });
  expect(standing([unit('X')], [...one, taken])).toMatchObject({ b3: '14 conflict' });
});

test('a new booking takes no old time that one has again', () => {
  const kind = held([unit('X')], one);
  expect(isFreeFor(kind, { from: at(9), to: at(10) }, null)).toBe(false);
  expect(isFreeFor(kind, { from: at(11), to: at(12) }, null)).toBe(true);
});

test('the grace is that of the time that it has', () => {
  const back = [booking('b1', 14, 16, moved('b3')), booking('b2', 9, 11), booking('b3', 9, 10, moves('b1'))];
  const graceOf = (bookings: readonly Booking[]) =>
    held([unit('X')], bookings, { now: 9.5 }).bookings.find(({ id }) => id === 'b3')?.noShowAt;
  expect(graceOf(back)).toBe(at(14.5));
  expect(graceOf(back.filter(({ id }) => id !== 'b2'))).toBe(at(9.5));
});
