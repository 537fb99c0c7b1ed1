// Books equipment, and cancels bookings. Judged and recorded here with or without a line: a conflict with another desk's booking shows once both are
// known.

import { cancelBooking } from '../../../shared/acts/booking/cancel-booking.ts';
import { placeBooking } from '../../../shared/acts/booking/place-booking.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { bookingId, type BookingId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import { sayDate, sayTime } from '../../../shared/core/say-date.ts';
import { firstFree, isFreeFor } from '../../../shared/circ/booked-units.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import { isBooked, type Booking, type StandingBooking } from '../../../shared/circ/model/booking.ts';
import { aheadMs, graceMs, longestMs, type EquipmentKind } from '../../../shared/circ/model/equipment.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { ActRequest } from '../act-recorder.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { findPatron, requiredInstant } from '../facade/asked.ts';
import { deskTimes, requiredKind, saySpan } from '../facade/equipment.ts';
import { requiredItem } from '../facade/items.ts';
import { kindStanding, libraryFacts, patronFacts } from '../facade/load-facts.ts';
import { actRequest, deskAct } from './desk-act.ts';

const DONE = { decision: 'done' as const, reasons: [] };

/** Throws HF-PATRON-001 for an unknown card, HF-CIRC-310 to 319 for an impossible booking. */
export const placeBookingAtDesk = deskAct(placeBooking)({
  before: async (desk, input): Promise<Patron> => {
    const patron = await findPatron(desk, input.patron);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    return patron;
  },
  judge: ({ desk, input, before: patron }) => {
    const copy = requiredCopy(desk);
    const kind = requiredKind(copy, input.kind);
    const span = spanOf(desk, kind, input);
    const unit = input.unit === undefined ? null : unitOf(copy, kind, input.unit);
    requireStanding(desk, copy, { patron, card: input.patron, from: span.from });
    const moved = input.moves === undefined ? null : movedBooking(copy, input.moves, patron);
    requireFewBookings(copy, kind, { patron, moved }, desk.clock.now());
    requireFree(desk, copy, { kind, span, unit, moved });
    const id = bookingId(desk.recorder.mintId());
    return {
      record: {
        args: {
          bookingId: id,
          kind: kind.id,
          itemId: unit?.id ?? null,
          ...(unit === null ? {} : { barcode: unit.barcode }),
          patronId: patron.id,
          card: input.patron,
          ...span,
          branch: desk.identity.branch,
          ...(moved === null ? {} : { moves: moved.id }),
        },
        // Of one that begins at once the grace runs from now.
        told: { ...DONE, noShowAt: Math.min(Math.max(span.from, desk.clock.now()) + graceMs(kind), span.to) },
      },
      // Both or neither: a desk that goes down leaves one booking.
      together: moved === null ? undefined : cancellation(desk, moved, id),
      answer: (commandId) => ({ commandId, bookingId: id, when: saySpan(desk, span) }),
    };
  },
});

/** The booking that is moved. Throws HF-CIRC-317 where it is over, not known, or that of another. */
function movedBooking(copy: Copy, id: BookingId, { id: patron }: Patron): Booking {
  const booking = requiredBooking(copy, id);
  if (booking.patronId !== patron) throw new HoldfastError('HF-CIRC-317');
  return booking;
}

function cancellation(desk: Desk, { id, patronId }: Booking, movedTo: BookingId): ActRequest {
  return actRequest(desk, cancelBooking, { args: { bookingId: id, patronId, movedTo }, told: DONE });
}

/** Throws HF-CIRC-317 where it is over or not known. */
export const cancelBookingAtDesk = deskAct(cancelBooking)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const booking = requiredBooking(copy, input.bookingId);
    const [held = booking] = atTheirTimes(copy, [booking], desk.clock.now());
    return {
      record: { args: { bookingId: booking.id, patronId: booking.patronId }, told: DONE },
      answer: (commandId) => ({ commandId, bookingId: booking.id, when: saySpan(desk, held) }),
    };
  },
});

function requiredBooking({ sight }: Copy, id: BookingId): Booking {
  const booking = sight.bookings.booking(id);
  if (booking === null || !isBooked(booking)) throw new HoldfastError('HF-CIRC-317');
  return booking;
}

type Span = { readonly from: Instant; readonly to: Instant };

/** The span that is asked for: to come, no longer than the kind allows, and with the desk open as it begins and ends. */
function spanOf(desk: Desk, kind: EquipmentKind, input: ParsedInput<'booking.place'>): Span {
  const now = desk.clock.now();
  const [from, to] = [requiredInstant(input.from), requiredInstant(input.to)];
  if (to <= from || to <= now) throw new HoldfastError('HF-CIRC-312');
  if (to - from > longestMs(kind)) throw new HoldfastError('HF-CIRC-313', { hours: longestMs(kind) / 3_600_000 });
  if (from > now + aheadMs(kind)) throw new HoldfastError('HF-CIRC-314', { days: aheadMs(kind) / 86_400_000 });
  const times = deskTimes(desk);
  const closed = times === null ? null : !times.isOpenAt(from) ? from : !times.isOpenAt(to - 1) ? to : null;
  if (closed !== null) throw new HoldfastError('HF-CIRC-315', { at: sayMoment(desk, closed) });
  return { from, to };
}

function unitOf(copy: Copy, kind: EquipmentKind, barcode: string): Item {
  const item = requiredItem(copy, barcode);
  if (!kind.types.includes(item.kind ?? '')) throw new HoldfastError('HF-CIRC-311', { kind: kind.name });
  return item;
}

/** Reasons that are judged at the start of a booking: they may end or be lifted before then. Debts and overdue loans count now. */
const AT_BEGINNING: ReadonlySet<string> = new Set([
  'PATRON_EXPIRED',
  'PATRON_INACTIVE',
  'PATRON_BARRED',
  'PATRON_RESTRICTED',
  'PATRON_CARD_LOST',
  'PATRON_BLACKOUT',
]);
const NOW: ReadonlySet<string> = new Set(['PATRON_FINES', 'PATRON_OVERDUES', 'PATRON_LOST_COUNT']);

type Booker = { readonly patron: Patron; readonly card: string; readonly from: Instant };

/** An account that could not borrow when the booking begins books nothing: the unit would be kept from others. */
function requireStanding(desk: Desk, copy: Copy, { patron, card, from }: Booker): void {
  const now = desk.clock.now();
  const against = (at: Instant, codes: ReadonlySet<string>) => {
    const facts = {
      library: libraryFacts(desk, copy, at),
      item: null,
      patron: patronFacts(copy, patron, { card, at }),
    };
    const { reasons } = decideCheckout(facts, { barcode: '', card, overrides: [] }, at);
    return reasons.filter(({ code, effect }) => codes.has(code) && (effect === 'block' || effect === 'override'));
  };
  const [first] = [...against(Math.max(from, now), AT_BEGINNING), ...against(now, NOW)];
  if (first !== undefined)
    throw new HoldfastError('HF-CIRC-319', { reason: sayReason(sayingAt(desk), first).replace(/\.$/u, '') });
}

type Moving = { readonly moved: Booking | null };

function requireFewBookings(
  copy: Copy,
  kind: EquipmentKind,
  { patron, moved }: Moving & { readonly patron: Patron },
  now: Instant,
): void {
  const booked = copy.sight.bookings
    .bookingsOfPatron(patron.id)
    .filter((one) => isBooked(one) && one.kind === kind.id && one.id !== moved?.id);
  const standing = atTheirTimes(copy, booked, now).filter(({ to }) => to > now);
  if (kind.bookings !== undefined && standing.length >= kind.bookings)
    throw new HoldfastError('HF-CIRC-318', { count: standing.length, kind: kind.name });
}

/** Bookings at the times that they have: a moved one may have its old time again. */
function atTheirTimes(copy: Copy, bookings: readonly Booking[], now: Instant): StandingBooking[] {
  const kindIds = new Set(bookings.filter(({ moves }) => moves !== undefined).map(({ kind }) => kind));
  const kinds = (copy.library.deskTerms().equipment ?? []).filter(({ id }) => kindIds.has(id));
  const timed = kinds.flatMap((kind) => kindStanding(copy, kind, { after: 0, now }).bookings);
  const byId = new Map(timed.map((one) => [one.id, one]));
  return bookings.map((one) => byId.get(one.id) ?? one);
}

function requireFree(
  desk: Desk,
  copy: Copy,
  {
    kind,
    span,
    unit,
    moved,
  }: Moving & { readonly kind: EquipmentKind; readonly span: Span; readonly unit: Item | null },
): void {
  const now = desk.clock.now();
  const all = kindStanding(copy, kind, { after: now, now });
  const standing = { ...all, bookings: all.bookings.filter(({ id }) => id !== moved?.id) };
  const asked = unit?.id ?? null;
  if (isFreeFor(standing, span, asked)) return;
  const { from, to } = span;
  const next = firstFree(standing, { from, lengthMs: to - from, unit: asked, until: from + aheadMs(kind) });
  throw new HoldfastError('HF-CIRC-316', { next: next === null ? '—' : sayMoment(desk, next) });
}

function sayMoment(desk: Desk, at: Instant): string {
  return `${sayDate(desk.language(), at, deskZone(desk))} ${sayTime(desk.language(), at, deskZone(desk))}`;
}
