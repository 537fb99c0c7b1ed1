// Loans that were out, holds that waited and fees that were owed, as opening acts: they stand before everything that desks record later.

import { deskId, streamId, type BranchId, type ItemId, type TitleId } from '../../../shared/core/ids.ts';
import { DAY_MS, SECOND_MS, type Instant } from '../../../shared/core/instant.ts';
import type { ActHeader, ActOf } from '../../../shared/circ/acts.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import { hashPolicy } from '../../../shared/rules/model/policy.ts';
import type { SourcedAct } from '../write/sourced.ts';
import type { WantedItem, WantedPatron } from './going-on.ts';
import type { RecordIds } from './record-ids.ts';
import type { FeeRecord, HoldRecord, LoanRecord } from './record.ts';

/** The least uncertainty of any act. */
const UNCERTAINTY_MS = 1_000;

/** A loan as an opening act, under a policy. */
export function openingLoan(
  loan: LoanRecord,
  { patron, item, branch }: { readonly patron: WantedPatron; readonly item: WantedItem; readonly branch: BranchId },
  { ids, policy }: { readonly ids: RecordIds; readonly policy: Policy },
): SourcedAct {
  const act: ActOf<'openLoan'> = {
    kind: 'openLoan',
    ...header(ids, { kind: 'loan', id: loan.id, at: loan.outAt }),
    branch,
    loanId: ids.loan(loan.id),
    itemId: item.id,
    patronId: patron.id,
    dueAt: loan.dueAt,
    renewals: loan.renewals,
    lostAt: loan.lostAt,
    policyHash: hashPolicy(policy),
  };
  return { sourceId: loan.id, act, policy };
}

/** The terms of a loan of which only its dates are known: lent for that long, nothing is charged. */
export function policyOfDates({
  outAt,
  dueAt,
  renewals,
  maxRenewals,
}: Pick<LoanRecord, 'outAt' | 'dueAt' | 'renewals' | 'maxRenewals'>): Policy {
  const days = Math.round((dueAt - outAt) / DAY_MS);
  const isByTheHour = dueAt - outAt < DAY_MS;
  return {
    grain: isByTheHour ? 'time' : 'day',
    period: isByTheHour
      ? { n: Math.max(Math.round((dueAt - outAt) / 60_000), 1), unit: 'minutes' }
      : { n: Math.max(days, 1), unit: 'days' },
    maxRenewals: maxRenewals ?? renewals,
    overdue: { rateMinor: 0, perMs: DAY_MS, graceMs: 0, maxMinor: 0, closedDays: 'count' },
    lost: {
      afterMs: null,
      bill: 'none',
      defaultPriceMinor: 0,
      processingMinor: 0,
      refundWithinMs: null,
      removeProcessing: true,
      chargeOverdue: false,
    },
  };
}

/** The title or copy that a hold waits for, and the copy that has come for it. */
export type HoldTarget = {
  readonly titleId: TitleId;
  readonly itemId: ItemId | null;
  readonly trapped: ActOf<'openHold'>['trapped'];
};

/** Seconds are counted from here, so that a turn is a small number. */
const TURNS_FROM = Date.parse('2000-01-01T00:00:00Z');

/**
 * The turns of holds that wait for one title, by their ids: opening holds stand in the order of their `seq` alone. A turn is the second of placing,
 * or the next one that is free, so that a hold that comes later changes no turn of those before it.
 */
export function turnsOf(
  holds: readonly Pick<HoldRecord, 'id' | 'priority' | 'placedAt'>[],
): ReadonlyMap<string, number> {
  const turns = new Map<string, number>();
  const queue = holds.toSorted(
    (a, b) => (a.priority ?? 0) - (b.priority ?? 0) || a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1),
  );
  let last = 0;
  for (const { id, placedAt } of queue) {
    last = Math.max(Math.floor((placedAt - TURNS_FROM) / SECOND_MS), last + 1);
    turns.set(id, last);
  }
  return turns;
}

/** A hold as an opening act. */
export function openingHold(
  hold: HoldRecord,
  { patron, pickup }: { readonly patron: WantedPatron; readonly pickup: BranchId },
  { ids, target, turn }: { readonly ids: RecordIds; readonly target: HoldTarget; readonly turn: number },
): SourcedAct {
  const act: ActOf<'openHold'> = {
    kind: 'openHold',
    ...header(ids, { kind: 'hold', id: hold.id, at: hold.placedAt }),
    seq: turn,
    hold: ids.hold(hold.id),
    patronId: patron.id,
    ...target,
    pickup,
    suspended: hold.suspended,
    ...(hold.suspendedUntil === null ? {} : { suspendedUntil: hold.suspendedUntil }),
    ...(hold.expiresAt === null ? {} : { expiresAt: hold.expiresAt }),
  };
  return { sourceId: hold.id, act, policy: null };
}

/** A fee as an opening act. */
export function openingFee(
  fee: FeeRecord,
  { patron, item }: { readonly patron: WantedPatron; readonly item: WantedItem | null },
  ids: RecordIds,
): SourcedAct {
  const act: ActOf<'addFee'> = {
    kind: 'addFee',
    ...header(ids, { kind: 'fee', id: fee.id, at: fee.at }),
    feeId: ids.fee(fee.id),
    patronId: patron.id,
    itemId: item?.id ?? null,
    charge: fee.charge,
    amountMinor: fee.amountMinor,
  };
  return { sourceId: fee.id, act, policy: null };
}

type Opening = { readonly kind: 'loan' | 'hold' | 'fee'; readonly id: string; readonly at: Instant };

/** Acts of one moment stand in the order of the source's ids, where these are numbers. */
function header(ids: RecordIds, { kind, id, at }: Opening): ActHeader {
  return {
    id: ids.opening(kind, id),
    desk: deskId(''),
    stream: streamId(''),
    seq: /^\d{1,15}$/.test(id) ? Number(id) : 0,
    at,
    uncertaintyMs: UNCERTAINTY_MS,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
  };
}
