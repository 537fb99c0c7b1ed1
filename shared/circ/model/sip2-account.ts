// Accounts of self-check machines, sorters and others that speak SIP2. Each is a member of staff with few rights, so that its acts have a name; this is
// how it writes.

import { z } from 'zod';
import { BranchIdSchema } from '../../core/ids.ts';

export const SIP2_ENCODINGS = ['utf8', 'cp850', 'ascii'] as const;

export const Sip2AccountSchema = z.object({
  branch: BranchIdSchema,
  /** The institution id in messages, in both directions. */
  institution: z.string().max(64),
  encoding: z.enum(SIP2_ENCODINGS),
  terminator: z.enum(['cr', 'crlf']),
  /** Sequence numbers and checksums, and a message that was damaged is asked for again. */
  errorDetection: z.boolean(),
  /** A card alone is enough: a password that the machine sends is not looked at, as there is none here. */
  cardAlone: z.boolean(),
  /** A card that the machine asks to block is blocked, for borrowing, holds and renewals. Absent: it asks in vain. */
  blocksCards: z.literal(true).optional(),
  /** Whether payments reported by the machine are taken. Absent: its role decides, and a machine that blocks cards takes none. */
  takesPayments: z.boolean().optional(),
  /** Fields that the machine is not sent. */
  without: z.array(z.string().length(2)).max(40),
});
export type Sip2Account = z.infer<typeof Sip2AccountSchema>;

/** Accounts by the name that they sign in with. */
export const Sip2AccountsSchema = z.record(z.string().min(1).max(64), Sip2AccountSchema);

/** Whether payments of a machine may be recorded, by its account. */
export function takesPayments({ takesPayments: isSaid, blocksCards }: Sip2Account): boolean {
  return isSaid ?? blocksCards !== true;
}
