// Emergency closings: branches that are closed for a window nobody planned. One is part of the activation of the rules that know of it.

import { z } from 'zod';
import { BranchIdSchema, type BranchId, type RuleSetVersion } from '../../core/ids.ts';
import { InstantSchema, type Instant, type Millis } from '../../core/instant.ts';

/** What an activation of rules says of a closing. */
export const ClosingSchema = z.object({
  /** The branch that was named, and all below it. */
  branches: z.array(BranchIdSchema).min(1),
  from: InstantSchema,
  /** Not included. */
  to: InstantSchema,
  reason: z.string(),
});

/** A closing as the folds take it, with the rules whose calendars know of it. */
export type Closing = z.infer<typeof ClosingSchema> & { readonly version: RuleSetVersion; readonly at: Instant };

/** The closings among activations, in the order in which they were made. */
export function closingsOf(
  activations: readonly {
    readonly id: string;
    readonly version: RuleSetVersion;
    readonly at: Instant;
    readonly closing?: z.infer<typeof ClosingSchema> | undefined;
  }[],
): Closing[] {
  return activations
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .flatMap(({ version, at, closing }) => (closing === undefined ? [] : [{ ...closing, version, at }]));
}

/** The closings of a branch; none where it is not known where something was lent. */
export function closingsAt(closings: readonly Closing[], branch: BranchId | null): Closing[] {
  return branch === null ? [] : closings.filter(({ branches }) => branches.includes(branch));
}

/** Whether a moment lies in one of these. */
export function isInClosing(closings: readonly Closing[], at: Instant): boolean {
  return closings.some(({ from, to }) => from <= at && at < to);
}

/** How much of a span lies in closings; where they overlap it counts once. */
export function closedMillis(closings: readonly Closing[], start: Instant, end: Instant): Millis {
  let closed = 0;
  let counted = start;
  for (const { from, to } of closings.toSorted((a, b) => a.from - b.from)) {
    const until = Math.min(to, end);
    closed += Math.max(until - Math.max(from, counted), 0);
    counted = Math.max(counted, until);
  }
  return closed;
}
