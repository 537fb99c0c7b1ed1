// Which unit each booking of a kind gets, and until when a unit may be lent. Computed from all bookings, units and
// loans of the kind, so that desk and server agree in any order of arrival. [I22] [I24]

import {
  actId,
  bookingId,
  branchId,
  loanId,
  patronId as patronIdOf,
  type BookingId,
  type ItemId,
  type LoanId,
  type PatronId,
} from '../core/ids.ts';
import { DAY_MS, MINUTE_MS, type Instant, type Millis } from '../core/instant.ts';
import { EARLY_PICKUP_MS } from './model/equipment.ts';
import { isBooked, type Booking, type StandingBooking } from './model/booking.ts';

/** A unit, with the loan that is out. */
export type Unit = {
  readonly id: ItemId;
  readonly barcode: string;
  readonly loan: { readonly id: LoanId; readonly dueAt: Instant } | null;
};

/** A kind of equipment as it stands: all lendable units, all bookings that stand, the turnaround between two patrons. */
export type KindStanding = {
  readonly units: readonly Unit[];
  readonly bookings: readonly StandingBooking[];
  readonly turnaroundMs: Millis;
};

/**
 * The outcome of one booking. `conflict`: earlier bookings have every unit, or it was moved twice. `loan`: its unit is on loan until after the booking starts, and no other
 * unit is free.
 */
export type Given =
  | { readonly is: 'unit'; readonly unit: ItemId }
  | { readonly is: 'conflict' }
  | { readonly is: 'loan'; readonly unit: ItemId; readonly loan: NonNullable<Unit['loan']> };

type Span = { readonly from: Instant; readonly to: Instant };

/** The outcome of each booking that stands, in the order in which they were placed. */
export function givenUnits(standing: KindStanding): ReadonlyMap<BookingId, Given> {
  const bookings = inPlacedOrder(standing.bookings.filter(isBooked));
  const units = inUnitOrder(standing.units);
  const first = bookings.filter(({ isSecond }) => isSecond !== true);
  const without = assign(units, first, { turnaroundMs: standing.turnaroundMs, taken: new Map() });
  // A unit that is out is taken already: it is taken from the first moment on.
  const out = new Map(
    units.flatMap(({ id, loan }) => (loan === null ? [] : [[id, [{ from: -Infinity, to: loan.dueAt }]]])),
  );
  const placed = bookings.filter(({ id }) => without.has(id));
  const real = assign(units, placed, { turnaroundMs: standing.turnaroundMs, taken: out });
  return new Map(
    bookings.map(({ id }): [BookingId, Given] => {
      const plain = without.get(id);
      if (plain === undefined) return [id, { is: 'conflict' }];
      const unit = real.get(id);
      return [id, unit === undefined ? metLoan(units, plain) : { is: 'unit', unit }];
    }),
  );
}

function inUnitOrder(units: readonly Unit[]): Unit[] {
  return units.toSorted((a, b) => compare(a.barcode, b.barcode) || compare(a.id, b.id));
}

/** The loan that stands in the way: of the unit that the booking would have, or the first to end where that one is in. */
function metLoan(units: readonly Unit[], plain: ItemId): Given {
  const own = units.find(({ id }) => id === plain)?.loan ?? null;
  if (own !== null) return { is: 'loan', unit: plain, loan: own };
  const [next] = units
    .flatMap(({ id, loan }) => (loan === null ? [] : [{ unit: id, loan }]))
    .toSorted((a, b) => a.loan.dueAt - b.loan.dueAt || compare(a.unit, b.unit));
  return next === undefined ? { is: 'conflict' } : { is: 'loan', ...next };
}

/** Units by booking; one that gets none is not there. */
function assign(
  units: readonly Unit[],
  bookings: readonly Booking[],
  { turnaroundMs, taken }: { readonly turnaroundMs: Millis; readonly taken: ReadonlyMap<ItemId, readonly Span[]> },
): Map<BookingId, ItemId> {
  const spans = new Map([...taken].map(([id, own]) => [id, [...own]]));
  const found = new Map<BookingId, ItemId>();
  const isFree = (unit: ItemId, span: Span) =>
    (spans.get(unit) ?? []).every((one) => !overlap(one, span, turnaroundMs));
  for (const booking of bookings) {
    const asked = units.find(({ id }) => id === booking.unit);
    const unit = asked !== undefined && isFree(asked.id, booking) ? asked : units.find(({ id }) => isFree(id, booking));
    if (unit === undefined) continue;
    found.set(booking.id, unit.id);
    spans.set(unit.id, [...(spans.get(unit.id) ?? []), booking]);
  }
  return found;
}

function overlap(a: Span, b: Span, apartMs: Millis): boolean {
  return a.from < b.to + apartMs && b.from < a.to + apartMs;
}

/** Those that were placed first come first, but for those that come last. */
export function inPlacedOrder<B extends StandingBooking>(bookings: readonly B[]): B[] {
  const lastOf = ({ isLast }: B) => Number(isLast === true);
  return bookings.toSorted((a, b) => lastOf(a) - lastOf(b) || a.placedAt - b.placedAt || compare(a.id, b.id));
}

/** Whether a booking gets a unit beside these others, if no unit is out. */
export function isPlaced({ units, bookings, turnaroundMs }: KindStanding, one: StandingBooking): boolean {
  const all = inPlacedOrder([...bookings.filter(({ id, isSecond }) => id !== one.id && isSecond !== true), one]);
  const others = all.slice(0, all.indexOf(one));
  // Each of the others takes one unit at most: mostly there is no need to look which.
  if (others.filter((other) => overlap(other, one, turnaroundMs)).length < units.length) return true;
  return assign(inUnitOrder(units), [...others, one], { turnaroundMs, taken: new Map() }).has(one.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Bookings that bear on lending one unit to one patron at a moment. */
export type UnitBooking = {
  /** The patron's own booking of the kind, which may be picked up now. */
  readonly own: Pick<Booking, 'id' | 'from' | 'to'> | null;
  /** The first booking of another patron that would be without a unit. */
  readonly next: {
    readonly from: Instant;
    /** When the unit has to be back for it; in the past where that is now. */
    readonly backBy: Instant;
    /** When the unit is free again after it. */
    readonly freeFrom: Instant;
  } | null;
  /** The barcode of another unit that is in and that no booking needs now. */
  readonly other: string | null;
};

/** Nothing is booked. */
export const NOT_BOOKED: UnitBooking = { own: null, next: null, other: null };

/** Bookings that begin later than this do not matter to a loan of equipment. */
const AHEAD_MS: Millis = 14 * DAY_MS;

/** A unit that is offered instead is free for so long at least. */
const WORTH_MS: Millis = 30 * MINUTE_MS;

/** Bookings that bear on lending a unit to a patron; a null patron = the owner of the card is not known. */
export function unitBooking(
  standing: KindStanding,
  unit: ItemId,
  { patronId, now }: { readonly patronId: PatronId | null; readonly now: Instant },
): UnitBooking {
  const bookings = standing.bookings.filter((one) => isBooked(one) && one.to > now && one.from < now + AHEAD_MS);
  if (bookings.length === 0) return NOT_BOOKED;
  const own = bookings
    .filter((one) => one.patronId === patronId && one.from - EARLY_PICKUP_MS <= now)
    .toSorted((a, b) => a.from - b.from || compare(a.id, b.id))[0];
  // An overdue unit is not back yet.
  const units = standing.units.map((one) =>
    one.loan === null ? one : { ...one, loan: { ...one.loan, dueAt: Math.max(one.loan.dueAt, now) } },
  );
  const rest = { ...standing, units, bookings: bookings.filter((one) => one !== own) };
  const next = nextNeed(rest, unit, now);
  return {
    own: own === undefined ? null : { id: own.id, from: own.from, to: own.to },
    next,
    other: next !== null && next.backBy <= now ? freeUnit(rest, unit, now) : null,
  };
}

/**
 * The first booking that is without a unit while this one is out. A longer loan takes more from bookings, so that the first start at which one loses is
 * looked for by halves: a scan does not wait for hundreds of bookings.
 */
function nextNeed(standing: KindStanding, unit: ItemId, now: Instant): UnitBooking['next'] {
  const before = givenUnits(standing);
  const bookings = standing.bookings.toSorted((a, b) => a.from - b.from || compare(a.id, b.id));
  const lostBy = (until: Instant): Booking | undefined => {
    const units = standing.units.map((one) => (one.id === unit ? lentUntil(one, until) : one));
    const then = givenUnits({ ...standing, units });
    // A booking for this unit alone keeps it: a loan does not send its patron to another one.
    return bookings.find(
      (one) =>
        before.get(one.id)?.is === 'unit' &&
        (then.get(one.id)?.is !== 'unit' ||
          (one.unit === unit && isGiven(before, one, unit) && !isGiven(then, one, unit))),
    );
  };
  const starts = [...new Set(bookings.map(({ from }) => from))];
  const last = starts.at(-1);
  if (last === undefined || lostBy(last) === undefined) return null;
  let [least, most] = [0, starts.length - 1];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (lostBy(starts[middle] ?? last) === undefined) least = middle + 1;
    else most = middle;
  }
  const first = lostBy(starts[least] ?? last);
  if (first === undefined) return null;
  const { turnaroundMs } = standing;
  return {
    from: first.from,
    backBy: first.from - turnaroundMs,
    freeFrom: freeAfter(standing, unit, Math.max(now, first.to) + turnaroundMs),
  };
}

function isGiven(given: ReadonlyMap<BookingId, Given>, { id }: Booking, unit: ItemId): boolean {
  const one = given.get(id);
  return one?.is === 'unit' && one.unit === unit;
}

/** A unit that is out until a moment after this one. */
function lentUntil(unit: Unit, at: Instant): Unit {
  return { ...unit, loan: { id: NO_LOAN, dueAt: at + 1 } };
}

const NO_LOAN = loanId('');

/** When a unit is free after a moment: bookings that follow at once on it are waited for. */
function freeAfter({ bookings, units, turnaroundMs }: KindStanding, unit: ItemId, at: Instant): Instant {
  const given = givenUnits({ bookings, units, turnaroundMs });
  const own = bookings.filter((one) => isGiven(given, one, unit)).toSorted((a, b) => a.from - b.from);
  return own.reduce((free, { from, to }) => (from - turnaroundMs <= free && to > free ? to + turnaroundMs : free), at);
}

/** Another unit that is in, and that no booking needs soon. */
function freeUnit(standing: KindStanding, unit: ItemId, now: Instant): string | null {
  const given = givenUnits(standing);
  const soon = { from: now, to: now + WORTH_MS };
  const isNeeded = (id: ItemId) =>
    standing.bookings.some((one) => isGiven(given, one, id) && overlap(one, soon, standing.turnaroundMs));
  return standing.units.find(({ id, loan }) => id !== unit && loan === null && !isNeeded(id))?.barcode ?? null;
}

/** The first moment from one on at which a unit of the kind may be booked for so long; null = within the horizon none is. */
export function firstFree(
  standing: KindStanding,
  asked: { readonly from: Instant; readonly lengthMs: Millis; readonly unit: ItemId | null; readonly until: Instant },
): Instant | null {
  const { from, lengthMs, unit, until } = asked;
  const { turnaroundMs } = standing;
  const booked = standing.bookings.filter(isBooked);
  // A unit becomes free as a booking or a loan ends: no other moment has to be tried.
  const ends = [...booked.map(({ to }) => to), ...standing.units.flatMap(({ loan }) => loan?.dueAt ?? [])];
  const moments = [from, ...ends.map((at) => at + turnaroundMs).filter((at) => at > from)].toSorted((a, b) => a - b);
  return moments.find((at) => at <= until && isFreeFor(standing, { from: at, to: at + lengthMs }, unit)) ?? null;
}

/** Whether one more booking of a span, placed last, gets a unit; the one that is asked for where one is. */
export function isFreeFor(standing: KindStanding, span: Span, unit: ItemId | null): boolean {
  const asked: StandingBooking = { ...LAST, ...span, unit, isLast: true };
  const given = givenUnits({ ...standing, bookings: [...standing.bookings, asked] }).get(asked.id);
  return given?.is === 'unit' && (unit === null || given.unit === unit);
}

/** A booking that is placed after all others. */
const LAST = {
  id: bookingId('last'),
  kind: '',
  patronId: patronIdOf(''),
  branch: branchId(''),
  noShowAt: Infinity,
  placedAt: Infinity,
  placedBy: actId(''),
  ends: [],
} as const satisfies Omit<Booking, 'from' | 'to' | 'unit'>;
