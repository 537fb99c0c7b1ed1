// The command `ageToLost`: the server's own. A loan was not returned so long after its due moment that it counts as lost.
// Whether it does is the fold's to say: a return that comes in late, from before, undoes it.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const AgeToLostArgsSchema = z.object({ loanId: LoanIdSchema, itemId: ItemIdSchema, patronId: PatronIdSchema });
export type AgeToLostArgs = z.infer<typeof AgeToLostArgsSchema>;

export const AgeToLostToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordAgeToLost(header: RecordHeader, args: AgeToLostArgs): Recorded[] {
  return [{ kind: 'act', act: { kind: 'ageToLost', ...header, ...args } }];
}
