// Branches of an emergency closing, and the loans and shelf waits in its window: the same counts at desk and server.

import type { BranchId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { TimesOfBranch } from '../rules/branch-calendars.ts';
import type { Branch } from './model/branch.ts';

type Window = { readonly branches: readonly string[]; readonly from: Instant; readonly to: Instant };

/** Finds loans and holds that fall into a closing, through the night that it closes too. */
export type MetByClosing = {
  /** No date that it meets is as late as this. */
  readonly before: Instant;
  /** Whether a loan that is out, or lost, is due in it. */
  readonly isDue: (loan: {
    readonly branch: string | null;
    readonly state: string | null;
    readonly dueAt: Instant;
  }) => boolean;
  /** Whether a wait on the shelf ends in it. */
  readonly endsWaiting: (hold: {
    readonly pickup: string;
    readonly state: string;
    readonly endsAt: Instant | null;
  }) => boolean;
};

/** A branch and all below it. */
export function branchAndBelow(branches: Iterable<Pick<Branch, 'id' | 'parent'>>, root: BranchId): BranchId[] {
  const all = [...branches];
  const found: BranchId[] = [root];
  // The list grows while it is walked.
  for (const id of found) found.push(...all.filter(({ parent }) => parent === id).map((child) => child.id));
  return found;
}

/** `times` know of the closing: it lasts until each branch would have closed in the night that it runs into. */
export function metByClosing({ branches, from, to }: Window, times: TimesOfBranch): MetByClosing {
  const ends = new Map(branches.map((branch) => [branch, times(branch)?.nightAfter(to) ?? to]));
  const isMet = (branch: string | null, at: Instant | null): boolean => {
    const end = branch === null ? undefined : ends.get(branch);
    return end !== undefined && at !== null && from <= at && at < end;
  };
  return {
    before: Math.max(to, ...ends.values()),
    isDue: ({ branch, dueAt, state }) => (state === 'open' || state === 'lost') && isMet(branch, dueAt),
    endsWaiting: ({ pickup, state, endsAt }) => state === 'captured' && isMet(pickup, endsAt),
  };
}
