// An emergency closing as it is asked for at a desk, or taken back there, and the loans and holds that it would meet.

import { z } from 'zod';
import { IsoInstantSchema } from './session.ts';

const window = { branch: z.string().min(1).max(128), from: IsoInstantSchema, to: IsoInstantSchema };

export const CloseBranchInputSchema = z.object({ ...window, reason: z.string().trim().min(1).max(200) });

export const ClosingLookInputSchema = z.object(window);

export const ClosingLookSchema = z.object({
  /** Names of the branches that are closed. */
  branches: z.array(z.string()),
  /** Loans that are due in the window, as far as this desk knows. */
  loans: z.int(),
  /** Those of them whose date moves; the policy of the others leaves dates where they are. */
  moves: z.int(),
  /** Waits on the hold shelf that end in it. */
  shelf: z.int(),
  /** When the branch opens again after it; null = no opening is known. */
  opensText: z.string().nullable(),
  /** Whether the whole library is known here: without a line it may lack the newest loans. */
  isFresh: z.boolean(),
});
export type ClosingLook = z.infer<typeof ClosingLookSchema>;

/** The activation that closed. */
export const LiftClosingInputSchema = z.object({ closing: z.string().min(1).max(128) });

export const LiftLookSchema = z.object({
  /** Due dates that move back, as far as this desk knows. */
  loans: z.int(),
  /** Waits on the hold shelf that end earlier again. */
  shelf: z.int(),
  isFresh: z.boolean(),
});
export type LiftLook = z.infer<typeof LiftLookSchema>;
