// One complete calendar for each branch: its own hours, or those of the nearest place above that has some, and the closures of itself and of
// everything above, each once. The source has most closures twice, at a branch and at its system, under names that are not quite the same.

import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Calendar, Closure, WeeklyHours } from '../../../shared/rules/model/calendar.ts';
import type { RuleBranch } from '../../../shared/rules/model/rule-set.ts';

/** The hours of single branches in the tables. */
export type OwnHours = {
  /** Parents before children. */
  readonly branches: readonly Branch[];
  readonly hours: ReadonlyMap<BranchId, WeeklyHours>;
  readonly closures: ReadonlyMap<BranchId, readonly Closure[]>;
};

/** A calendar that took its hours from above. */
export type InheritedHours = { readonly branch: BranchId; readonly from: BranchId };

/** Branches as rules see them, and those with inherited hours. */
export function buildCalendars(own: OwnHours): { branches: RuleBranch[]; inherited: InheritedHours[] } {
  const inherited: InheritedHours[] = [];
  const byId = new Map(own.branches.map((branch) => [branch.id, branch]));
  const branches = own.branches.map((branch): RuleBranch => {
    const path = selfAndAncestors(byId, branch);
    const keeper = path.find(({ id }) => own.hours.has(id));
    if (keeper !== undefined && keeper.id !== branch.id) inherited.push({ branch: branch.id, from: keeper.id });
    const calendar: Calendar = {
      zone: branch.zone,
      weekly: keeper === undefined ? null : (own.hours.get(keeper.id) ?? null),
      yearly: [],
      closures: mergeClosures(path.flatMap(({ id }) => own.closures.get(id) ?? [])),
      exceptions: [],
    };
    return { id: branch.id, parent: branch.parent, calendar };
  });
  return { branches, inherited };
}

/** The branch and everything above it, nearest first. */
function selfAndAncestors(byId: ReadonlyMap<BranchId, Branch>, branch: Branch): Branch[] {
  const path: Branch[] = [];
  for (let at: Branch | undefined = branch; at !== undefined && !path.includes(at);) {
    path.push(at);
    at = at.parent === null ? undefined : byId.get(at.parent);
  }
  return path;
}

/** Each span once, the first name standing; a span within another adds nothing. */
function mergeClosures(closures: readonly Closure[]): Closure[] {
  const merged: Closure[] = [];
  const ordered = closures.toSorted((a, b) => compare(a.from, b.from) || compare(b.to, a.to));
  for (const closure of ordered) {
    if (!merged.some((other) => other.from <= closure.from && closure.to <= other.to)) merged.push(closure);
  }
  return merged;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
