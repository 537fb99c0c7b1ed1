// State of the fees of a patron: the account, its open form with typed fields, and the input that it makes. Pure.

import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type {
  AccountViewSchema,
  CreditUsed,
  FeeView,
  HandedAnswer,
  MoneyAnswer,
  PaidAnswer,
  PaymentView,
} from '../../shared/views/fee.ts';
import type { PhoneAskInput } from '../../shared/views/phone.ts';
import type { ListView } from '../../shared/views/list.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { z } from 'zod';

export type AccountView = z.infer<typeof AccountViewSchema>;
export type PayMethod = MethodInput<'payment.take'>['method'];

/** The last result. `amountMinor`: the money that changed hands, and how. */
export type MoneyDone =
  | { readonly act: 'waived'; readonly answer: MoneyAnswer }
  | { readonly act: 'credit-used'; readonly answer: CreditUsed }
  | { readonly act: 'added'; readonly answer: MoneyAnswer; readonly amountMinor: number }
  | ({ readonly act: 'paid'; readonly answer: PaidAnswer } & Handed)
  | ({ readonly act: 'given-back'; readonly answer: HandedAnswer } & Handed);

type Handed = { readonly amountMinor: number; readonly method: PayMethod };

/** An act with money that Undo may mean. */
export type LastMoney = {
  readonly act: MoneyDone['act'];
  readonly at: Instant;
  readonly commandId: MoneyAnswer['commandId'];
};

/** A possible refund: of one payment, or of the credit where `paymentId` is null. */
export type Returnable = {
  readonly paymentId: PaymentView['paymentId'] | null;
  readonly mostMinor: number;
  /** The method of the payment; null where the desk does not have it: then a person has to choose the method of the refund. */
  readonly method: PayMethod | null;
};

/** The form that stands in the ledger. `done`: the result stands there alone, and nothing can be sent until a person asks for more. */
export type FeesStep = 'pay' | 'waive' | 'give-back' | 'add' | 'done';

export type Charge = MethodInput<'fee.add'>['charge'];

/** Typed fields of a fee to add; the barcode of its item may be scanned. */
export type AddTyped = {
  readonly charge: Charge | null;
  readonly amount: string;
  readonly item: string;
  readonly note: string;
};

export type PaymentTyped = {
  readonly method: PayMethod;
  readonly amount: string;
  readonly tendered: string;
  readonly reference: string;
};

export type WaiverTyped = { readonly reason: string; readonly isFull: boolean; readonly amount: string };

/** `method` null: the method of the refund has still to be chosen. */
export type RefundTyped = { readonly method: PayMethod | null; readonly amount: string; readonly reason: string };

export type FeesState = {
  readonly card: string | null;
  readonly account: AccountView | null;
  /** Which fees it is about, in their order; none = all of them, the oldest first. */
  readonly chosen: readonly FeeView['feeId'][];
  readonly step: FeesStep;
  /** Whether the form begins with all that is owed. Not after something was sent: Enter would take the rest. */
  readonly isPrefilled: boolean;
  readonly returnable: Returnable | null;
  readonly adding: AddTyped;
  /** As typed; null while a form stands as it begins. It is kept when a scan closes the fees. */
  readonly paying: PaymentTyped | null;
  readonly waiving: WaiverTyped | null;
  readonly giving: RefundTyped | null;
  /** Null until it was read. */
  readonly ledger: ListView | null;
  /** A person is typing in the form. */
  readonly isTyped: boolean;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly done: MoneyDone | null;
  /** A chosen fee is no longer there: another desk settled it. */
  readonly isGone: boolean;
  /** A person tried to undo a payment here. */
  readonly saysStays: boolean;
  /** A scan in the middle of it, which waits for an answer whether to leave the money for it; null = none. */
  readonly waiting: string | null;
  /** The last money act at this desk, for any patron; null also once it is undone. */
  readonly last: LastMoney | null;
  /** A person at this desk confirmed taking cash without a shift: they are not asked again. */
  readonly takesWithoutShift: boolean;
};

export type Payment = {
  readonly amountMinor: number;
  readonly method: PayMethod;
  readonly reference: string;
  /** In cash: the amount handed over; null = exactly the amount due. */
  readonly tenderedMinor: number | null;
};

export const NOTHING_ADDED: AddTyped = { charge: null, amount: '', item: '', note: '' };

export const EMPTY_FEES: Omit<FeesState, 'last' | 'takesWithoutShift'> = {
  card: null,
  account: null,
  chosen: [],
  step: 'pay',
  isPrefilled: true,
  returnable: null,
  adding: NOTHING_ADDED,
  paying: null,
  waiving: null,
  giving: null,
  ledger: null,
  isTyped: false,
  isBusy: false,
  error: null,
  done: null,
  isGone: false,
  saysStays: false,
  waiting: null,
};

/** Whether a form of money stands there that can be sent. A result, and an account without fees, are only read. */
export function isFormOfMoney({ account, step }: FeesState): boolean {
  if (account === null || step === 'done') return false;
  return account.fees.length > 0 || step === 'give-back' || step === 'add';
}

/** The method of a refund: that of the payment. Null where a person has to choose. */
export function payMethodOf({ method }: PaymentView): PayMethod | null {
  return BACK_METHODS.find((one) => one === method) ?? null;
}

const BACK_METHODS: readonly PayMethod[] = ['cash', 'card', 'check'];

/** The chosen fees, in the order in which they are paid; none where all are meant. */
export function chosenFees({ chosen, account }: Pick<FeesState, 'chosen' | 'account'>): readonly FeeView[] {
  return account?.fees.filter(({ feeId }) => chosen.includes(feeId)) ?? [];
}

/** The one fee of a waiver, wherever it is owed; null where none is chosen, or several are. */
export function feeToWaive({ chosen, account }: Pick<FeesState, 'chosen' | 'account'>): FeeView | null {
  const [only, ...more] = chosen;
  if (only === undefined || more.length > 0 || account === null) return null;
  return [...account.fees, ...account.handedOn].find(({ feeId }) => feeId === only) ?? null;
}

/** Input of a payment: of the chosen fees, each whole before the next and no more than its debt. */
export function payInput(
  state: FeesState,
  { amountMinor, method, reference, tenderedMinor }: Payment,
): MethodInput<'payment.take'> {
  let left = amountMinor;
  const allocation = chosenFees(state).flatMap(({ feeId: id, outstandingMinor }) => {
    const paid = Math.min(left, outstandingMinor);
    left -= paid;
    return paid === 0 ? [] : [{ feeId: id, amountMinor: paid }];
  });
  return {
    patron: state.card ?? '',
    amountMinor,
    method,
    ...(reference === '' ? {} : { reference }),
    ...(tenderedMinor === null ? {} : { tenderedMinor }),
    ...(allocation.length === 0 ? {} : { allocation }),
  };
}

/** Input of a waiver; null without exactly one chosen fee. */
export function waiveInput(
  { card, chosen: [only, ...more] }: FeesState,
  amountMinor: number | null,
  reason: string,
): MethodInput<'fee.waive'> | null {
  if (card === null || only === undefined || more.length > 0) return null;
  return { feeId: only, patron: card, reason, ...(amountMinor === null ? { inFull: true } : { amountMinor }) };
}

/** The request of a code by phone for waiving. */
export function phoneAskOf({ card }: FeesState, id: FeeView['feeId'], amountMinor: number | null): PhoneAskInput {
  return {
    feeId: id,
    ...(card === null ? {} : { patron: card }),
    ...(amountMinor === null || amountMinor < 1 ? {} : { amountMinor }),
  };
}
