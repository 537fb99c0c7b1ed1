// What the patron on the desk owes, and money taken or waived for it. One patron at a time; another card forgets everything.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../shared/bridge/views/circulation.ts';
import type { AccountViewSchema, FeeView, MoneyAnswer } from '../../shared/bridge/views/fee.ts';
import type { PhoneAskInput } from '../../shared/bridge/views/phone.ts';
import type { z } from 'zod';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

export type AccountView = z.infer<typeof AccountViewSchema>;
export type PayMethod = MethodInput<'payment.take'>['method'];

/** What was done just now. */
export type MoneyDone = { readonly act: 'paid' | 'waived'; readonly answer: MoneyAnswer };

export type FeesState = {
  readonly card: string | null;
  readonly account: AccountView | null;
  /** Which fee it is about; null = all of them, the oldest first. */
  readonly chosen: FeeView['feeId'] | null;
  readonly isWaiving: boolean;
  /** Somebody is typing a payment or a waiver. */
  readonly isTyped: boolean;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly done: MoneyDone | null;
};

export type Payment = {
  readonly amountMinor: number;
  readonly method: PayMethod;
  readonly reference: string;
  /** In cash: what was handed over; null = exactly the amount. */
  readonly tenderedMinor: number | null;
};

export type Fees = {
  readonly store: StoreApi<FeesState>;
  /** Shows the account of a card. */
  readonly begin: (card: string) => Promise<void>;
  readonly choose: (feeId: FeeView['feeId'] | null) => void;
  readonly setWaiving: (isWaiving: boolean) => void;
  readonly typed: () => void;
  readonly pay: (payment: Payment) => Promise<void>;
  /** Lets the chosen fee go, in full or in part. */
  readonly waive: (amountMinor: number | null, reason: string, authoriser: AuthoriserInput | null) => Promise<void>;
  /** What a code by phone for waiving would be asked for. */
  readonly phoneAsk: (feeId: FeeView['feeId'], amountMinor: number | null) => PhoneAskInput;
};

const EMPTY: FeesState = {
  card: null,
  account: null,
  chosen: null,
  isWaiving: false,
  isTyped: false,
  isBusy: false,
  error: null,
  done: null,
};

export type FeesParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
};

export function createFees({ link, play }: FeesParts): Fees {
  const store = createStore<FeesState>(() => EMPTY);

  const load = async (card: string): Promise<void> => {
    const answer = await link.call('fee.list', { patron: card });
    if (store.getState().card !== card) return;
    if (!answer.ok) return store.setState({ account: null, error: answer.error });
    const { fees } = answer.value;
    const { chosen } = store.getState();
    // The only fee is the one that is meant.
    const only = fees.length === 1 ? (fees[0]?.feeId ?? null) : null;
    const kept = fees.some(({ feeId }) => feeId === chosen) ? chosen : only;
    store.setState({ account: answer.value, chosen: kept });
  };

  const send = async <M extends 'payment.take' | 'fee.waive'>(name: M, input: MethodInput<M>): Promise<void> => {
    const { card, isBusy } = store.getState();
    if (isBusy || card === null) return;
    store.setState({ isBusy: true, error: null });
    const answer: BridgeAnswer<'payment.take' | 'fee.waive'> = await link.call(name, input);
    if (store.getState().card !== card) return;
    play(answer.ok ? 'done' : 'refused');
    const act = name === 'payment.take' ? 'paid' : 'waived';
    store.setState(
      answer.ok
        ? { isBusy: false, isWaiving: false, isTyped: false, done: { act, answer: answer.value } }
        : { isBusy: false, error: answer.error },
    );
    // Also after an error: an answer may be lost and the act recorded, and then nobody should be asked to pay twice.
    await load(card);
  };

  return {
    store,
    async begin(card) {
      store.setState({ ...EMPTY, card });
      await load(card);
    },
    // What was typed for another choice is gone with its form.
    choose: (chosen) => store.setState({ chosen, error: null, done: null, isWaiving: false, isTyped: false }),
    setWaiving: (isWaiving) => store.setState({ isWaiving, error: null, done: null, isTyped: false }),
    typed: () => store.setState({ isTyped: true }),
    pay({ amountMinor, method, reference, tenderedMinor }) {
      const { card, chosen, account } = store.getState();
      const fee = account?.fees.find(({ feeId }) => feeId === chosen);
      const allocated = fee === undefined ? null : Math.min(amountMinor, fee.outstandingMinor);
      return send('payment.take', {
        patron: card ?? '',
        amountMinor,
        method,
        ...(reference === '' ? {} : { reference }),
        ...(tenderedMinor === null ? {} : { tenderedMinor }),
        ...(fee === undefined || allocated === null
          ? {}
          : { allocation: [{ feeId: fee.feeId, amountMinor: allocated }] }),
      });
    },
    phoneAsk(feeId, amountMinor) {
      const { card } = store.getState();
      return {
        feeId,
        ...(card === null ? {} : { patron: card }),
        ...(amountMinor === null || amountMinor < 1 ? {} : { amountMinor }),
      };
    },
    async waive(amountMinor, reason, authoriser) {
      const { card, chosen } = store.getState();
      if (card === null || chosen === null) return;
      await send('fee.waive', {
        feeId: chosen,
        patron: card,
        reason,
        ...(amountMinor === null ? { inFull: true } : { amountMinor }),
        ...(authoriser === null ? {} : { authoriser }),
      });
    },
  };
}
