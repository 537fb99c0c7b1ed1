// Folds one closed set with the immutable rows that it refers to.

import type { BranchId, PolicyHash, RuleSetVersion } from '../../shared/core/ids.ts';
import { foldAll, type Folded } from '../../shared/circ/fold/fold-all.ts';
import { branchCalendars, type TimesOfBranch } from '../../shared/rules/branch-calendars.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { ledgerPolicies } from '../ledger/envelopes.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { closingsOf, type Closing } from '../../shared/circ/model/closing.ts';
import type { ClosedSet } from './closed-set.ts';
import type { OverlaySource } from './overlay-source.ts';

/** Policies and calendars, kept once found: what they are named by is their content or never changes. */
export type References = {
  readonly policy: (hash: PolicyHash) => Policy | null;
  /** When a lending branch is open; null times = it is never closed. Null: the rule set is not here. */
  readonly timesOf: (
    rules: RuleSetVersion | null,
    branch: BranchId | null,
  ) => { readonly times: OpeningTimes | null } | null;
  readonly closings: () => readonly Closing[];
  /** A batch brought an activation: closings are read again. */
  readonly forgetClosings: () => void;
};

/** References from the replica, and from the ledger for policies that the server has not seen. */
export function references(ledger: Ledger, source: OverlaySource): References {
  const policies = new Map<PolicyHash, Policy>();
  const calendars = new Map<RuleSetVersion, TimesOfBranch>();
  let closings: readonly Closing[] | null = null;
  return {
    closings: () => (closings ??= closingsOf(source.ruleActivations())),
    forgetClosings: () => {
      closings = null;
    },
    policy: (hash) => {
      const found = policies.get(hash) ?? source.policy(hash) ?? ledgerPolicies(ledger, [hash]).get(hash) ?? null;
      if (found !== null) policies.set(hash, found);
      return found;
    },
    timesOf: (version, branch) => {
      if (version === null) return { times: null };
      const timesOf = timesByBranch(calendars, version, source);
      return timesOf === null ? null : { times: branch === null ? null : timesOf(branch) };
    },
  };
}

function timesByBranch(
  calendars: Map<RuleSetVersion, TimesOfBranch>,
  version: RuleSetVersion,
  source: OverlaySource,
): TimesOfBranch | null {
  const known = calendars.get(version);
  if (known !== undefined) return known;
  const rules = source.ruleSet(version);
  if (rules === null) return null;
  const times = branchCalendars(rules);
  calendars.set(version, times);
  return times;
}

/** A folded set. */
export type FoldedSet = {
  readonly folded: Folded;
  /** A policy or rule set that it names is not here yet. */
  readonly lacksReferences: boolean;
};

/** Folds the set. */
export function foldSet(set: ClosedSet, refs: References): FoldedSet {
  let lacksReferences = false;
  const policies = new Map<PolicyHash, Policy>();
  for (const { acts, settled } of set.items.values()) {
    for (const one of [...acts, ...settled]) {
      if (!('policyHash' in one) || policies.has(one.policyHash)) continue;
      const policy = refs.policy(one.policyHash);
      if (policy === null) lacksReferences = true;
      else policies.set(one.policyHash, policy);
    }
  }
  const folded = foldAll({
    items: [...set.items.values()].map(({ id, titleId, row, base, settled, acts }) => ({
      itemId: id,
      titleId,
      serial: row?.serial ?? false,
      holdable: row?.holdable ?? false,
      priceMinor: row?.priceMinor ?? null,
      base,
      settled,
      acts,
    })),
    holdActs: set.holdActs,
    moneyActs: set.moneyActs,
    policies,
    closings: refs.closings(),
    timesOf: (version, branch) => {
      const known = refs.timesOf(version, branch);
      if (known === null) lacksReferences = true;
      return known?.times ?? null;
    },
  });
  return { folded, lacksReferences };
}
