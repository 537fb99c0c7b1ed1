// An act that the server holds, as a person reads it before its release.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

export const HeldActViewSchema = z.object({
  commandId: ActIdSchema,
  /** Name of its desk. */
  desk: z.string(),
  at: IsoInstantSchema,
  /** The act in words. */
  text: z.string(),
  staff: z.string().nullable(),
  card: z.string().nullable(),
  barcode: z.string().nullable(),
  amountMinor: z.int().nullable(),
  /** Why it is held. */
  why: z.string(),
  /** Why it could not be taken in; null = it could. Such an act is done anew, and the exception dismissed with a note. */
  lacks: z.string().nullable(),
});
export type HeldActView = z.infer<typeof HeldActViewSchema>;

/** Held acts that a release could not take in, as far as the server could be asked. */
export const KeptHeldSchema = z.object({ count: z.int(), why: z.array(z.string()) });
