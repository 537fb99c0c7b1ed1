// The replica with the emergency closings that were made here and not confirmed: rules, and the dates of loans and holds over which nothing is folded, are as
// they will be once the server has them. [I12]

import type { PolicyHash, RuleSetVersion } from '../../shared/core/ids.ts';
import { dueAfterClosings, waitAfterClosings, type ClosedTimes } from '../../shared/circ/fold/closed-times.ts';
import { closingsOf, inForceOrder, type Closing } from '../../shared/circ/model/closing.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { activationOf, placeClosing } from '../../shared/circ/place-closing.ts';
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
  /** Drops the result, which may have changed. */
  readonly forgetClosings: () => void;
};

type Placed = PendingRules & {
  /** Closings made here: rows know the rest. */
  readonly here: ClosedTimes;
  /** All that is closed, for dates that closings moved before. */
  readonly all: ClosedTimes;
};

/** A source with pending closings in it as well. */
export function closedSource(
  source: OverlaySource,
  { closings }: Pick<PendingActs, 'closings'>,
  policy: (hash: PolicyHash) => Policy | null,
): ClosedSource {
  let known: { readonly placed: Placed | null } | null = null;
  const placed = (): Placed | null => (known ??= { placed: placeAll(source, closings()) }).placed;
  const loanNow = (loan: Loan): Loan => {
    const closed = loan.state === 'open' || loan.state === 'lost' ? placed() : null;
    if (closed === null) return loan;
    const { movedFrom, ...rest } = loan;
    const set = movedFrom ?? { dueAt: loan.dueAt };
    const times = movedFrom === undefined ? closed.here : closed.all;
    const dueAt = dueAfterClosings(times, { policy: policy(loan.policyHash), branch: loan.branch, ...set });
    return { ...rest, dueAt, ...(dueAt === set.dueAt ? {} : { movedFrom: set }) };
  };
  const holdNow = (hold: Hold): Hold => {
    const closed = hold.state === 'captured' ? placed() : null;
    const { shelfMovedFrom, ...rest } = hold;
    const told = shelfMovedFrom ?? hold.shelfUntil;
    if (closed === null || told === null || told === undefined) return hold;
    const times = shelfMovedFrom === undefined ? closed.here : closed.all;
    const shelfUntil = waitAfterClosings(times, hold.pickup, told);
    return { ...rest, shelfUntil, ...(shelfUntil === told ? {} : { shelfMovedFrom: told }) };
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
  const made = new Map<RuleSetVersion, RuleSet>();
  const ruleSet = (version: RuleSetVersion): RuleSet | null => made.get(version) ?? source.ruleSet(version);
  let activations: readonly RuleActivation[] = source.ruleActivations();
  const own = new Set<string>();
  for (const one of pending) {
    const { id, at } = one.header;
    const added = one.kind === 'closeBranch' ? { id, at, window: one.window } : { id, at, lifts: one.closing };
    const found = placeClosing(activations, added, ruleSet);
    if (found === null) continue;
    for (const rules of found.ruleSets) made.set(rules.version, rules);
    own.add(activationOf(id));
    const changed = new Map(found.activations.map((activation) => [activation.id, activation]));
    activations = inForceOrder([...activations.filter((other) => !changed.has(other.id)), ...changed.values()]);
  }
  if (own.size === 0) return null;
  const timesOf = timesBy(ruleSet);
  const all = { closings: closingsOf(activations), timesOf };
  return { activations, ruleSet, all, here: { closings: closingsHere(activations, own), timesOf } };
}

/** Closings made here, each until it was taken back. The newest of all knows of every other. */
function closingsHere(activations: readonly RuleActivation[], own: ReadonlySet<string>): Closing[] {
  const newest = closingsOf(activations).at(-1)?.version;
  const mine = activations.filter(({ id, lifts }) => lifts !== undefined || own.has(id));
  return closingsOf(mine).map((one) => ({ ...one, version: newest ?? one.version }));
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
