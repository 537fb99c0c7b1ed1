// Thresholds of patron groups: how much may be out, overdue, lost or owed. Counts are of the desk's own data; every limit is shown with
// its count. Source: loan rules, 1.2 (penalties). Loans whose branch is not known count everywhere.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { TraceCode } from '../../core/codes/trace.ts';
import type { BlockedAct, WeightedRuleSet, Threshold } from '../model/rule-set.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { isOut, type CountedLoan } from './counted-loan.ts';
import { ancestorsOf, isOnPath, treeOf, type Tree } from '../tree.ts';

/** The group, the place, the loans and the rules to count them by. */
export type LimitQuestion = {
  readonly rules: Pick<WeightedRuleSet, 'branches' | 'groups' | 'thresholds' | 'limitSets' | 'currency'>;
  readonly group: string;
  readonly deskBranch: string;
  readonly loans: readonly CountedLoan[];
  readonly owedMinor: MinorUnits;
  readonly now: Instant;
};

/** A limit of a patron group with its count. */
export type GroupCount = {
  /** Loans overdue after a recall are counted where a system has limits of its own for them: how many, and the days of the latest. */
  readonly counts: Threshold['counts'] | 'overdue-recalls' | 'recall-days-overdue';
  /** Items, days, or minor units for fines. */
  readonly count: number;
  readonly limit: number;
  readonly isReached: boolean;
  readonly blocks: readonly BlockedAct[];
};

export type ThresholdCount = GroupCount & { readonly entry: TraceEntry };

const COUNTS = ['items-out', 'overdues', 'lost', 'fines'] as const satisfies readonly Threshold['counts'][];

const CODES: Readonly<Record<Threshold['counts'], TraceCode>> = {
  'items-out': 'LIMIT_ITEMS_OUT',
  overdues: 'LIMIT_OVERDUES',
  lost: 'LIMIT_LOST',
  fines: 'LIMIT_FINES',
};

/** The thresholds that apply to a group at a desk, each with its count. */
export function countThresholds(question: LimitQuestion): ThresholdCount[] {
  const { rules, group, deskBranch } = question;
  const branches = treeOf(rules.branches);
  const above = { groups: ancestorsOf(treeOf(rules.groups), group), branches: ancestorsOf(branches, deskBranch) };
  return COUNTS.flatMap((counts) => {
    const threshold = nearestThreshold(rules.thresholds, counts, above);
    return threshold === null ? [] : [countThreshold(question, branches, threshold)];
  });
}

/** The threshold that stands nearest above a desk and a group; the branch counts before the group. */
export function nearestThreshold(
  thresholds: readonly Threshold[],
  counts: Threshold['counts'],
  above: { readonly groups: ReadonlyMap<string, number>; readonly branches: ReadonlyMap<string, number> },
): Threshold | null {
  let nearest: { readonly threshold: Threshold; readonly branch: number; readonly group: number } | null = null;
  for (const threshold of thresholds) {
    if (threshold.counts !== counts) continue;
    const [branch, group] = [above.branches.get(threshold.branch), above.groups.get(threshold.group)];
    if (branch === undefined || group === undefined) continue;
    const isNearer =
      nearest === null || branch < nearest.branch || (branch === nearest.branch && group < nearest.group);
    if (isNearer) nearest = { threshold, branch, group };
  }
  return nearest?.threshold ?? null;
}

function countThreshold(question: LimitQuestion, branches: Tree, threshold: Threshold): ThresholdCount {
  const { rules, now } = question;
  const near = question.loans.filter(({ branch }) => branch === null || isOnPath(branches, threshold.branch, branch));
  const counted: Readonly<Record<Threshold['counts'], () => number>> = {
    'items-out': () => near.filter(isOut).length,
    overdues: () => near.filter((loan) => isOut(loan) && loan.dueAt < now).length,
    lost: () => near.filter((loan) => loan.state === 'lost').length,
    fines: () => question.owedMinor,
  };
  const count = counted[threshold.counts]();
  const group = rules.groups.find(({ id }) => id === threshold.group)?.name ?? threshold.group;
  const money = (amountMinor: number) => ({ amountMinor, currency: rules.currency });
  return {
    counts: threshold.counts,
    count,
    limit: threshold.limit,
    isReached: isReached(threshold, count),
    blocks: threshold.blocks,
    entry:
      threshold.counts === 'fines'
        ? traceEntry('LIMIT_FINES', { owed: money(count), limit: money(threshold.limit), group })
        : traceEntry(CODES[threshold.counts], { count, limit: threshold.limit, group }),
  };
}

/**
 * Whether a count reaches a threshold. A limit of 0 forbids loans; owing, losing or being late with nothing never
 * blocks.
 */
export function isReached({ counts, limit }: Pick<GroupCount, 'counts' | 'limit'>, count: number): boolean {
  return count >= limit && (count > 0 || counts === 'items-out');
}

/** The count for a patron of a group whose members are counted together, such as a family. */
export function countOfGroup(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
