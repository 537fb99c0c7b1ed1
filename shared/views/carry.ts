// Files of acts that are carried: the contents of one before it is handed in, and the outcome.

import { z } from 'zod';
import { IsoInstantSchema } from './session.ts';

/** Most characters of a file that a desk takes from its screen. */
export const MOST_CARRIED_CHARS = 32 * 1024 * 1024;

/** The contents of a file, as far as the person who carries it may know. */
export const CarriedViewSchema = z.object({
  acts: z.int(),
  /** The desk that wrote it: its name, or an id in a file of an older version. */
  desk: z.string(),
  exportedAt: IsoInstantSchema,
  /** When the first and the last act were recorded; null where the file does not have it. */
  firstAt: IsoInstantSchema.nullable(),
  lastAt: IsoInstantSchema.nullable(),
  /** Only the server can read it. */
  isSealed: z.boolean(),
  /** This desk wrote it, and sends its acts by itself. */
  isOwn: z.boolean(),
});
export type CarriedView = z.infer<typeof CarriedViewSchema>;

/** Why not all was taken, and at which act. */
export const HandInStopSchema = z.object({
  why: z.enum(['unreachable', 'bad-signature', 'gap', 'desk-forked', 'not-opened', 'old-server']),
  deskId: z.string(),
  seq: z.int(),
});
export type HandInStop = z.infer<typeof HandInStopSchema>;

/** The outcome of handing in a file. */
export const HandedInSchema = z.object({
  /** Acts in the file. */
  acts: z.int(),
  /** Answers of the server by outcome. */
  outcomes: z.record(z.string(), z.int()),
  /** Acts of the desk that hands in: it sends its own by itself. */
  own: z.int(),
  stopped: HandInStopSchema.nullable(),
});
export type HandedIn = z.infer<typeof HandedInSchema>;
