// The folds together: items first, then the titles and accounts that read them. Used by the desk's overlay, by the server's
// runner and by the timeline check, each of which only loads the closed set of timelines differently. Pure. [I12] [I24]

import { assertNever } from '../../core/assert.ts';
import type { BranchId, HoldId, ItemId, PolicyHash, RuleSetVersion, TitleId } from '../../core/ids.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import type { HoldAct, ItemAct, MoneyAct } from '../acts.ts';
import { closingsAt, type Closing } from '../model/closing.ts';
import type { FoldedException } from '../model/exception.ts';
import type { Credit, Fee } from '../model/fee.ts';
import type { Hold } from '../model/hold.ts';
import type { ItemBase, ItemState } from '../model/item.ts';
import type { Loan } from '../model/loan.ts';
import { foldAccounts, type FeeLoan, type PaymentFold } from './account.ts';
import type { ClosedTimes } from './closed-times.ts';
import { foldItem, type ItemFold } from './item.ts';
import { foldTitle, type TitleFold } from './title.ts';

/** An item as the folds need it, with the acts of its timeline. */
export type ItemInput = {
  readonly itemId: ItemId;
  readonly titleId: TitleId;
  readonly serial: boolean;
  readonly holdable: boolean;
  readonly priceMinor: MinorUnits | null;
  readonly base: ItemBase;
  /** Loans that had ended before the base. */
  readonly settled?: readonly Loan[] | undefined;
  readonly acts: readonly ItemAct[];
};

/**
 * Timelines that belong together: every copy of a title that has hold acts, every money act that names a loan in the set,
 * and every loan that such an act's payer has paid for.
 */
export type Timelines = {
  readonly items: readonly ItemInput[];
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Holds that had ended before every act that is kept: none of them places these. */
  readonly settledHolds?: ReadonlyMap<TitleId, readonly Hold[]> | undefined;
  readonly moneyActs: readonly MoneyAct[];
  readonly policies: ReadonlyMap<PolicyHash, Policy>;
  /** When a lending branch is open, by the rule set a loan was lent under; null = it is never closed. */
  readonly timesOf: (rules: RuleSetVersion | null, branch: BranchId | null) => OpeningTimes | null;
  /** Emergency closings, in the order in which they were made; absent = there were none. */
  readonly closings?: readonly Closing[] | undefined;
};

/** Everything that the folds say of a closed set. */
export type Folded = {
  readonly items: ReadonlyMap<ItemId, { readonly state: ItemState; readonly fold: ItemFold }>;
  readonly loans: readonly Loan[];
  readonly holds: readonly Hold[];
  readonly fees: readonly Fee[];
  readonly payments: readonly PaymentFold[];
  readonly credits: readonly Credit[];
  readonly exceptions: readonly FoldedException[];
};

/** Folds a closed set of timelines. */
export function foldAll(timelines: Timelines): Folded {
  const { policies, timesOf, closings = [] } = timelines;
  const closed = closings.length === 0 ? undefined : { closings, timesOf };
  const items = timelines.items.map((input) => ({ input, fold: foldItem({ ...input, policies, closed }) }));
  const titles = foldTitles(items, timelines, closed);
  const accounts = foldAccounts({
    loans: items.flatMap(({ input, fold }) => feeLoans(input, fold, timelines)),
    acts: timelines.moneyActs,
  });
  return {
    items: new Map(
      items.map(({ input, fold }) => {
        const capture = titles.get(input.titleId)?.captures.get(input.itemId) ?? null;
        return [input.itemId, { state: itemState(fold, capture), fold }];
      }),
    ),
    loans: items.flatMap(({ fold }) => fold.loans),
    holds: [...titles.values()].flatMap((title) => title.holds),
    fees: accounts.fees,
    payments: accounts.payments,
    credits: accounts.credits,
    exceptions: [
      ...items.flatMap(({ fold }) => fold.exceptions),
      ...items.flatMap(({ input, fold }) => missedRecall(fold, titles.get(input.titleId))),
      ...[...titles.values()].flatMap((title) => title.exceptions),
      ...accounts.exceptions,
    ],
  };
}

function foldTitles(
  items: readonly { readonly input: ItemInput; readonly fold: ItemFold }[],
  { holdActs, settledHolds }: Pick<Timelines, 'holdActs' | 'settledHolds'>,
  closed: ClosedTimes | undefined,
): Map<TitleId, TitleFold> {
  const copies = Map.groupBy(items, ({ input }) => input.titleId);
  const ids = new Set([...copies.keys(), ...holdActs.keys(), ...(settledHolds?.keys() ?? [])]);
  return new Map(
    [...ids].map((titleId) => [
      titleId,
      foldTitle({
        copies: (copies.get(titleId) ?? []).map(({ input, fold }) => ({ ...input, scans: fold.scans })),
        holdActs: holdActs.get(titleId) ?? [],
        settled: settledHolds?.get(titleId),
        closed,
      }),
    ]),
  );
}

/** Status, place and loan of an item, once it is known whether its trap stands. */
function itemState(fold: ItemFold, capture: HoldId | null): ItemState {
  const { where } = fold;
  const none = { branch: where.branch, to: null, hold: null, loan: null };
  if (fold.isInQuestion) return { ...none, status: 'in-question' };
  const loan = fold.loans.find((one) => one.id === fold.current);
  if (loan !== undefined) return { ...none, status: loan.state === 'lost' ? 'lost' : 'on-loan', loan: loan.id };
  switch (where.status) {
    case 'in-transit':
      return { ...none, status: 'in-transit', to: where.to, hold: capture };
    case 'on-hold-shelf':
      return capture === null ? { ...none, status: 'available' } : { ...none, status: 'on-hold-shelf', hold: capture };
    case 'available':
    case 'missing':
    case 'damaged':
    case 'bindery':
    case 'in-process':
    case 'on-order':
    case 'cataloging':
    case 'reserves':
    case 'discarded':
    case 'ill':
    case 'lost':
    case 'on-loan-unknown':
      return { ...none, status: where.status };
    default:
      return assertNever(where);
  }
}

function feeLoans(input: ItemInput, fold: ItemFold, timelines: Timelines): FeeLoan[] {
  return fold.loans.flatMap((loan) => {
    const policy = timelines.policies.get(loan.policyHash);
    if (policy === undefined) return [];
    const closings = closingsAt(timelines.closings ?? [], loan.branch);
    // The rules of the newest closing know of all of them.
    const times = timelines.timesOf(closings.at(-1)?.version ?? loan.rulesVersion, loan.branch);
    return [{ loan, itemId: input.itemId, priceMinor: input.priceMinor, policy, times, closings }];
  });
}

/** A missed recall with a hold ends when that hold was filled, captured or cancelled. */
function missedRecall(fold: ItemFold, title: TitleFold | undefined): FoldedException[] {
  if (fold.missedRecall === null) return [];
  const { recall, exception } = fold.missedRecall;
  if (recall.hold === null) return [exception];
  const hold = title?.holds.find((one) => one.id === recall.hold);
  return hold?.state === 'waiting' ? [exception] : [];
}
