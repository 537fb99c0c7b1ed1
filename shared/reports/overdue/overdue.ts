// The loans overdue at a moment: the days late by the clock of the lending branch, and the cost of lateness at a return
// then.

import { Temporal } from 'temporal-polyfill';
import type {
  BranchId,
  ItemId,
  LoanId,
  LocationId,
  PatronId,
  PolicyHash,
  RuleSetVersion,
  TitleId,
} from '../../core/ids.ts';
import { sayableInstant, type Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { lateFineAt, type FeeLoan } from '../../circ/fold/account.ts';
import { closingsAt, type Closing } from '../../circ/model/closing.ts';
import type { Item } from '../../circ/model/item.ts';
import type { Loan } from '../../circ/model/loan.ts';
import type { Policy } from '../../rules/model/policy.ts';

/** A loan that is out, with the facts for the report. */
export type LoanOut = {
  readonly loan: Loan;
  readonly item: Item | null;
  readonly title: string | null;
  readonly location: string | null;
  /** The branch that lent, by its name. */
  readonly branch: string | null;
  readonly zone: string;
  /** Null where it has not come: the fine is not known then. */
  readonly policy: Policy | null;
  readonly times: FeeLoan['times'];
  readonly closings: FeeLoan['closings'];
  /** Card of the person who has it. */
  readonly card: string | null;
};

/** How a source looks up the rows of a loan; null for an unknown one. */
export type LoanLookUp = {
  readonly item: (id: ItemId) => Item | null;
  readonly title: (id: TitleId) => string | null;
  readonly location: (id: LocationId) => string | null;
  readonly branch: (id: BranchId) => { readonly name: string; readonly zone: string } | null;
  readonly policy: (hash: PolicyHash) => Policy | null;
  /** Emergency closings of the whole library. */
  readonly closings: readonly Closing[];
  readonly timesOf: (rules: RuleSetVersion | null, branch: BranchId | null) => FeeLoan['times'];
  readonly card: (patron: PatronId) => string | null;
};

/** A loan with all that is looked up for it; `zone`: of the library. */
export function loanOut(loan: Loan, look: LoanLookUp, zone: string): LoanOut {
  const item = look.item(loan.itemId);
  const location = item?.location ?? null;
  const lender = loan.branch ?? item?.home ?? null;
  const branch = lender === null ? null : look.branch(lender);
  const closings = closingsAt(look.closings, loan.branch);
  return {
    loan,
    item,
    title: item === null ? null : look.title(item.titleId),
    location: location === null ? null : look.location(location),
    branch: branch?.name ?? lender,
    zone: branch?.zone ?? zone,
    policy: look.policy(loan.policyHash),
    // The rules of the newest closing know of all of them.
    times: look.timesOf(closings.at(-1)?.version ?? loan.rulesVersion, loan.branch),
    closings,
    card: look.card(loan.patronId),
  };
}

export type OverdueLine = {
  readonly loanId: LoanId;
  readonly branch: string | null;
  readonly location: string | null;
  readonly callNumber: string | null;
  readonly title: string | null;
  readonly barcode: string | null;
  readonly dueAt: Instant;
  /** Local dates between the due date and the moment; 0 = due earlier today. */
  readonly days: number;
  /** Null: not known, or lost and billed. */
  readonly fineMinor: MinorUnits | null;
  readonly priceMinor: MinorUnits | null;
  readonly isLost: boolean;
  readonly card: string | null;
};

/** The lines, by branch and location as one walks along the shelves, the longest overdue first. */
export function overdueLines(loans: readonly LoanOut[], at: Instant): OverdueLine[] {
  return loans
    .filter(({ loan }) => (loan.state === 'open' || loan.state === 'lost') && loan.dueAt < at)
    .map((one) => lineOf(one, at))
    .toSorted(
      (a, b) =>
        compare(a.branch ?? '', b.branch ?? '') ||
        compare(a.location ?? '', b.location ?? '') ||
        a.dueAt - b.dueAt ||
        compare(a.loanId, b.loanId),
    );
}

function lineOf({ loan, item, ...one }: LoanOut, at: Instant): OverdueLine {
  const isLost = loan.state === 'lost';
  return {
    loanId: loan.id,
    branch: one.branch,
    location: one.location,
    callNumber: item?.callNumber ?? null,
    title: one.title,
    barcode: item?.barcode ?? null,
    dueAt: loan.dueAt,
    days: daysBetween(loan.dueAt, at, one.zone),
    fineMinor: isLost ? null : fineOf({ loan, item, ...one }, at),
    priceMinor: item?.priceMinor ?? null,
    isLost,
    card: one.card,
  };
}

function fineOf({ loan, item, policy, times, closings }: LoanOut, at: Instant): MinorUnits | null {
  if (policy === null) return null;
  return lateFineAt({ loan, itemId: loan.itemId, priceMinor: item?.priceMinor ?? null, policy, times, closings }, at);
}

function daysBetween(from: Instant, to: Instant, zone: string): number {
  const date = (at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone).toPlainDate();
  return date(from).until(date(to), { largestUnit: 'day' }).days;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
