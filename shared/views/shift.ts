// The shift of the desk and its cash drawer, as the screen shows them. Amounts are minor units of the library's currency; staff by sign-in name.

import { z } from 'zod';
import { ShiftIdSchema } from '../core/ids.ts';
import { MOST_MONEY_MINOR } from '../core/money.ts';
import { MethodMoneySchema, PiecesSchema, SlipRangeSchema } from '../circ/model/shift.ts';
import { IsoInstantSchema } from './session.ts';

const amount = z.int().min(0).max(MOST_MONEY_MINOR);

/** The count of a drawer, beside the expected amount. */
const counted = {
  countedMinor: z.int().nullable(),
  expectedMinor: z.int().nullable(),
  /** More was counted than expected; below 0, less. Null where nothing was counted. */
  overShortMinor: z.int().nullable(),
  /** The first count, before the person saw the expected amount and counted again; null where the first count stands. */
  firstCountedMinor: z.int().nullable(),
  reason: z.string(),
};

export const ShiftViewSchema = z.object({
  shiftId: ShiftIdSchema,
  state: z.enum(['open', 'closed']),
  /** The day that it counts for, as `2026-01-05`; null where the act that opened it is not known. */
  serviceDay: z.string().nullable(),
  openedAt: IsoInstantSchema.nullable(),
  openedBy: z.string().nullable(),
  /** The person responsible for it now. */
  holder: z.string().nullable(),
  /** Its service day is over and it is still open: a person forgot it. */
  overdue: z.boolean(),
  /** As it was corrected last; null: it began without a drawer. */
  startingCashMinor: z.int().nullable(),
  /** Expected cash in the drawer now, or at the end; null without a drawer. */
  expectedMinor: z.int().nullable(),
  money: z.array(MethodMoneySchema),
  slips: SlipRangeSchema.nullable(),
  corrections: z.array(
    z.object({
      at: IsoInstantSchema,
      by: z.string(),
      /** The amount until then; null: there was no drawer until then. */
      wasMinor: z.int().nullable(),
      startingCashMinor: z.int(),
      reason: z.string(),
    }),
  ),
  handovers: z.array(z.object({ at: IsoInstantSchema, from: z.string(), to: z.string(), ...counted })),
  closed: z
    .object({
      at: IsoInstantSchema,
      by: z.string(),
      /** All who counted: the person who closed it, and the second person. */
      countedBy: z.array(z.string()),
      ...counted,
      people: z.array(z.object({ staff: z.string(), ms: z.int() })),
    })
    .nullable(),
});
export type ShiftView = z.infer<typeof ShiftViewSchema>;

/** The count of the drawer: piece by piece, or its total, or both, which then agree. */
export const CountInputSchema = {
  countedMinor: amount.optional(),
  pieces: z.array(PiecesSchema).max(100).default([]),
};

/** The count that was compared first, where it was counted again after that. */
const firstCountedMinor = amount.optional();

const person = z.object({ staff: z.string().trim().min(1).max(128), pin: z.string().min(1).max(64) });
const text = z.string().trim().max(500);
const reason = text.default('');

export const OpenShiftInputSchema = z.object({ startingCashMinor: amount.optional(), pieces: CountInputSchema.pieces });
export const CorrectStartingCashInputSchema = z.object({
  startingCashMinor: amount,
  pieces: CountInputSchema.pieces,
  reason: text.min(1),
});
export const HandOverShiftInputSchema = z.object({ to: person, ...CountInputSchema, firstCountedMinor, reason });
export const CloseShiftInputSchema = z.object({
  ...CountInputSchema,
  firstCountedMinor,
  second: person.optional(),
  reason,
});

/** Figures of the desk's service day so far, without names. */
export const TodayViewSchema = z.object({
  checkouts: z.int(),
  checkins: z.int(),
  renewals: z.int(),
  holdsFilled: z.int(),
  inHouse: z.int(),
  turnedAway: z.int(),
  /** Questions of the reference tally that stand. */
  tallies: z.int(),
  overrides: z.int(),
  /** Checkouts, check-ins, renewals and use in the house by the hour, from the first to the last with any. */
  hours: z.array(z.object({ at: IsoInstantSchema, count: z.int() })),
});
export type TodayView = z.infer<typeof TodayViewSchema>;
