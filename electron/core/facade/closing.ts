// `branch.lookAtClosing`: what an emergency closing would meet, as far as this desk knows. Nothing is recorded.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { closeBranch } from '../../../shared/acts/branch/close-branch.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, type BranchId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { branchAndBelow, metByClosing } from '../../../shared/circ/closed-branches.ts';
import { dueAfterClosings } from '../../../shared/circ/fold/closed-times.ts';
import { holdEnd } from '../../../shared/circ/model/hold.ts';
import { branchCalendars } from '../../../shared/rules/branch-calendars.ts';
import { closedRules } from '../../../shared/rules/closed-window.ts';
import { loansDue } from '../../../db/lists/loans-due.ts';
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
