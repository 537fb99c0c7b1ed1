// Fields of every act.

import { z } from 'zod';
import { ActIdSchema, BranchIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

/** Header of every act: author, time, certainty of the time, and the newest act that its desk had seen. */
export const actHeader = {
  id: ActIdSchema,
  /** Empty for opening acts. */
  desk: z.string().max(128).brand<'DeskId'>(),
  stream: z.string().max(128).brand<'StreamId'>(),
  seq: z.int(),
  /** effectiveAt: fixed once by the envelope, a clock-suspect one by the server. */
  at: InstantSchema,
  /** The whole uncertainty of `at`. */
  uncertaintyMs: z.int().min(0),
  /** The time was stated, not read off the desk's clock; such an act waits for no other. */
  stated: z.boolean(),
  clockSuspect: z.boolean(),
  /** The newest act on the item that the desk had. */
  saw: ActIdSchema.nullable(),
  /** Branch of the desk; null for the server's own acts. */
  branch: BranchIdSchema.nullable(),
};
