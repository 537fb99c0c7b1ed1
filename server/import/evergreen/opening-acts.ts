// Loans that were out and holds that waited, as opening acts: they stand before everything that desks record later.

import { deskId, streamId, type BranchId, type ItemId, type PatronId, type TitleId } from '../../../shared/core/ids.ts';
import type { ActHeader, ActOf } from '../../../shared/circ/acts.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import type { SourcedAct } from '../write/sourced.ts';
import type { HoldRow } from './read-holds.ts';
import { renewalsOf, type LoanRow } from './read-loans.ts';
import { evergreenHold, evergreenItem, evergreenLoan, evergreenOpening, evergreenPatron } from './source-ids.ts';

/** The least uncertainty of any act. */
const UNCERTAINTY_MS = 1_000;

/** A loan as an opening act. `allowed` is how many renewals its duration rule allows in all, where that is known. */
export function openingLoan(loan: LoanRow, branch: Branch, allowed: number | null): SourcedAct {
  const { renewals, maxRenewals } = renewalsOf(loan, allowed);
  const { grain, period, overdue, lost } = loan.policy;
  const policy: Policy = { grain, period, maxRenewals, overdue, lost };
  const act: ActOf<'openLoan'> = {
    kind: 'openLoan',
    ...header('loan', loan.id, loan.outAt),
    branch: branch.id,
    loanId: evergreenLoan(loan.id),
    itemId: evergreenItem(loan.item),
    patronId: evergreenPatron(loan.patron),
    dueAt: loan.dueAt,
    renewals,
    lostAt: loan.lostAt,
    policyHash: hashPolicy(policy),
  };
  return { sourceId: loan.id, act, policy };
}

/** The target of a hold's row, once items are known. */
export type HoldTarget = {
  readonly titleId: TitleId;
  readonly itemId: ItemId | null;
  /** The copy that stands for it: at the pickup library, or on its way there from another. */
  readonly trapped: { readonly itemId: ItemId; readonly branch: BranchId } | null;
};

/** A hold as an opening act. */
export function openingHold(hold: HoldRow, pickup: Branch, { titleId, itemId, trapped }: HoldTarget): SourcedAct {
  const patronId: PatronId = evergreenPatron(hold.patron);
  const act: ActOf<'openHold'> = {
    kind: 'openHold',
    ...header('hold', hold.id, hold.placedAt),
    hold: evergreenHold(hold.id),
    patronId,
    titleId,
    itemId,
    pickup: pickup.id,
    suspended: hold.suspended,
    trapped,
  };
  return { sourceId: hold.id, act, policy: null };
}

/** Acts of one moment stand in the order of the source's ids. */
function header(kind: 'loan' | 'hold', id: string, at: number): ActHeader {
  return {
    id: evergreenOpening(kind, id),
    desk: deskId(''),
    stream: streamId(''),
    seq: Number(id),
    at,
    uncertaintyMs: UNCERTAINTY_MS,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
  };
}
