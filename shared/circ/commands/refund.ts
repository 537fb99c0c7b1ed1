// The command `refund`: money that a patron had paid was given back. It names the payments that it comes out of, so that what was taken at
// desks is allocated, credited or refunded, to the cent. [I16]

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { RefundLineSchema } from '../model/fee.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const RefundArgsSchema = z.object({
  patronId: PatronIdSchema,
  method: z.string(),
  /** In the words of whoever gave it back. */
  reason: z.string(),
});
export type RefundArgs = z.infer<typeof RefundArgsSchema>;

export const RefundToldSchema = z.object({
  ...toldDecision,
  lines: z.array(RefundLineSchema).min(1),
  /** Counted with the payments of the desk, without gaps. */
  slipNumber: z.int().min(1),
});
export type RefundTold = z.infer<typeof RefundToldSchema>;

/** What a refund is recorded as. */
export function recordRefund(header: RecordHeader, { patronId }: RefundArgs, { lines }: RefundTold): Recorded[] {
  return [{ kind: 'act', act: { kind: 'refund', ...header, patronId, lines } }];
}
