// The command `waive`: the library does without a fee, or without a part of it.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { FeeRefSchema } from '../model/fee.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const WaiveArgsSchema = z.object({
  patronId: PatronIdSchema,
  fee: FeeRefSchema,
  /** Null: in full, whatever the fee turns out to be. */
  amountMinor: MinorUnitsSchema.min(1).nullable(),
  /** In the words of whoever waived it. */
  reason: z.string(),
});
export type WaiveArgs = z.infer<typeof WaiveArgsSchema>;

export const WaiveToldSchema = z.object(toldDecision);

/** What a waiver is recorded as. */
export function recordWaive(header: RecordHeader, args: WaiveArgs): Recorded[] {
  const { patronId, fee, amountMinor } = args;
  return [{ kind: 'act', act: { kind: 'waive', ...header, patronId, fee, amountMinor } }];
}
