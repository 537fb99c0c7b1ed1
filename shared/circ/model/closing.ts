// Emergency closings: branches that are closed for an unplanned window. One is part of the activation of the rules that know of it, and so is the
// activation that takes it back.

import { z } from 'zod';
import { BranchIdSchema, type BranchId, type RuleSetVersion } from '../../core/ids.ts';
import { InstantSchema, MINUTE_MS, type Instant, type Millis } from '../../core/instant.ts';

/** A closing as its activation of rules has it. */
export const ClosingSchema = z.object({
  /** The branch that was named, and all below it. */
  branches: z.array(BranchIdSchema).min(1),
  from: InstantSchema,
  /** Not included. */
  to: InstantSchema,
  reason: z.string(),
});

/** From when rules are in force, as the feed has it. */
export type Activation = {
  readonly id: string;
  readonly version: RuleSetVersion;
  /** The rules without the closings that are put into them; absent = there are none. */
  readonly written?: RuleSetVersion | undefined;
  readonly at: Instant;
  readonly closing?: z.infer<typeof ClosingSchema> | undefined;
  /** The activation whose closing it takes back. */
  readonly lifts?: string | undefined;
  readonly edited?: { readonly note: string; readonly by: string } | undefined;
};

/** A closing as the folds take it, with the rules whose calendars know of it. */
export type Closing = z.infer<typeof ClosingSchema> & { readonly version: RuleSetVersion; readonly at: Instant };

/** Activations in the order in which they come into force. */
export function inForceOrder<A extends Pick<Activation, 'id' | 'at'>>(activations: readonly A[]): A[] {
  return activations.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/**
 * The window of a closing by the activation that made it, as it stands after all activations that took it back. Without length: it counts not at all.
 */
export type StandingWindow = z.infer<typeof ClosingSchema> & {
  readonly id: string;
  readonly at: Instant;
  readonly isLifted: boolean;
};

/** The closings among activations in order, each until it was taken back. */
export function windowsOf(ordered: readonly Activation[]): StandingWindow[] {
  const lifted = new Map<string, Instant>();
  for (const { lifts, at } of ordered)
    if (lifts !== undefined) lifted.set(lifts, Math.min(lifted.get(lifts) ?? Infinity, at));
  return ordered.flatMap(({ id, at, closing }) => {
    if (closing === undefined) return [];
    const liftedAt = lifted.get(id);
    return [{ ...closing, to: closedUntil({ ...closing, at }, liftedAt), id, at, isLifted: liftedAt !== undefined }];
  });
}

/** When a closing is over. Taken back before it began, or within a minute, it was none. `at`: when it was made. */
export function closedUntil(
  { at, from, to }: { readonly at: Instant; readonly from: Instant; readonly to: Instant },
  liftedAt: Instant | undefined,
): Instant {
  if (liftedAt === undefined) return to;
  return liftedAt - Math.max(from, at) < MINUTE_MS ? from : Math.min(to, openFrom(liftedAt));
}

/** Calendars know minutes: one that is taken back is over with the minute. */
function openFrom(liftedAt: Instant): Instant {
  return Math.ceil(liftedAt / MINUTE_MS) * MINUTE_MS;
}

/**
 * The closings among activations, in the order in which they were made. One without length stands for an activation that took another back: its rules
 * know of that.
 */
export function closingsOf(activations: readonly Activation[]): Closing[] {
  const ordered = inForceOrder(activations);
  const windows = new Map(windowsOf(ordered).map(({ id, isLifted: _, ...window }) => [id, window]));
  return ordered.flatMap(({ id, version, at, lifts }): Closing[] => {
    const own = windows.get(id);
    if (own !== undefined) return [{ ...own, version }];
    const lifted = lifts === undefined ? undefined : windows.get(lifts);
    return lifted === undefined ? [] : [{ ...lifted, to: lifted.from, version, at }];
  });
}

/** The closings of a branch; none where all were taken back at once, or where it is not known where something was lent. */
export function closingsAt(closings: readonly Closing[], branch: BranchId | null): Closing[] {
  const own = branch === null ? [] : closings.filter(({ branches }) => branches.includes(branch));
  return own.some(({ from, to }) => from < to) ? own : [];
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
