// A receipt: the server's one answer to one command, stored as text and returned byte for byte to a resend. [I5] [I6]

import { z } from 'zod';
import { ActIdSchema, DeskIdSchema, StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

export const ReceiptOutcomeSchema = z.enum(['applied', 'held', 'rejected', 'duplicate-of']);

export const ReceiptSchema = z.object({
  deskId: DeskIdSchema,
  stream: StreamIdSchema,
  seq: z.int().min(1),
  id: ActIdSchema,
  /** Hash of the body that it answers. */
  hash: z.string(),
  outcome: ReceiptOutcomeSchema,
  /** Exception and reason codes seen at receipt. */
  codes: z.array(z.string()),
  /** The act that counts instead, for `duplicate-of`. */
  duplicateOf: ActIdSchema.optional(),
  receivedAt: InstantSchema,
  /** The time that the act counts at; clamped when `clockSuspect`. */
  effectiveAt: InstantSchema,
  clockSuspect: z.boolean(),
  /** Feed position of the batch. */
  position: z.int().min(0),
});
export type Receipt = z.infer<typeof ReceiptSchema>;
