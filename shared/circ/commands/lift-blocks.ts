// The command `liftBlocks`: the server's own. Blocks of a patron that end by themselves have reached their end.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const LiftBlocksArgsSchema = z.object({ patronId: PatronIdSchema });
export type LiftBlocksArgs = z.infer<typeof LiftBlocksArgsSchema>;

export const LiftBlocksToldSchema = z.object(toldDecision);

/** What it is recorded as: every block that ends at the moment of the act or before is lifted. */
export function recordLiftBlocks(header: RecordHeader, args: LiftBlocksArgs): Recorded[] {
  return [{ kind: 'liftBlocks', patronId: args.patronId, at: header.at }];
}
