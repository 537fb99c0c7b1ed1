// Equipment as screens get it: kinds, and a day of bookings and loans as a grid of units and hours.

import { z } from 'zod';
import { ActIdSchema, BookingIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** A kind of equipment, with how many of its units are in. */
export const EquipmentKindViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  units: z.int(),
  /** Can go out: in, on its shelf, and not needed for a booking that has begun. */
  free: z.int(),
  /** In, and waiting to be inspected: not lent before. */
  toInspect: z.int(),
  /** The library's terms for every unit, in words. */
  terms: z.string(),
  /**
   * The agreement that a patron signs before they borrow one: its text, empty where the paper says it, and how long it lasts, in words. Null = none.
   */
  agreement: z.object({ text: z.string(), lastsText: z.string() }).nullable(),
});
export type EquipmentKindView = z.infer<typeof EquipmentKindViewSchema>;

export const EquipmentKindsSchema = z.object({ kinds: z.array(EquipmentKindViewSchema) });

/** Something that takes a unit for a part of the day. Times are cut to the day. */
export const UnitSpanSchema = z.object({
  what: z.enum(['booking', 'loan', 'overdue']),
  from: IsoInstantSchema,
  to: IsoInstantSchema,
  /** As a hold slip has it: the full name is in the record. */
  label: z.string(),
  /** Opens the patron; empty = not known here. */
  card: z.string(),
  /** The times as they are, in words. */
  when: z.string(),
  bookingId: BookingIdSchema.optional(),
  /** A moved booking that has its old time again: what happened, and what to do. */
  why: z.string().optional(),
});
export type UnitSpan = z.infer<typeof UnitSpanSchema>;

export const UnitRowSchema = z.object({
  barcode: z.string(),
  title: z.string(),
  /** Why it cannot be lent, such as a mark; empty = it can. */
  state: z.string(),
  spans: z.array(UnitSpanSchema),
});
export type UnitRow = z.infer<typeof UnitRowSchema>;

export const EquipmentDaySchema = z.object({
  kind: EquipmentKindViewSchema,
  /** The day at the branch, as `2026-09-01`, and in words. */
  day: z.string(),
  dayText: z.string(),
  /** Of the branch. */
  zone: z.string(),
  /** The hours of the grid: each begins at one of these moments and ends at the next; the last one ends the grid. */
  hours: z.array(z.object({ at: IsoInstantSchema, text: z.string(), isOpen: z.boolean() })),
  units: z.array(UnitRowSchema),
  /** Bookings that have no unit. */
  without: z.array(UnitSpanSchema.extend({ why: z.string() })),
});
export type EquipmentDay = z.infer<typeof EquipmentDaySchema>;

/** The outcome of placing or cancelling a booking. */
export const BookingAnswerSchema = z.object({
  commandId: ActIdSchema,
  bookingId: BookingIdSchema,
  /** From when to when, in words. */
  when: z.string(),
});
