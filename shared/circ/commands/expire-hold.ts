// The command `expireHold`: the server's own. A hold reached its end while it waited, or the wait of its copy on the shelf did.
// Whether it ends is the fold's to say: a copy that was fetched before, and comes in late, has filled it.

import { z } from 'zod';
import { ActIdSchema, HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const ExpireHoldArgsSchema = z.object({
  hold: HoldIdSchema,
  titleId: TitleIdSchema,
  patronId: PatronIdSchema,
  /** The act that put its copy on the shelf, where it is the wait there that ends. */
  trap: ActIdSchema.nullable(),
});
export type ExpireHoldArgs = z.infer<typeof ExpireHoldArgsSchema>;

export const ExpireHoldToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordExpireHold(header: RecordHeader, args: ExpireHoldArgs): Recorded[] {
  return [{ kind: 'act', act: { kind: 'expireHold', ...header, ...args } }];
}
