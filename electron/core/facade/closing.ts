// `branch.lookAtClosing`, `branch.lookAtLift`: dates that an emergency closing would move, or that would move back without it, as far as this desk
// knows. Nothing is recorded.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { closeBranch } from '../../../shared/acts/branch/close-branch.ts';
import { liftClosing } from '../../../shared/acts/branch/lift-closing.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, type BranchId, type RuleSetVersion } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { branchAndBelow, metByClosing } from '../../../shared/circ/closed-branches.ts';
import { dueAfterClosings, waitAfterClosings } from '../../../shared/circ/fold/closed-times.ts';
import { holdEnd } from '../../../shared/circ/model/hold.ts';
import { branchCalendars, type TimesOfBranch } from '../../../shared/rules/branch-calendars.ts';
import { closedRules } from '../../../shared/rules/closed-window.ts';
import { closingsOf, inForceOrder, windowsOf, type StandingWindow } from '../../../shared/circ/model/closing.ts';
import { placeClosing } from '../../../shared/circ/place-closing.ts';
import { loansDue, loansMoved } from '../../../db/lists/loans-due.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { requiredInstant } from './asked.ts';

type Asked = { readonly branch: string; readonly from: string; readonly to: string };
type Window = { readonly branches: BranchId[]; readonly from: Instant; readonly to: Instant };

/** The branches that are closed, and when. Throws HF-RULES-004 for a branch that is not there, or a window that has no length. */
export function closingWindow(desk: Desk, { branch, ...asked }: Asked): Window {
  const all = [...requiredCopy(desk).library.branches().values()];
  const [from, to] = [requiredInstant(asked.from), requiredInstant(asked.to)];
  const root = all.find(({ id }) => id === branchId(branch));
  if (root === undefined || to <= from) throw new HoldfastError('HF-RULES-004', { branch });
  return { branches: branchAndBelow(all, root.id), from, to };
}

/** Throws HF-AUTH-024, HF-CIRC-001 without rules, or HF-RULES-004. */
export async function lookAtClosing(
  desk: Desk,
  input: ParsedInput<'branch.lookAtClosing'>,
): Promise<MethodOutput<'branch.lookAtClosing'>> {
  requireToDo(desk, closeBranch);
  const window = closingWindow(desk, input);
  const copy = requiredCopy(desk);
  const now = desk.clock.now();
  const rules = copy.library.rulesAt(now);
  if (rules === null) throw new HoldfastError('HF-CIRC-001');
  const closed = closedRules(rules, { ...window, reason: '' });
  const times = branchCalendars(closed);
  const closing = { ...window, reason: '', at: now, version: closed.version };
  const moved = {
    closings: [closing],
    timesOf: (_: unknown, branch: BranchId | null) => (branch === null ? null : times(branch)),
  };
  const met = metByClosing(window, times);
  const due = (await loansDue(copy, { from: window.from, to: met.before }, () => desk.turn())).filter(met.isDue);
  const moves = due.filter(({ policyHash, branch, dueAt }) => {
    return dueAfterClosings(moved, { policy: copy.policy(policyHash), branch, dueAt }) !== dueAt;
  });
  const waits = window.branches.flatMap((branch) => copy.sight.holdsForPickup(branch));
  const [first] = window.branches;
  const opens = first === undefined ? null : (times(first)?.nextOpening(window.to)?.start ?? null);
  // The window was typed by the clock of the branch that closes, which another branch of the library may not share.
  const zone = (first === undefined ? undefined : copy.library.branch(first)?.zone) ?? deskZone(desk);
  return {
    branches: window.branches.map((branch) => copy.library.branchName(branch)),
    loans: due.length,
    moves: moves.length,
    shelf: waits.filter((hold) => met.endsWaiting({ ...hold, endsAt: holdEnd(hold) })).length,
    opensText: opens === null ? null : sayDue(desk.language(), { dueAt: opens, grain: 'time', zone }, now),
    isFresh: desk.link.isOnline(),
  };
}

/** The closing that an activation made, as it stands. Throws HF-RULES-030 for one that is over, was taken back, or is not there. */
export function requiredClosing(desk: Desk, id: string): StandingWindow {
  const found = windowsOf(inForceOrder(requiredCopy(desk).library.activations())).find((one) => one.id === id);
  if (found === undefined || found.isLifted || found.to <= desk.clock.now()) throw new HoldfastError('HF-RULES-030');
  return found;
}

/** Throws HF-AUTH-024, HF-CIRC-001 without rules, or HF-RULES-030. */
export async function lookAtLift(
  desk: Desk,
  { closing: id }: ParsedInput<'branch.lookAtLift'>,
): Promise<MethodOutput<'branch.lookAtLift'>> {
  requireToDo(desk, liftClosing);
  const { branches } = requiredClosing(desk, id);
  const copy = requiredCopy(desk);
  const { library, sight } = copy;
  const lift = { id: `look:${id}`, at: desk.clock.now(), lifts: id };
  const placed = placeClosing(library.activations(), lift, (version) => library.ruleSet(version));
  if (placed === null) throw new HoldfastError('HF-CIRC-001');
  const made = new Map(placed.ruleSets.map((rules) => [rules.version, rules]));
  const changed = new Map(placed.activations.map((one) => [one.id, one]));
  const others = library.activations().filter((one) => !changed.has(one.id));
  const calendars = new Map<RuleSetVersion, TimesOfBranch | null>();
  const timesOf = (version: RuleSetVersion | null, branch: BranchId | null) => {
    if (version === null || branch === null) return null;
    const rules = calendars.has(version) ? null : (made.get(version) ?? library.ruleSet(version));
    if (rules !== null) calendars.set(version, branchCalendars(rules));
    return calendars.get(version)?.(branch) ?? null;
  };
  const without = { closings: closingsOf([...others, ...changed.values()]), timesOf };
  const met = (await loansMoved(copy, () => desk.turn())).filter(
    ({ branch }) => branch !== null && branches.includes(branch),
  );
  const back = met.filter(({ policyHash, branch, dueAt, movedFrom }) => {
    const set = movedFrom ?? { dueAt };
    return dueAfterClosings(without, { policy: copy.policy(policyHash), branch, ...set }) !== dueAt;
  });
  const waits = branches.flatMap((branch) => sight.holdsForPickup(branch));
  return {
    loans: back.length,
    shelf: waits.filter(({ pickup, shelfUntil, shelfMovedFrom }) => {
      return shelfMovedFrom !== undefined && waitAfterClosings(without, pickup, shelfMovedFrom) !== shelfUntil;
    }).length,
    isFresh: desk.link.isOnline(),
  };
}
