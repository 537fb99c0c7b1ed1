// POST /v1/challenge and /v1/token: a desk proves its key and gets a short-lived token.

import { z } from 'zod';
import { DeskIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

export const ChallengeRequestSchema = z.object({ deskId: DeskIdSchema });
export const ChallengeResponseSchema = z.object({ challenge: z.string() });

export const TokenRequestSchema = z.object({
  deskId: DeskIdSchema,
  challenge: z.string(),
  /** Ed25519 over the bytes of the challenge, base64. */
  signature: z.string(),
});
export const TokenResponseSchema = z.object({ token: z.string(), expiresAt: InstantSchema });
