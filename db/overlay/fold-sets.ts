// Folds one set of places or of accounts with the immutable rows that it refers to.

import type { BranchId, PolicyHash, RuleSetVersion } from '../../shared/core/ids.ts';
import type { AccountFold } from '../../shared/circ/fold/account.ts';
import { foldAccountSet, type AccountSet } from '../../shared/circ/fold/account-set.ts';
import { feeLoan, foldPlaces, type FoldedPlaces, type PlaceTimelines } from '../../shared/circ/fold/fold-all.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { branchCalendars, type TimesOfBranch } from '../../shared/rules/branch-calendars.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { ledgerPolicies } from '../ledger/envelopes.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { Location } from '../../shared/circ/model/branch.ts';
import { closingsOf, type Closing } from '../../shared/circ/model/closing.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { takesHolds } from '../../shared/circ/model/takes-holds.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PlaceSet } from './place-set.ts';

/** Policies and calendars, kept once found: their names are hashes of their content, or the content never changes. */
export type References = {
  readonly policy: (hash: PolicyHash) => Policy | null;
  /** When a lending branch is open; null times = it is never closed. Null: the rule set is not here. */
  readonly timesOf: (
    rules: RuleSetVersion | null,
    branch: BranchId | null,
  ) => { readonly times: OpeningTimes | null } | null;
  readonly closings: () => readonly Closing[];
  /** The shelf of an item; null = none, or one that is not known. */
  readonly shelf: (item: Item) => Location | null;
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
    shelf: ({ location }) => (location === null ? null : source.location(location)),
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

type Lacking = {
  /** A policy or rule set that the set names is not here yet. */
  readonly lacksReferences: boolean;
};

export type FoldedPlaceSet = Lacking & { readonly folded: FoldedPlaces };
export type FoldedAccountSet = Lacking & { readonly folded: AccountFold };

/** Folds a set of places. */
export function foldPlaceSet(set: PlaceSet, refs: References): FoldedPlaceSet {
  const found = lookUp(
    refs,
    [...set.items.values()].flatMap(({ acts, settled }) => [...acts, ...settled]),
  );
  const folded = foldPlaces({
    items: [...set.items.values()].map(({ id, titleId, row, base, settled, acts }) => ({
      itemId: id,
      titleId,
      serial: row?.serial ?? false,
      // A shelf matters only for titles with holds; elsewhere it is not read.
      holdable: row !== null && takesHolds({ item: row, location: set.holdActs.has(titleId) ? refs.shelf(row) : null }),
      priceMinor: row?.priceMinor ?? null,
      base,
      settled,
      acts,
    })),
    holdActs: set.holdActs,
    ...found.references,
  });
  return { folded, lacksReferences: found.isLacking() };
}

/** Folds a set of accounts. `priceOf` gives the price of a loan's item. */
export function foldAccountsOf(
  set: AccountSet,
  refs: References,
  priceOf: (loan: Loan) => MinorUnits | null,
): FoldedAccountSet {
  const found = lookUp(refs, set.read.loans);
  const folded = foldAccountSet(set, (loan) => feeLoan(loan, priceOf(loan), found.references));
  return { folded, lacksReferences: found.isLacking() };
}

type Found = {
  readonly references: Pick<PlaceTimelines, 'policies' | 'closings' | 'timesOf'>;
  /** Whether something was not here; ask after the fold, which looks for more. */
  readonly isLacking: () => boolean;
};

function lookUp(refs: References, rows: readonly (Act | Loan)[]): Found {
  let lacks = false;
  const policies = new Map<PolicyHash, Policy>();
  for (const row of rows) {
    if (!('policyHash' in row) || policies.has(row.policyHash)) continue;
    const policy = refs.policy(row.policyHash);
    if (policy === null) lacks = true;
    else policies.set(row.policyHash, policy);
  }
  const timesOf: PlaceTimelines['timesOf'] = (version, branch) => {
    const known = refs.timesOf(version, branch);
    if (known === null) lacks = true;
    return known?.times ?? null;
  };
  return { references: { policies, closings: refs.closings(), timesOf }, isLacking: () => lacks };
}
