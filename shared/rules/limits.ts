// Limits: thresholds of patron groups and caps on kinds of items. Counts are of what the desk knows; every limit is told with its count.
// Source: loan rules, 1.2 (penalties, limit sets). Loans whose branch is not known count everywhere.

import type { Instant } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import type { TraceCode } from '../core/codes/trace.ts';
import type { BlockedAct, LimitSet, RuleSet, Threshold } from './model/rule-set.ts';
import { traceEntry, type TraceEntry } from './trace.ts';
import { ancestorsOf, isOnPath, treeOf, type Tree } from './tree.ts';

/** A loan as limits count it. */
export type CountedLoan = {
  readonly state: 'open' | 'lost';
  readonly dueAt: Instant;
  readonly branch: string | null;
  readonly kind: string | null;
  readonly location: string | null;
};

/** Whose limits are asked for, where, and what there is to count. */
export type LimitQuestion = {
  readonly rules: RuleSet;
  readonly group: string;
  readonly deskBranch: string;
  readonly loans: readonly CountedLoan[];
  readonly owedMinor: MinorUnits;
  readonly now: Instant;
};

export type ThresholdCount = {
  readonly counts: Threshold['counts'];
  /** Items, or minor units for fines. */
  readonly count: number;
  readonly limit: number;
  readonly isReached: boolean;
  readonly blocks: readonly BlockedAct[];
  readonly entry: TraceEntry;
};

export type LimitSetCount = {
  readonly limitSet: LimitSet;
  readonly count: number;
  readonly isReached: boolean;
  readonly entry: TraceEntry;
};

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

function nearestThreshold(
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
    'items-out': () => near.filter((loan) => loan.state === 'open').length,
    overdues: () => near.filter((loan) => loan.state === 'open' && loan.dueAt < now).length,
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
    // A limit of 0 forbids loans; nobody is blocked for owing, losing or being late with nothing.
    isReached: count >= threshold.limit && (count > 0 || threshold.counts === 'items-out'),
    blocks: threshold.blocks,
    entry:
      threshold.counts === 'fines'
        ? traceEntry('LIMIT_FINES', { owed: money(count), limit: money(threshold.limit), group })
        : traceEntry(CODES[threshold.counts], { count, limit: threshold.limit, group }),
  };
}

/** The limit sets that an item falls under at a desk, each with how many of them the patron has out. */
export function countLimitSets(
  question: Pick<LimitQuestion, 'rules' | 'deskBranch' | 'loans'>,
  item: Pick<CountedLoan, 'kind' | 'location'>,
): LimitSetCount[] {
  const { rules, deskBranch, loans } = question;
  const branches = treeOf(rules.branches);
  const above = ancestorsOf(branches, deskBranch);
  const applying = rules.limitSets.filter(
    (limitSet) => limitSet.limit > 0 && above.has(limitSet.branch) && isIn(limitSet, item),
  );
  return applying.map((limitSet) => {
    const isNear = ({ branch }: CountedLoan) =>
      limitSet.global || branch === null || ancestorsOf(branches, branch).has(limitSet.branch);
    const count = loans.filter((loan) => loan.state === 'open' && isIn(limitSet, loan) && isNear(loan)).length;
    const { name, limit } = limitSet;
    return {
      limitSet,
      count,
      isReached: count >= limit,
      entry: traceEntry('LIMIT_SET_COUNT', { name, count, limit }),
    };
  });
}

function isIn(limitSet: LimitSet, item: Pick<CountedLoan, 'kind' | 'location'>): boolean {
  const { kind, location } = item;
  return (
    (kind !== null && limitSet.kinds.includes(kind)) ||
    (location !== null && limitSet.locations.some((one) => String(one) === location))
  );
}
