// POST /v1/enrol: a desk joins with a single-use code. The code carries the fingerprint of the server's key,
// and the answer is signed with that key, so a desk cannot be enrolled by a server in between. The code's form is in enrol-code.ts.

import { z } from 'zod';
import { BranchIdSchema, DeskIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { LibrarySchema } from './rows.ts';

/** How long an enrolment code lives. */
export const ENROL_CODE_MS = 10 * 60_000;

export const EnrolRequestSchema = z.object({
  /** The code without its fingerprint part. */
  code: z.string(),
  /** The fingerprint part of the code, so that a slip in it, or the wrong server, does not use the code up. */
  fingerprint: z.string().optional(),
  /** Ed25519 public key of the desk, SPKI DER in base64. */
  publicKey: z.string(),
  /** 32 random bytes in base64 that bind staff verifiers to this desk; sent this once. */
  pepper: z.string(),
});
export type EnrolRequest = z.infer<typeof EnrolRequestSchema>;

/** The grant of the server, as the exact text that it signed. */
export const EnrolGrantSchema = z.object({
  deskId: DeskIdSchema,
  deskName: z.string(),
  /**
   * The public key that was admitted, SPKI DER in base64; absent in grants of older servers, by which no desk is
   * admitted again.
   */
  deskKey: z.string().optional(),
  branch: BranchIdSchema,
  system: BranchIdSchema.nullable(),
  library: LibrarySchema,
  epoch: z.string(),
  token: z.string(),
  tokenExpiresAt: InstantSchema,
});
export type EnrolGrant = z.infer<typeof EnrolGrantSchema>;

export const EnrolResponseSchema = z.object({
  grant: z.string(),
  /** Ed25519 over the bytes of `grant`, base64. */
  signature: z.string(),
  /** Public key of the server, SPKI DER in base64; its SHA-256 begins with the fingerprint in the code. */
  serverKey: z.string(),
});
export type EnrolResponse = z.infer<typeof EnrolResponseSchema>;

/**
 * POST /v1/rejoin: a desk that the server does not know any more, since it was restored from a backup of before the desk joined, shows the grant that the
 * server signed then.
 */
export const RejoinRequestSchema = z.object({
  grant: z.string(),
  /** The server's, as it came with the grant. */
  grantSignature: z.string(),
  pepper: z.string(),
  /** Of the key that the grant names, over `rejoinText`, base64. */
  signature: z.string(),
});
export type RejoinRequest = z.infer<typeof RejoinRequestSchema>;

export const RejoinResponseSchema = z.object({ deskId: DeskIdSchema });

/** The text that a desk signs to be admitted again. */
export function rejoinText({ grant, pepper }: Pick<RejoinRequest, 'grant' | 'pepper'>): string {
  return `rejoin\n${pepper}\n${grant}`;
}
