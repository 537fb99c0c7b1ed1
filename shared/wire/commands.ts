// POST /v1/commands: envelopes of one stream, in order, one request in flight per stream.

import { z } from 'zod';
import { StaffIdSchema, StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { PolicySchema } from '../rules/model/policy.ts';
import { EnvelopeSchema } from './envelope.ts';

/** Most envelopes of one request. */
export const MAX_BATCH_ENVELOPES = 100;
/** Most bytes of one request. */
export const MAX_BATCH_BYTES = 256 * 1024;
/** Most people of one request who signed in. */
export const MAX_SIGN_INS = 200;

export const CommandsRequestSchema = z.object({
  stream: StreamIdSchema,
  /** The last seq of the stream in the ledger when this was sent: acts above it happened after this contact. */
  ledgerSeq: z.int().min(0),
  /**
   * Acts of any stream of the desk that are left to send when these are taken. It stays optional in version 1: desks that never sent it must still be
   * read, and who carries the envelopes of another desk cannot know it. Absent with envelopes, it is taken that more are left.
   */
  left: z.int().min(0).optional(),
  /** Sign-ins at the desk since its last report, each person's last. */
  signIns: z
    .array(z.object({ staffId: StaffIdSchema, at: InstantSchema }))
    .max(MAX_SIGN_INS)
    .optional(),
  /** The desk closes and has nothing left to send: until it speaks again, its silence means nothing. */
  closing: z.boolean().optional(),
  envelopes: z.array(EnvelopeSchema).max(MAX_BATCH_ENVELOPES),
  /** Resolved policies that the envelopes name and the server may not have; each is checked against its hash. */
  policies: z.array(z.object({ hash: z.string(), policy: PolicySchema })),
});
export type CommandsRequest = z.infer<typeof CommandsRequestSchema>;

export const CommandsResponseSchema = z.object({
  /** Receipts as their exact texts, in the order of the envelopes that were answered. */
  receipts: z.array(z.string()),
  /** The next seq that the server wants of this stream. */
  expected: z.int().min(1),
  /** Set when the stream is quarantined. */
  problem: z.enum(['gap', 'desk-forked', 'bad-signature']).optional(),
  serverTime: InstantSchema,
  epoch: z.string(),
});
export type CommandsResponse = z.infer<typeof CommandsResponseSchema>;
