// Holds as the title fold makes them.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

export const HoldStateSchema = z.enum(['waiting', 'captured', 'filled', 'cancelled', 'expired']);

export const HoldSchema = z.object({
  id: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  /** A hold for this copy alone. */
  itemId: ItemIdSchema.nullable(),
  pickup: BranchIdSchema,
  placedAt: InstantSchema,
  /** When it ends if no copy stands for it by then; none = never. */
  expiresAt: InstantSchema.nullish(),
  /** When it was filled, cancelled or expired; none = it lives, or ended before this was kept. */
  endedAt: InstantSchema.nullish(),
  /** Until when the copy that stands for it waits on the shelf; none = for ever, or it is not there. */
  shelfUntil: InstantSchema.nullish(),
  /** Until when it would wait without closings; absent = none moved it. */
  shelfMovedFrom: InstantSchema.optional(),
  /** It waits, and its copy was taken off the shelf after the end of the wait: it gets no copy, and ends once the server records that. */
  takenOff: z.object({ itemId: ItemIdSchema, until: InstantSchema }).optional(),
  /** When the slip of the copy that stands for it was made: its label stays as it was printed. Absent = the card in use. */
  slipAt: InstantSchema.optional(),
  /** Suspended: keeps its place and takes no copy. */
  suspended: z.boolean(),
  /** End of the suspension; none = until resumed. */
  suspendedUntil: InstantSchema.nullish(),
  state: HoldStateSchema,
  /** The copy that stands for it or has filled it. */
  capturedItem: ItemIdSchema.nullable(),
  /** Dense from 1 among the live holds of the title, in the order of placing. */
  position: z.int().min(1).nullable(),
});
export type Hold = z.infer<typeof HoldSchema>;

type Ending = Pick<Hold, 'state' | 'expiresAt' | 'shelfUntil' | 'takenOff'>;

/** When a hold ends if nothing comes before: at its own end while it waits, at the end of the wait on the shelf once its copy is there; null = never. */
export function holdEnd({ state, expiresAt, shelfUntil, takenOff }: Ending): Instant | null {
  if (state === 'waiting') return takenOff?.until ?? expiresAt ?? null;
  return state === 'captured' ? (shelfUntil ?? null) : null;
}

/** Whether it takes no copy at a moment. */
export function isSuspendedAt(
  { suspended, suspendedUntil }: Pick<Hold, 'suspended' | 'suspendedUntil'>,
  at: Instant,
): boolean {
  return suspended && (suspendedUntil ?? Infinity) > at;
}

/** A hold as it stands at a moment: a suspension that is over by then is none. */
export function holdAsOf(hold: Hold, at: Instant): Hold {
  const { suspendedUntil: _, ...kept } = hold;
  return hold.suspended && !isSuspendedAt(hold, at) ? { ...kept, suspended: false } : hold;
}

/** Whether the end of a hold has passed: it ends when the server records that, and lives until then. */
export function isDueToExpire(hold: Ending, now: Instant): boolean {
  const end = holdEnd(hold);
  return end !== null && end <= now;
}

/** Whether a hold lived at a moment. One that ended before its end was kept counts as ended. */
export function wasLive({ placedAt, endedAt, position }: Hold, at: Instant): boolean {
  return placedAt <= at && (position !== null || (endedAt ?? -Infinity) > at);
}
