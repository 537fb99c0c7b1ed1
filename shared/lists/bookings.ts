// Bookings of equipment: units to make ready, to be fetched and to be returned at a branch, and the bookings of one patron.

import { z } from 'zod';
import { givenUnits, type Given, type Unit } from '../circ/booked-units.ts';
import { bookingState, isBooked, type Booking, type StandingBooking } from '../circ/model/booking.ts';
import { isUnit, turnaroundMs, type EquipmentKind } from '../circ/model/equipment.ts';
import { isOpenFor, withOldTimes, type OldTimeFacts } from '../circ/moved-bookings.ts';
import type { Item } from '../circ/model/item.ts';
import type { Loan } from '../circ/model/loan.ts';
import { cardOf, type Patron } from '../circ/model/patron.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { BookingIdSchema, PatronIdSchema, type BranchId, type ItemId } from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../core/instant.ts';
import { formatLocalMoment } from '../core/local-moment.ts';
import { sayDue } from '../core/say-date.ts';
import { dayOf } from '../rules/calendar/local-time.ts';
import { UTC, zoneClock } from '../rules/calendar/zone-clock.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder, type RowAct } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

/** Why a booking has no unit. */
export const NO_UNIT = {
  conflict: { en: 'None is free: booked before', es: 'Ninguno libre: apartado antes' },
  loan: { en: 'None is free: still out', es: 'Ninguno libre: aún prestado' },
} as const;

/** A moved booking that has its old time again. */
export const OLD_TIME = {
  en: 'Has its old time again: the new one, {wanted}, was booked before. Tell the patron',
  es: 'Tiene de nuevo su hora anterior: la nueva, {wanted}, ya estaba apartada. Avise al usuario',
} as const;

const WHAT = {
  late: { en: 'Not picked up yet', es: 'Aún no recogido' },
  booked: { en: 'Booked', es: 'Apartado' },
  due: { en: 'Due back', es: 'Por devolver' },
  'no-show': { en: 'Not picked up', es: 'No recogido' },
  cancelled: { en: 'Canceled', es: 'Cancelado' },
  'picked-up': { en: 'Picked up', es: 'Recogido' },
} as const;
const WHATS = ['late', 'booked', 'due', 'no-show', 'cancelled', 'picked-up'] as const;

export const BookingRowSchema = z.object({
  rowId: z.string(),
  what: z.enum(WHATS),
  /** Null: a loan without a booking. */
  bookingId: BookingIdSchema.nullable(),
  patronId: PatronIdSchema,
  kind: z.string(),
  /** The code of the kind, and the local day on which it is fetched: where its grid opens. */
  kindId: z.string(),
  day: z.string(),
  /** When it is fetched, or due back. */
  at: InstantSchema,
  /** When the booking ends. */
  to: InstantSchema.nullable(),
  zone: z.string(),
  /** The unit that it gets, or that is out; null = none. */
  barcode: z.string().nullable(),
  /** Why it gets none. */
  without: z.enum(['conflict', 'loan']).nullable(),
  /** The branch is closed as it begins or ends. */
  isClosed: z.boolean(),
  /** When the time begins that it was moved to and that an earlier booking has; null = none. */
  lostAt: InstantSchema.nullable(),
  card: z.string(),
  /** As a hold slip has it: the full name is in the record. */
  label: z.string(),
  branchName: z.string(),
});
export type BookingRow = z.infer<typeof BookingRowSchema>;

const { column } = columnsOf<BookingRow>();

const kindColumn = column('text', 'kind', { en: 'Equipment', es: 'Equipo' }, ({ kind }) => kind);
const fromColumn = column('text', 'at', { en: 'When', es: 'Cuándo' }, ({ at, zone }, { saying }) =>
  sayDue(saying.language, { dueAt: at, grain: 'time', zone }, saying.now),
);
const toColumn = column('text', 'to', { en: 'Until', es: 'Hasta' }, ({ to, zone }, { saying }) =>
  to === null ? null : sayDue(saying.language, { dueAt: to, grain: 'time', zone }, saying.now),
);
const stateColumn = column(
  'text',
  'state',
  { en: 'State', es: 'Estado' },
  ({ what, without, isClosed, lostAt, zone }) => {
    if (without !== null) return { words: NO_UNIT[without] };
    if (lostAt !== null) return { words: OLD_TIME, params: { wanted: { dueAt: lostAt, grain: 'time', zone } } };
    return { words: isClosed ? { en: 'Closed at that time: move it', es: 'Cerrado a esa hora: muévalo' } : WHAT[what] };
  },
);
const CANCEL: RowAct<BookingRow> = {
  act: 'cancelBooking',
  key: 'X',
  label: { en: 'Cancel booking', es: 'Cancelar apartado' },
  asks: 'sure',
  offered: ({ what, bookingId }) => bookingId !== null && (what === 'booked' || what === 'late'),
};

/** It is booked anew in its grid, and canceled as it was. */
const MOVE: RowAct<BookingRow> = {
  act: 'placeBooking',
  key: 'M',
  label: { en: 'Move booking…', es: 'Mover apartado…' },
  offered: ({ what, bookingId }) => bookingId !== null && (what === 'booked' || what === 'late'),
};

const stateOf = ({ what, without, isClosed, lostAt }: BookingRow) =>
  without !== null || lostAt !== null || isClosed || what === 'late' ? 'attention' : 'plain';

/**
 * Equipment due today, bookings of the next day to make ready, those that a closing stands in the way of, and bookings
 * not picked up.
 */
export const equipmentBookings = defineList({
  name: 'equipment-bookings',
  words: { en: 'Equipment due and bookings', es: 'Equipos por devolver y apartados' },
  empty: { en: 'No equipment is due or booked.', es: 'No hay equipos por devolver ni apartados.' },
  of: 'branch',
  work: { section: 'shelves', weight: 'note' },
  row: BookingRowSchema,
  rowKey: ({ rowId }) => rowId,
  columns: [
    kindColumn,
    fromColumn,
    toColumn,
    stateColumn,
    column('person', 'label', { en: 'Patron', es: 'Usuario' }, ({ label }) => label),
    barcodeColumn,
  ],
  order: (a, b) => WHATS.indexOf(a.what) - WHATS.indexOf(b.what) || a.at - b.at || inOrder(a.rowId, b.rowId),
  group: ({ what }, { saying }) => WHAT[what][saying.language],
  state: stateOf,
  acts: [MOVE, CANCEL],
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** A patron's bookings: those that stand first, then past ones. */
export const patronBookings = defineList({
  name: 'patron-bookings',
  words: { en: 'Bookings', es: 'Apartados' },
  empty: { en: 'Nothing booked.', es: 'No tiene nada apartado.' },
  of: 'patron',
  row: BookingRowSchema,
  rowKey: ({ rowId }) => rowId,
  columns: [kindColumn, fromColumn, toColumn, stateColumn, barcodeColumn],
  order: (a, b) => Number(isOver(a)) - Number(isOver(b)) || (isOver(a) ? b.at - a.at : a.at - b.at),
  state: stateOf,
  acts: [MOVE, CANCEL],
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

const isOver = ({ what }: BookingRow): boolean => what !== 'booked' && what !== 'late';

/** Data source of the rows. */
export type BookingListSource = RowSource &
  OldTimeFacts & {
    equipmentKinds(): readonly EquipmentKind[];
    /** Bookings of a kind that end after a moment, over or not, and those that were moved. */
    bookingsOfKind(kind: string, after: Instant): readonly Booking[];
    itemsOfTypes(types: readonly string[]): readonly Item[];
    currentLoan(id: ItemId): Loan | null;
  };

/** Rows of a branch; of the whole library where none is named. */
export function equipmentRows(
  source: BookingListSource,
  { branch, now, zone }: LookingFrom & { readonly branch: BranchId | null },
): BookingRow[] {
  return source.equipmentKinds().flatMap((kind) => {
    const items = source.itemsOfTypes(kind.types);
    const { bookings, given } = standingOf(source, kind, {
      items,
      bookings: source.bookingsOfKind(kind.id, now - DAY_MS),
      now,
    });
    const isShown = ({ branch: at, to }: Booking) => to > now - DAY_MS && (branch === null || at === branch);
    const meant = bookings.filter(isShown);
    const rows = meant.flatMap((one) => {
      const isNear = one.from < now + DAY_MS || !isOpenFor(source, one);
      const isMeant = isBooked(one) ? isNear : bookingState(one) === 'no-show' && (one.ends[0]?.at ?? 0) > now - DAY_MS;
      return isMeant ? [bookingRow(source, one, { kind, given, now, zone, items })] : [];
    });
    return [...rows, ...items.flatMap((item) => dueRow(source, item, { kind, branch, now, zone }))];
  });
}

/** Rows of a patron. */
export function patronBookingRows(
  source: BookingListSource,
  bookings: readonly Booking[],
  { now, zone }: LookingFrom,
): BookingRow[] {
  return source.equipmentKinds().flatMap((kind) => {
    const own = bookings.filter((one) => one.kind === kind.id);
    if (own.length === 0) return [];
    const items = source.itemsOfTypes(kind.types);
    const { bookings: all, given } = standingOf(source, kind, {
      items,
      bookings: source.bookingsOfKind(kind.id, now),
      now,
    });
    const timed = new Map(all.map((one) => [one.id, one]));
    return own.map((one) => bookingRow(source, timed.get(one.id) ?? one, { kind, given, now, zone, items }));
  });
}

/** Bookings of a kind, each at the time that it has, and the unit that it gets. */
function standingOf(
  source: BookingListSource,
  kind: EquipmentKind,
  {
    items,
    bookings,
    now,
  }: { readonly items: readonly Item[]; readonly bookings: readonly Booking[]; readonly now: Instant },
): { readonly bookings: readonly StandingBooking[]; readonly given: ReturnType<typeof givenUnits> } {
  const units = items.filter(isUnit).map(({ id, barcode }): Unit => {
    const loan = source.currentLoan(id);
    return { id, barcode, loan: loan === null ? null : { id: loan.id, dueAt: loan.dueAt } };
  });
  const plain = { units, bookings, turnaroundMs: turnaroundMs(kind) };
  const standing = withOldTimes(plain, { ...source, all: (after) => source.bookingsOfKind(kind.id, after), now });
  return { bookings: standing.bookings, given: givenUnits(standing) };
}

type Around = {
  readonly kind: EquipmentKind;
  readonly given: ReadonlyMap<Booking['id'], Given>;
  readonly now: Instant;
  readonly zone: string;
  readonly items: readonly Item[];
};

function bookingRow(
  source: BookingListSource,
  booking: StandingBooking,
  { kind, given, now, zone, items }: Around,
): BookingRow {
  const state = bookingState(booking);
  const got = given.get(booking.id);
  const unit = state === 'picked-up' ? booking.ends[0]?.itemId : got?.is === 'unit' ? got.unit : undefined;
  const isLate = state === 'booked' && booking.from <= now;
  return {
    rowId: booking.id,
    what: isLate ? 'late' : state,
    bookingId: booking.id,
    kind: kind.name,
    kindId: kind.id,
    day: formatLocalMoment(booking.from, source.branch(booking.branch)?.zone ?? zone).slice(0, 10),
    at: booking.from,
    to: booking.to,
    zone: source.branch(booking.branch)?.zone ?? zone,
    barcode: items.find(({ id }) => id === unit)?.barcode ?? null,
    without: state === 'booked' && got !== undefined && got.is !== 'unit' ? got.is : null,
    isClosed: state === 'booked' && !isOpenFor(source, booking),
    lostAt: booking.lostTime?.from ?? null,
    branchName: source.branchName(booking.branch),
    ...who(source, booking.patronId),
  };
}

/** A loan of equipment that is due today and not overdue: that is another list. */
function dueRow(
  source: BookingListSource,
  { id, barcode, home }: Item,
  { kind, branch, now, zone: own }: Pick<Around, 'kind' | 'now' | 'zone'> & { readonly branch: BranchId | null },
): BookingRow[] {
  const loan = source.currentLoan(id);
  if (loan === null || loan.state !== 'open' || loan.dueAt < now) return [];
  const lender = loan.branch ?? home;
  if (branch !== null && lender !== branch) return [];
  const zone = source.branch(lender)?.zone ?? own;
  const clock = zoneClock(zone) ?? UTC;
  if (dayOf(clock.toLocal(loan.dueAt)) !== dayOf(clock.toLocal(now))) return [];
  return [
    {
      rowId: loan.id,
      what: 'due',
      bookingId: null,
      kind: kind.name,
      kindId: kind.id,
      day: formatLocalMoment(loan.dueAt, zone).slice(0, 10),
      at: loan.dueAt,
      to: null,
      zone,
      barcode,
      without: null,
      isClosed: false,
      lostAt: null,
      branchName: source.branchName(lender),
      ...who(source, loan.patronId),
    },
  ];
}

function who(source: RowSource, patronId: Patron['id']): Pick<BookingRow, 'patronId' | 'card' | 'label'> {
  const patron = source.patron(patronId);
  return { patronId, card: patron === null ? '' : cardOf(patron), label: patron === null ? '' : holdLabel(patron) };
}
