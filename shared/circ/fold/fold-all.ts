// The folds together: items first, then the titles that read them, then the accounts that read both. The desk's overlay and the server fold
// places, and of the accounts the part that may have changed by that (`account-set.ts`); the timeline check folds everything at once. Pure. [I12]
// [I24]

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
import { markedStatus } from '../model/mark.ts';
import { foldAccounts, type FeeLoan, type PaymentFold } from './account.ts';
import type { ClosedTimes } from './closed-times.ts';
import { foldItem, type ItemFold } from './item.ts';
import { foldTitle, type TitleFold } from './title.ts';

/** An item as the folds need it, with the acts of its timeline. */
export type ItemInput = {
  readonly itemId: ItemId;
  readonly titleId: TitleId;
  readonly serial: boolean;
  /** Whether holds may be filled by it, by `takesHolds` of it and its shelf. */
  readonly holdable: boolean;
  readonly priceMinor: MinorUnits | null;
  readonly base: ItemBase;
  /** Loans that had ended before the base. */
  readonly settled?: readonly Loan[] | undefined;
  readonly acts: readonly ItemAct[];
};

/** Timelines of items and titles that belong together: of a title that has hold acts, every copy. */
export type PlaceTimelines = {
  readonly items: readonly ItemInput[];
  readonly holdActs: ReadonlyMap<TitleId, readonly HoldAct[]>;
  /** Holds that had ended before every act that is kept: none of them places these. */
  readonly settledHolds?: ReadonlyMap<TitleId, readonly Hold[]> | undefined;
  readonly policies: ReadonlyMap<PolicyHash, Policy>;
  /** When a lending branch is open, by the rule set a loan was lent under; null = it is never closed. */
  readonly timesOf: (rules: RuleSetVersion | null, branch: BranchId | null) => OpeningTimes | null;
  /** Emergency closings, in the order in which they were made; absent = there were none. */
  readonly closings?: readonly Closing[] | undefined;
};

/** The folds of items and titles, before any money. */
export type FoldedPlaces = {
  readonly items: ReadonlyMap<ItemId, { readonly state: ItemState; readonly fold: ItemFold }>;
  readonly loans: readonly Loan[];
  readonly holds: readonly Hold[];
  readonly exceptions: readonly FoldedException[];
};

/** Items and titles with all money that belongs to them: every act that names a loan of theirs, and every loan that its payer has paid for. */
export type Timelines = PlaceTimelines & { readonly moneyActs: readonly MoneyAct[] };

/** The folds of a closed set. */
export type Folded = FoldedPlaces & {
  readonly fees: readonly Fee[];
  readonly payments: readonly PaymentFold[];
  readonly credits: readonly Credit[];
};

/** Folds items and titles with their whole money. */
export function foldAll(timelines: Timelines): Folded {
  const places = foldPlaces(timelines);
  const prices = new Map(timelines.items.map(({ itemId, priceMinor }) => [itemId, priceMinor]));
  const accounts = foldAccounts({
    loans: places.loans.flatMap((loan) => feeLoan(loan, prices.get(loan.itemId) ?? null, timelines) ?? []),
    acts: timelines.moneyActs,
  });
  return withAccounts(places, accounts);
}

/** The folded items and titles together with the accounts folded from them. */
export function withAccounts(
  places: FoldedPlaces,
  { fees, payments, credits, exceptions }: ReturnType<typeof foldAccounts>,
): Folded {
  return { ...places, fees, payments, credits, exceptions: [...places.exceptions, ...exceptions] };
}

/** Folds items, and the titles that read them. */
export function foldPlaces(timelines: PlaceTimelines): FoldedPlaces {
  const { policies, timesOf, closings = [] } = timelines;
  const closed = closings.length === 0 ? undefined : { closings, timesOf };
  const items = timelines.items.map((input) => ({ input, fold: foldItem({ ...input, policies, closed }) }));
  const titles = foldTitles(items, timelines, closed);
  return {
    items: new Map(
      items.map(({ input, fold }) => {
        const capture = titles.get(input.titleId)?.captures.get(input.itemId) ?? null;
        return [input.itemId, { state: itemState(fold, capture), fold }];
      }),
    ),
    loans: items.flatMap(({ fold }) => fold.loans),
    holds: [...titles.values()].flatMap((title) => title.holds),
    exceptions: [
      ...items.flatMap(({ fold }) => fold.exceptions),
      ...items.flatMap(({ input, fold }) => missedRecall(fold, titles.get(input.titleId))),
      ...[...titles.values()].flatMap((title) => title.exceptions),
    ],
  };
}

/** Input of the fees of a loan; null while its policy is not known. */
export function feeLoan(
  loan: Loan,
  priceMinor: MinorUnits | null,
  { policies, timesOf, closings = [] }: Pick<PlaceTimelines, 'policies' | 'timesOf' | 'closings'>,
): FeeLoan | null {
  const policy = policies.get(loan.policyHash);
  if (policy === undefined) return null;
  const own = closingsAt(closings, loan.branch);
  // The rules of the newest closing know of all of them.
  const times = timesOf(own.at(-1)?.version ?? loan.rulesVersion, loan.branch);
  return { loan, itemId: loan.itemId, priceMinor, policy, times, closings: own };
}

function foldTitles(
  items: readonly { readonly input: ItemInput; readonly fold: ItemFold }[],
  { holdActs, settledHolds }: Pick<PlaceTimelines, 'holdActs' | 'settledHolds'>,
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
  const { where, marks } = fold;
  const none = {
    branch: where.branch,
    to: null,
    hold: null,
    loan: null,
    ...(fold.tellsMarks ? { marks: [...marks] } : {}),
    ...(fold.soughtAt === null ? {} : { soughtAt: fold.soughtAt }),
    ...(fold.searches === 0 ? {} : { searches: fold.searches }),
    ...(fold.replacedAt === null ? {} : { replacedAt: fold.replacedAt }),
    ...(fold.seen === null ? {} : { seen: fold.seen }),
    ...(fold.found === null ? {} : { found: fold.found }),
    ...(fold.cart === null ? {} : { cart: fold.cart }),
    ...(fold.missingParts.length === 0 ? {} : { missingParts: [...fold.missingParts] }),
    ...(Object.keys(fold.uses).length === 0 ? {} : { uses: fold.uses }),
  };
  // A copy without marks by acts shows the status of the library system.
  const marked = fold.tellsMarks ? markedStatus(marks) : null;
  if (fold.isInQuestion) return { ...none, status: 'in-question' };
  const loan = fold.loans.find((one) => one.id === fold.current);
  if (loan !== undefined) return { ...none, status: loan.state === 'lost' ? 'lost' : 'on-loan', loan: loan.id };
  switch (where.status) {
    case 'in-transit':
      // An item that went missing in transit is no longer in transit.
      if (marks.includes('missing')) return { ...none, status: 'missing' };
      return { ...none, status: 'in-transit', to: where.to, hold: capture };
    case 'on-hold-shelf':
      return capture === null
        ? { ...none, status: marked ?? fold.mark ?? 'available' }
        : { ...none, status: 'on-hold-shelf', hold: capture };
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
      return { ...none, status: marked ?? where.status };
    default:
      return assertNever(where);
  }
}

/** A missed recall with a hold ends when that hold was filled, captured or cancelled. */
function missedRecall(fold: ItemFold, title: TitleFold | undefined): FoldedException[] {
  if (fold.missedRecall === null) return [];
  const { recall, exception } = fold.missedRecall;
  if (recall.hold === null) return [exception];
  const hold = title?.holds.find((one) => one.id === recall.hold);
  return hold?.state === 'waiting' ? [exception] : [];
}
