// The recovery kit of a library as its desks know it: the public half of its key, on the word of the server that every desk knows.

import { z } from 'zod';

export const RecoveryTermsSchema = z.object({
  /** Ed25519, SPKI DER in base64. */
  kit: z.string().min(1).max(200),
  /** Of the server, over `recoveryText`. */
  signature: z.string().min(1).max(200),
});
export type RecoveryTerms = z.infer<typeof RecoveryTermsSchema>;

/** The text that the server signs. */
export function recoveryText(kit: string): string {
  return `holdfast recovery kit 1 ${kit}`;
}
