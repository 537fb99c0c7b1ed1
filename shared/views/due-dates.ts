// Due dates of many loans, changed at once: the loans, the new dates, the expected changes, and the outcome.

import { z } from 'zod';
import { BatchIdSchema, LocationIdSchema } from '../core/ids.ts';
import { ListViewSchema } from './list.ts';
import { IsoInstantSchema } from './session.ts';

const localDay = z.iso.date();
const MOST_DAYS = 400;

/** Loans of the branch of the desk; null = any group, shelf or item type. `to` is the last moment. */
const WhichLoansSchema = z.object({
  group: z.string().max(128).nullable(),
  location: LocationIdSchema.nullable(),
  kind: z.string().max(128).nullable(),
  /** Local days, both included. */
  from: localDay,
  to: localDay,
});
export type WhichLoans = z.infer<typeof WhichLoansSchema>;

export const DueMoveSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('day'), day: localDay }),
  z.object({ to: z.literal('days'), days: z.int().min(-MOST_DAYS).max(MOST_DAYS) }),
  // Out of closed time alone.
  z.object({ to: z.literal('open') }),
]);

export const DueAskSchema = z.object({
  which: WhichLoansSchema,
  move: DueMoveSchema,
  /** Whether a date may become earlier than it is. */
  mayShorten: z.boolean(),
});
export type DueAsk = z.infer<typeof DueAskSchema>;

/** `due.choices`: criteria for choosing loans. */
export const DueChoicesSchema = z.object({
  /** Groups that loans may be of: with all groups below them. */
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  locations: z.array(z.object({ id: LocationIdSchema, name: z.string() })),
  kinds: z.array(z.string()),
  /** The present local day. */
  today: localDay,
  zone: z.string(),
  /** The last change of many here that can still be undone; null = none. */
  last: z.object({ batch: BatchIdSchema, at: IsoInstantSchema, loans: z.int(), staff: z.string() }).nullable(),
});
export type DueChoices = z.infer<typeof DueChoicesSchema>;

/** `due.preview`: how many dates would move, how many of these past closed days and to an earlier day, and how many stay. */
export const DuePreviewSchema = z.object({
  /** The change that it would be: each call of it names it, also after one that failed. */
  batch: BatchIdSchema,
  moves: z.int(),
  pastClosed: z.int(),
  earlier: z.int(),
  stays: z.int(),
  /** Those that move first, then those that stay, each with why. */
  list: ListViewSchema,
});
export type DuePreview = z.infer<typeof DuePreviewSchema>;

/** Changed or taken back by one call, and how many are left for the next. */
const DoneSchema = z.object({ batch: BatchIdSchema, done: z.int(), left: z.int() });

/** `due.change`. */
export const DueChangedSchema = DoneSchema;
export type DueChanged = z.infer<typeof DueChangedSchema>;

/** `due.undo`; `stays`: changes that could not be taken back, with the reason. */
export const DueUndoneSchema = DoneSchema.extend({
  stays: z.array(z.object({ title: z.string(), barcode: z.string(), why: z.string() })),
});
export type DueUndone = z.infer<typeof DueUndoneSchema>;
