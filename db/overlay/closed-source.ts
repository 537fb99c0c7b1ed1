// The replica with the emergency closings that were made here and not confirmed: rules, and the dates of loans and holds over which nothing is folded, are as
// they will be once the server has them. [I12]

import type { PolicyHash, RuleSetVersion } from '../../shared/core/ids.ts';
import { dueAfterClosings, waitAfterClosings, type ClosedTimes } from '../../shared/circ/fold/closed-times.ts';
import { closingsOf, type Closing } from '../../shared/circ/model/closing.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { inForceOrder, placeClosing } from '../../shared/circ/place-closing.ts';
import { branchCalendars, type TimesOfBranch } from '../../shared/rules/branch-calendars.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import type { RuleActivation } from '../../shared/wire/rows.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingActs } from './pending-acts.ts';

/** Rules with pending closings in them; null where none is pending. */
export type PendingRules = {
  /** In the order in which they come into force. */
  readonly activations: readonly RuleActivation[];
  readonly ruleSet: (version: RuleSetVersion) => RuleSet | null;
};

export type ClosedSource = OverlaySource & {
  readonly pendingRules: () => PendingRules | null;
  /** What was worked out may be another now. */
  readonly forgetClosings: () => void;
};

type Placed = PendingRules & { readonly closed: ClosedTimes };

/** A source in which what waits is closed as well. */
export function closedSource(
  source: OverlaySource,
  { closings }: Pick<PendingActs, 'closings'>,
  policy: (hash: PolicyHash) => Policy | null,
): ClosedSource {
  let known: { readonly placed: Placed | null } | null = null;
  const placed = (): Placed | null => (known ??= { placed: placeAll(source, closings()) }).placed;
  const loanNow = (loan: Loan): Loan => {
    const closed = loan.state === 'open' || loan.state === 'lost' ? placed()?.closed : undefined;
    if (closed === undefined) return loan;
    const due = { policy: policy(loan.policyHash), branch: loan.branch, dueAt: loan.dueAt };
    return { ...loan, dueAt: dueAfterClosings(closed, due) };
  };
  const holdNow = (hold: Hold): Hold => {
    const closed = hold.state === 'captured' ? placed()?.closed : undefined;
    const { shelfUntil } = hold;
    if (closed === undefined || shelfUntil === null || shelfUntil === undefined) return hold;
    return { ...hold, shelfUntil: waitAfterClosings(closed, hold.pickup, shelfUntil) };
  };
  const orNull = <R>(row: R | null, now: (row: R) => R): R | null => (row === null ? null : now(row));
  return {
    ...source,
    pendingRules: placed,
    forgetClosings: () => {
      known = null;
    },
    ruleActivations: () => placed()?.activations ?? source.ruleActivations(),
    ruleSet: (version) => placed()?.ruleSet(version) ?? source.ruleSet(version),
    loan: (id) => orNull(source.loan(id), loanNow),
    liveLoansOfItem: (id) => source.liveLoansOfItem(id).map(loanNow),
    liveLoansOfPatron: (id) => source.liveLoansOfPatron(id).map(loanNow),
    hold: (id) => orNull(source.hold(id), holdNow),
    liveHoldsOfTitle: (id) => source.liveHoldsOfTitle(id).map(holdNow),
    liveHoldsOfPatron: (id) => source.liveHoldsOfPatron(id).map(holdNow),
    liveHoldsForPickup: (branch) => source.liveHoldsForPickup(branch).map(holdNow),
  };
}

function placeAll(source: OverlaySource, pending: ReturnType<PendingActs['closings']>): Placed | null {
  if (pending.length === 0) return null;
  const made = new Map<RuleSetVersion, RuleSet>();
  const ruleSet = (version: RuleSetVersion): RuleSet | null => made.get(version) ?? source.ruleSet(version);
  let activations: readonly RuleActivation[] = source.ruleActivations();
  const own = new Set<string>();
  for (const { window, header } of pending) {
    const found = placeClosing(activations, { id: header.id, at: header.at, window }, ruleSet);
    if (found === null) continue;
    for (const rules of found.ruleSets) made.set(rules.version, rules);
    own.add(found.activations[0].id);
    const changed = new Map(found.activations.map((one) => [one.id, one]));
    activations = inForceOrder([...activations.filter(({ id }) => !changed.has(id)), ...changed.values()]);
  }
  if (own.size === 0) return null;
  return { activations, ruleSet, closed: { closings: ownClosings(activations, own), timesOf: timesBy(ruleSet) } };
}

/** The closings that the server has are in its rows. The newest of all knows of every other. */
function ownClosings(activations: readonly RuleActivation[], own: ReadonlySet<string>): Closing[] {
  const newest = closingsOf(activations).at(-1)?.version;
  return closingsOf(activations.filter(({ id }) => own.has(id))).map((one) => ({
    ...one,
    version: newest ?? one.version,
  }));
}

function timesBy(ruleSet: (version: RuleSetVersion) => RuleSet | null): ClosedTimes['timesOf'] {
  const calendars = new Map<RuleSetVersion, TimesOfBranch>();
  return (version, branch) => {
    if (version === null || branch === null) return null;
    const rules = calendars.has(version) ? null : ruleSet(version);
    if (rules !== null) calendars.set(version, branchCalendars(rules));
    return calendars.get(version)?.(branch) ?? null;
  };
}
