// Effects of closings on moments that folds know: due dates of loans and waits on the shelf. From the set of closings alone, so that it does not
// matter whether a closing or the act that it meets came first. [I24]

import type { BranchId, RuleSetVersion } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { outOfWindow, waitPastWindow } from '../../rules/closed-window.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { closingsAt, type Closing } from '../model/closing.ts';

/** Closings in the order in which they were made, and when branches are open by the rules that know of them. */
export type ClosedTimes = {
  readonly closings: readonly Closing[];
  readonly timesOf: (rules: RuleSetVersion | null, branch: BranchId | null) => OpeningTimes | null;
};

type Due = {
  readonly policy: Pick<Policy, 'grain' | 'terms'> | null;
  readonly branch: BranchId | null;
  readonly dueAt: Instant;
  /** Closings up to this moment were known when the date was set, and leave it alone. */
  readonly knownTo?: Instant | undefined;
};

/** A due date as closings leave it. */
export function dueAfterClosings(closed: ClosedTimes | undefined, due: Due): Instant {
  const { policy, branch, dueAt, knownTo = -Infinity } = due;
  const later = closingsAt(closed?.closings ?? [], branch).filter(({ at }) => at > knownTo);
  return moved(closed, { branch, closings: later }, dueAt, (at, times, until) =>
    outOfWindow(policy ?? { grain: 'day' }, at, { times, until }),
  );
}

/** The end of a wait on the shelf of a branch as closings leave it. */
export function waitAfterClosings(closed: ClosedTimes | undefined, branch: BranchId | null, until: Instant): Instant {
  return moved(closed, { branch, closings: closingsAt(closed?.closings ?? [], branch) }, until, waitPastWindow);
}

/** The rules of the newest closing know of all before it. A window is left once: a time that falls into another is moved on by that one. */
function moved(
  closed: ClosedTimes | undefined,
  { branch, closings }: { readonly branch: BranchId | null; readonly closings: readonly Closing[] },
  start: Instant,
  move: (at: Instant, times: OpeningTimes, until: Instant) => Instant,
): Instant {
  const times = closed?.timesOf(closings.at(-1)?.version ?? null, branch) ?? null;
  if (times === null) return start;
  const left = new Set(throughNights(closings, times));
  let at = start;
  for (let met = windowAt(left, at); met !== null; met = windowAt(left, at)) {
    left.delete(met);
    at = move(at, times, met.to);
  }
  return at;
}

/** Closings with the nights that they close too: one that lasts to midnight lasts until the branch would have closed. */
export function throughNights(closings: readonly Closing[], times: Pick<OpeningTimes, 'nightAfter'>): Closing[] {
  return closings
    .filter(({ from, to }) => from < to)
    .map((closing) => ({ ...closing, to: times.nightAfter(closing.to) }));
}

function windowAt(closings: ReadonlySet<Closing>, at: Instant): Closing | null {
  return [...closings].find(({ from, to }) => from <= at && at < to) ?? null;
}
