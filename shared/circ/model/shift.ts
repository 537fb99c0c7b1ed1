// Shifts of a desk and its cash drawer. A shift belongs to a desk; people come and go in it. Nothing here names a patron.

import { z } from 'zod';
import { ShiftIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { MinorUnitsSchema } from '../../core/money.ts';

/** So many pieces of one kind. */
export const PiecesSchema = z.object({
  form: z.enum(['note', 'coin']),
  valueMinor: MinorUnitsSchema.min(1),
  number: z.int().min(0).max(1_000_000),
});
export type Pieces = z.infer<typeof PiecesSchema>;

/** Money taken and given back by one method. */
export const MethodMoneySchema = z.object({
  /** One of the payment methods; a newer version may know more. */
  method: z.string(),
  takenMinor: MinorUnitsSchema,
  taken: z.int(),
  givenBackMinor: MinorUnitsSchema,
  givenBack: z.int(),
});
export type MethodMoney = z.infer<typeof MethodMoneySchema>;

/** First and last number of the slips of a shift. */
export const SlipRangeSchema = z.object({ from: z.int(), to: z.int() });
export type SlipRange = z.infer<typeof SlipRangeSchema>;

/** How long a person was signed in at the desk during a shift. */
export const PresenceSchema = z.object({ staffId: StaffIdSchema, ms: z.int().min(0) });
export type Presence = z.infer<typeof PresenceSchema>;

const placed = { shiftId: ShiftIdSchema, at: InstantSchema, by: StaffIdSchema.nullable() };

/** The count of a drawer, beside the expected amount. Null = not counted, or there was no drawer. */
const counted = {
  countedMinor: MinorUnitsSchema.nullable(),
  expectedMinor: MinorUnitsSchema.nullable(),
  /** The first count, before the comparison and the second count; absent where there was none. */
  firstCountedMinor: MinorUnitsSchema.optional(),
};

/** One thing that happened in a shift, read off the act that recorded it. */
export const ShiftEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    ...placed,
    serviceDay: z.string(),
    /** Null: the shift has no drawer. */
    startingCashMinor: MinorUnitsSchema.nullable(),
  }),
  z.object({
    kind: z.literal('corrected'),
    ...placed,
    startingCashMinor: MinorUnitsSchema,
    /** The amount until then; null: there was no drawer. */
    wasMinor: MinorUnitsSchema.nullable(),
    reason: z.string(),
  }),
  z.object({ kind: z.literal('handedOver'), ...placed, to: StaffIdSchema, ...counted, reason: z.string() }),
  z.object({
    kind: z.literal('closed'),
    ...placed,
    /** The second person who counted with the one who closed it. */
    second: StaffIdSchema.nullable(),
    ...counted,
    /** Why there is more or less than there should be. */
    reason: z.string(),
    money: z.array(MethodMoneySchema),
    slips: SlipRangeSchema.nullable(),
    people: z.array(PresenceSchema),
  }),
  z.object({
    kind: z.literal('money'),
    ...placed,
    way: z.enum(['taken', 'given-back']),
    method: z.string(),
    /** Negative where something given back was taken in again. */
    amountMinor: MinorUnitsSchema,
    slipNumber: z.int().nullable(),
  }),
]);
export type ShiftEntry = z.infer<typeof ShiftEntrySchema>;
export type ShiftEntryOf<K extends ShiftEntry['kind']> = Extract<ShiftEntry, { kind: K }>;
