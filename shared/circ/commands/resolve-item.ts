// The command `resolveItem`: a person looked at the shelf and the object, and says who has an item that is in question.

import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const ResolveItemArgsSchema = z.object({
  itemId: ItemIdSchema,
  /** Null: it is here, nobody has it. */
  holder: PatronIdSchema.nullable(),
});
export type ResolveItemArgs = z.infer<typeof ResolveItemArgsSchema>;

export const ResolveItemToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordResolveItem(header: RecordHeader, args: ResolveItemArgs): Recorded[] {
  return [{ kind: 'act', act: { kind: 'resolveItem', ...header, itemId: args.itemId, holder: args.holder } }];
}
