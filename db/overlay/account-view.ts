// An account as a payment needs it: every fee with its names, and every payment with its rest. Folded when it is asked for,
// as of a moment: an item late and still out owes a fine up to that moment, which no row has until money names it.

import type { ActId, FeeId, PatronId } from '../../shared/core/ids.ts';
import { actId, deskId, streamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { ActOf, MoneyAct } from '../../shared/circ/acts.ts';
import { feesNamedBy, type PaymentFold } from '../../shared/circ/fold/account.ts';
import { distinctActs } from '../../shared/circ/fold/timeline.ts';
import { resolveUndos } from '../../shared/circ/fold/undo.ts';
import { feeIdOf, owedBy, refOfFee, type Fee, type FeeRef } from '../../shared/circ/model/fee.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { foldAccountsOf } from './fold-sets.ts';
import { loadAccounts } from './load-accounts.ts';
import { loansOfPatron } from './loan-view.ts';
import type { Behind } from './groups.ts';
import { priceOf } from './place-set.ts';

/** A fee with how a money act names it. */
export type AccountFee = {
  readonly fee: Fee;
  readonly ref: FeeRef;
  /** The item is still out, and the fine grows. */
  readonly isGrowing: boolean;
};

export type Account = {
  /** Those with something outstanding, the oldest first, growing ones last. */
  readonly fees: readonly AccountFee[];
  /** Fees of which another office has something. */
  readonly handedOn: readonly AccountFee[];
  /** Payments of the patron, in the order of their time. */
  readonly payments: readonly PaymentFold[];
  readonly creditMinor: MinorUnits;
};

export type AccountView = {
  /** Fees with something outstanding. */
  feesOfPatron(id: PatronId): readonly Fee[];
  owedMinor(id: PatronId): MinorUnits;
  creditMinor(id: PatronId): MinorUnits;
  /** The account of a patron as of a moment. */
  accountOf(id: PatronId, now: Instant): Account;
  /** The newest act on the account that stands: one that was undone, and its undo, aside. */
  newestMoneyAct(id: PatronId): ActId | null;
  /** The acts of money of a patron that this desk knows of, undone ones too, in the order of their time. */
  moneyActs(id: PatronId): readonly MoneyAct[];
  /** Everything that ever was on an account, as far as it is here: acts, and fees that are owed or that the acts name. */
  ledgerOf(id: PatronId): { readonly acts: readonly MoneyAct[]; readonly fees: readonly Fee[] };
  /** The patron of a fee, where a row or a pending act has it. */
  patronOfFee(id: FeeId): PatronId | null;
  /** A fee, settled ones too; null where neither a row nor a pending act has it. */
  feeById(id: FeeId): Fee | null;
};

/** The accounts over some state that others change. */
export function accountView(behind: Behind): AccountView {
  return {
    feesOfPatron: (id) => feesOfPatron(behind, id),
    owedMinor: (id) => feesOfPatron(behind, id).reduce((sum, fee) => sum + fee.outstandingMinor, 0),
    creditMinor: (id) => creditMinor(behind, id),
    accountOf: (id, now) => accountOf(behind, id, now),
    newestMoneyAct: (id) => newestMoneyAct(behind, id),
    moneyActs: (id) => moneyActs(behind, id),
    ledgerOf: (id) => ledgerOf(behind, id),
    feeById: (id) => feeById(behind, id),
    patronOfFee: (id) => feeById(behind, id)?.patronId ?? null,
  };
}

function feesOfPatron({ source, groups: { accounts } }: Behind, id: PatronId): Fee[] {
  const folded = [...accounts.ofPatron(id)].flatMap(({ folded: { fees } }) => fees);
  const isFolded = (fee: Fee) => {
    const owed = owedBy(fee);
    return (owed.by === 'staff' ? accounts.ofPayer(id) : accounts.ofLoan(owed.loanId)) !== null;
  };
  return [
    ...source.owedFeesOfPatron(id).filter((fee) => !isFolded(fee)),
    ...folded.filter((fee) => fee.patronId === id && fee.outstandingMinor !== 0),
  ];
}

function creditMinor({ source, groups: { accounts } }: Behind, id: PatronId): MinorUnits {
  const group = accounts.ofPayer(id);
  if (group === null) return source.credit(id)?.amountMinor ?? 0;
  return group.folded.credits.find((credit) => credit.patronId === id)?.amountMinor ?? 0;
}

function feeById({ source, groups }: Behind, id: FeeId): Fee | null {
  const folded = [...groups.accounts.all].flatMap(({ folded: { fees } }) => fees).find((fee) => fee.id === id);
  return folded ?? source.fee(id);
}

function accountOf(behind: Behind, id: PatronId, now: Instant): Account {
  const { source, slots, groups, references } = behind;
  const known = { source, pending: slots.acts, places: groups.places };
  const live = loansOfPatron(behind, id);
  const owed = feesOfPatron(behind, id).flatMap(({ loanId }) => loanId ?? []);
  const { set } = loadAccounts(known, { payers: [id], loans: [...live.map((loan) => loan.id), ...owed] });
  const probes = live.filter(({ state, dueAt }) => state === 'open' && dueAt < now).map((loan) => probe(loan, now));
  const price = priceOf(known);
  const probed = { ...set, read: { ...set.read, acts: [...set.read.acts, ...probes] } };
  const { folded } = foldAccountsOf(probed, references, ({ itemId }) => price(itemId));
  const growing = new Set(live.filter(({ state }) => state === 'open').map((loan) => loan.id));
  const all = folded.fees
    .filter(({ patronId }) => patronId === id)
    .map((fee) => ({
      fee,
      ref: refOfFee(
        fee,
        [...set.read.acts, ...rentalsOf(fee, set.read.loans)].map((act) => act.id),
      ),
      isGrowing: fee.kind === 'overdue' && fee.loanId !== null && growing.has(fee.loanId),
    }));
  return {
    fees: all.filter(({ fee }) => fee.outstandingMinor > 0).toSorted(oldestFirst),
    handedOn: all.filter(({ fee }) => (fee.handedOn?.standsMinor ?? 0) > 0).toSorted(oldestFirst),
    payments: folded.payments.filter(({ act }) => act.patronId === id),
    creditMinor: folded.credits.find(({ patronId }) => patronId === id)?.amountMinor ?? 0,
  };
}

function moneyActs({ source, slots }: Behind, id: PatronId): MoneyAct[] {
  return distinctActs([...source.moneyEventsOfPatron(id), ...slots.acts.ofPayer(id)].filter(isMoneyAct));
}

function ledgerOf(behind: Behind, id: PatronId): ReturnType<AccountView['ledgerOf']> {
  const acts = moneyActs(behind, id);
  const named = [...new Set(acts.flatMap(feesNamedBy).map(feeIdOf))];
  const fees = [...feesOfPatron(behind, id), ...named.flatMap((fee) => feeById(behind, fee) ?? [])];
  const own = fees.filter(({ patronId }) => patronId === id);
  return { acts, fees: [...new Map(own.map((fee) => [fee.id, fee])).values()] };
}

function newestMoneyAct(behind: Behind, id: PatronId): ActId | null {
  const acts = moneyActs(behind, id);
  const undone = resolveUndos(acts).undone;
  return acts.filter((act) => act.kind !== 'undo' && !undone.has(act.id)).at(-1)?.id ?? null;
}

/** A waiver of nothing: it makes the fine up to now exist, and changes no sum. It is never recorded. */
function probe(loan: Loan, now: Instant): ActOf<'waive'> {
  return {
    kind: 'waive',
    id: actId(`fine of ${loan.id} until now`),
    desk: deskId(''),
    stream: streamId(''),
    seq: 0,
    at: now,
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
    patronId: loan.patronId,
    fee: { kind: 'overdue', loanId: loan.id, after: null },
    amountMinor: 0,
  };
}

/** The renewals that may have charged a rental. */
function rentalsOf({ kind, loanId }: Fee, loans: readonly Loan[]): { readonly id: ActId }[] {
  if (kind !== 'rental') return [];
  const loan = loans.find(({ id }) => id === loanId);
  return (loan?.renewalRentals ?? []).map(({ by }) => ({ id: by }));
}

function oldestFirst(a: AccountFee, b: AccountFee): number {
  return Number(a.isGrowing) - Number(b.isGrowing) || a.fee.at - b.fee.at || (a.fee.id < b.fee.id ? -1 : 1);
}
