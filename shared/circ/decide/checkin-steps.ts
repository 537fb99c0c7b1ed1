// The grounds of a check-in, step by step: due date and cost of lateness, waiting patrons, home, and so the
// destination. No names: how many wait, and where the first of them picks up, is all that staff at the counter need.

import type { Instant } from '../../core/instant.ts';
import type { Param } from '../../core/say.ts';
import { traceEntry, type TraceEntry } from '../../rules/trace.ts';
import type { ItemFacts } from '../facts.ts';
import { lastingMark } from '../model/mark.ts';
import { returnBranch } from '../model/reserved-item.ts';
import { canFill } from './fitting-hold.ts';
import type { Routing } from './judge-checkin.ts';
import { branchName, dueOf, timeAt, type Scene } from './scene.ts';

/** A returned item and how it was routed. */
export type CheckinStepsOf = {
  readonly item: ItemFacts | null;
  readonly routing: Routing;
  /** When it came back; null = now. */
  readonly returnedAt: Instant | null;
  /** The overdue fine, above 0; null = none. */
  readonly fine: Param | null;
  /** Whether the policy that it was lent with is at hand, so that a fine could be worked out. */
  readonly isPolicyKnown: boolean;
  readonly holdUntil: Instant | null;
};

/** The steps, in the order in which one follows from the other. None for a thing of which nothing is known. */
export function checkinSteps(scene: Scene, matter: CheckinStepsOf): TraceEntry[] {
  const { item } = matter;
  const { route } = matter.routing;
  if (item === null || route === 'not-ours' || route === 'check-shelf') return [];
  return [
    ...loanSteps(scene, item, matter),
    ...waitingSteps(scene, item, matter.routing),
    ...placeSteps(scene, item, matter),
  ];
}

function loanSteps(
  scene: Scene,
  { loan }: ItemFacts,
  { returnedAt, fine, isPolicyKnown }: CheckinStepsOf,
): TraceEntry[] {
  if (loan === null) return [traceEntry('IN_NO_LOAN')];
  const isLate = (returnedAt ?? scene.now) > loan.dueAt;
  const costs = !isPolicyKnown ? [traceEntry('IN_POLICY_UNKNOWN')] : fine === null ? [traceEntry('IN_FREE')] : [];
  return [
    traceEntry('IN_WAS_DUE', { due: dueOf(scene, loan.dueAt) }),
    ...(returnedAt === null ? [] : [traceEntry('IN_COUNTS_FROM', { at: timeAt(scene, returnedAt) })]),
    ...(isLate
      ? [traceEntry('IN_LATE'), ...(fine === null ? costs : [traceEntry('IN_FINE', { fine })])]
      : [traceEntry('IN_TIME')]),
  ];
}

function waitingSteps(scene: Scene, item: ItemFacts, { hold }: Routing): TraceEntry[] {
  if (hold === null) return [traceEntry('IN_NOBODY_WAITS')];
  const count = item.holds.filter((one) => one.id === hold.id || canFill(item, one)).length;
  return [traceEntry('IN_WAITED_FOR', { count, branch: branchName(scene, hold.pickup) })];
}

function placeSteps(scene: Scene, { item, location }: ItemFacts, { routing, holdUntil }: CheckinStepsOf): TraceEntry[] {
  const branch = returnBranch(item, location);
  const home = branchName(scene, branch);
  const isHome = branch === scene.desk?.id;
  const { route, transitTo, hold } = routing;
  if (route === 'hold-shelf') {
    return [
      holdUntil === null
        ? traceEntry('IN_TO_HOLD_SHELF')
        : traceEntry('IN_TO_HOLD_SHELF_UNTIL', { until: dueOf(scene, holdUntil) }),
    ];
  }
  // Where a person waits, it goes to them, wherever its home is.
  const belongs = hold === null ? [traceEntry(isHome ? 'IN_HOME_HERE' : 'IN_HOME_AT', { branch: home })] : [];
  if (transitTo !== null) return [...belongs, traceEntry('IN_SENT', { branch: branchName(scene, transitTo) })];
  const mark = lastingMark(item);
  if (mark !== null) return [...belongs, traceEntry('IN_MARKED')];
  return [...belongs, traceEntry(isHome ? 'IN_TO_SHELF' : 'IN_STAYS')];
}
