// Exceptions: disagreements that have a name, a weight and an end.

import { z } from 'zod';
import {
  ActIdSchema,
  BranchIdSchema,
  ExceptionIdSchema,
  ItemIdSchema,
  PatronIdSchema,
  StaffIdSchema,
} from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { ParamsSchema } from '../../core/say.ts';

export const WeightSchema = z.enum(['act-now', 'today', 'note']);
export type Weight = z.infer<typeof WeightSchema>;

export const ExceptionStateSchema = z.enum(['open', 'explained', 'closed-by-event', 'resolved']);

/** Reported actions of a person on an exception. */
export const ExceptionActionSchema = z.enum([
  'rerouted',
  'found',
  'not-found',
  'told-patron',
  'corrected',
  'dismissed',
]);
export type ExceptionAction = z.infer<typeof ExceptionActionSchema>;

/** How a person ended an exception: with one of these, or by releasing the acts that waited behind it. */
export const ResolutionActionSchema = z.enum([...ExceptionActionSchema.options, 'released']);
export type ResolutionAction = z.infer<typeof ResolutionActionSchema>;

/** The end of an exception: action, person, time. */
export const ResolutionSchema = z.object({
  action: ResolutionActionSchema,
  note: z.string(),
  staffId: StaffIdSchema,
  at: InstantSchema,
  /** The command that resolved it. */
  by: ActIdSchema,
});
export type Resolution = z.infer<typeof ResolutionSchema>;

/** Result of the attempt to speak to the patron. */
export const ContactSchema = z.enum(['reached', 'message-left', 'not-reached']);
export type Contact = z.infer<typeof ContactSchema>;

/** Work of a person on an exception that did not end it. */
export const ExceptionWorkSchema = z.object({
  /** The command that recorded it. */
  by: ActIdSchema,
  at: InstantSchema,
  staffId: StaffIdSchema,
  /** The person assigned from then on; null: unassigned. Absent: unchanged. */
  to: StaffIdSchema.nullable().optional(),
  contact: ContactSchema.optional(),
  note: z.string(),
});
export type ExceptionWork = z.infer<typeof ExceptionWorkSchema>;

export const ExceptionSchema = z.object({
  id: ExceptionIdSchema,
  code: z.string(),
  weight: WeightSchema,
  /** Folded ones come and go with the folds; judged ones are made once at receipt. */
  origin: z.enum(['folded', 'judged']),
  state: ExceptionStateSchema,
  branch: BranchIdSchema.nullable(),
  itemId: ItemIdSchema.nullable(),
  patronId: PatronIdSchema.nullable(),
  cause: z.string(),
  /** Time of the act that caused it. */
  at: InstantSchema,
  /** Values for its words: titles, barcodes, dates; never another patron's name. */
  params: ParamsSchema,
  resolution: ResolutionSchema.nullable(),
  /** When the acts held by it were released; a person may have ended it before, and otherwise. */
  releasedAt: InstantSchema.optional(),
  /** Work on it, in the order of time; absent = none yet. */
  work: z.array(ExceptionWorkSchema).optional(),
});
export type Exception = z.infer<typeof ExceptionSchema>;

/** The parts of an exception's id, and its weight: the output of a fold. */
export type FoldedException = {
  readonly code: string;
  readonly subject:
    | { readonly item: z.infer<typeof ItemIdSchema> }
    | { readonly patron: z.infer<typeof PatronIdSchema> };
  /** One act, or the name of an opening loan or opening hold. */
  readonly cause: z.infer<typeof ActIdSchema>;
};
