// The debts of the patron on the desk, and money taken, given back, waived or charged. One patron at a time; another
// card clears everything.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../shared/views/circulation.ts';
import type { FeeView } from '../../shared/views/fee.ts';
import type { PhoneAskInput } from '../../shared/views/phone.ts';
import type { ListRow } from '../../shared/views/list.ts';
import { feeId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { RECORDED, type DeskLink } from '../bridge/desk-link.ts';
import {
  EMPTY_FEES,
  NOTHING_ADDED,
  payInput,
  payMethodOf,
  phoneAskOf,
  waiveInput,
  type AddTyped,
  type Charge,
  type FeesState,
  type LastMoney,
  type MoneyDone,
  type Payment,
  type PaymentTyped,
  type PayMethod,
  type RefundTyped,
  type Returnable,
  type WaiverTyped,
} from './fees-state.ts';
import type { Tone } from './work/tone-of.ts';

export type Fees = {
  readonly store: StoreApi<FeesState>;
  /**
   * Shows the account of a card at the requested form; a waiver is of the chosen fee, else of the oldest. Fields typed for the same card are still
   * there, unless another form is asked for. `first`: the form where none is asked for and nothing was typed.
   */
  readonly begin: (card: string, step?: Opened, first?: Opened) => Promise<void>;
  /** Asks for the account again; the form stays. Not while something is being recorded, which asks by itself. */
  readonly refresh: () => Promise<void>;
  /** It is about this fee alone; null = about all. */
  readonly choose: (feeId: FeeView['feeId'] | null) => void;
  /** It is about this fee too, or no longer. */
  readonly toggle: (feeId: FeeView['feeId']) => void;
  /** Back to the form of a payment; after something was done, for another one. */
  readonly goToPay: () => void;
  readonly goToWaive: () => void;
  readonly goToAdd: () => void;
  readonly setAdding: (change: Partial<AddTyped>) => void;
  readonly add: (charge: Charge, amountMinor: number) => Promise<void>;
  /** Pays the chosen fees out of the credit, as far as it goes. */
  readonly useCredit: () => Promise<void>;
  readonly setPaying: (typed: PaymentTyped) => void;
  readonly setWaiving: (typed: WaiverTyped) => void;
  readonly setGiving: (typed: RefundTyped) => void;
  /** Opens the form for an act on a row of the ledger. */
  readonly actOnRow: (row: ListRow, act: string) => void;
  readonly takeWithoutShift: () => void;
  readonly goToGiveBack: (returnable: Returnable) => void;
  readonly typed: () => void;
  readonly pay: (payment: Payment) => Promise<void>;
  readonly giveBack: (
    amountMinor: number,
    method: PayMethod,
    reason: string,
    authoriser: AuthoriserInput | null,
  ) => Promise<void>;
  /** Lets the chosen fee go, in full or in part. */
  readonly waive: (amountMinor: number | null, reason: string, authoriser: AuthoriserInput | null) => Promise<void>;
  /** The request of a code by phone for waiving. */
  readonly phoneAsk: (feeId: FeeView['feeId'], amountMinor: number | null) => PhoneAskInput;
  /** Shows that a payment is not undone, and what to do. */
  readonly sayStays: () => void;
  /** A scan in the middle of it: the item that is charged for, or it waits for an answer whether to leave the money for it. */
  readonly holdScan: (code: string) => void;
  readonly forgetScan: () => void;
  /** Another patron, or none: nothing of the one before stays. */
  readonly forget: () => void;
  /** Clears the fault. */
  readonly forgetFault: () => void;
  /** The last act was undone. */
  readonly forgetLast: () => void;
};

export type FeesParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
  readonly now: () => Instant;
};

/** Forms that the fees may be opened at. */
type Opened = 'pay' | 'add' | 'waive';

type Name = 'payment.take' | 'payment.refund' | 'payment.useCredit' | 'fee.waive' | 'fee.add';

/** Forms as they begin. */
const NOTHING_TYPED = { isTyped: false, paying: null, waiving: null, giving: null } as const;

function lastOf({ act, answer }: MoneyDone, at: Instant): LastMoney {
  return { act, at, commandId: answer.commandId };
}

export function createFees({ link, play, now }: FeesParts): Fees {
  const store = createStore<FeesState>(() => ({ ...EMPTY_FEES, last: null, takesWithoutShift: false }));

  // Where the cash goes is asked of each person anew.
  link.on('session.changed', () => store.setState({ takesWithoutShift: false }));

  const load = async (card: string): Promise<void> => {
    const answer = await link.ask('fee.list', { patron: card });
    if (store.getState().card !== card) return;
    if (!answer.ok) return store.setState({ account: null, error: answer.error });
    const { fees, handedOn } = answer.value;
    const { account: before, paying } = store.getState();
    // An amount that was typed for another sum is not sent by mistake, and neither is all that is owed now in its place.
    if (before !== null && before.owedMinor !== answer.value.owedMinor)
      store.setState({ paying: null, ...(paying === null ? {} : { isPrefilled: false }) });
    store.setState((state) => ({ account: answer.value, ...meantOf(state, fees, handedOn) }));
    const ledger = await link.ask('list.view', { list: 'patron-account', of: card });
    if (store.getState().card === card && ledger.ok) store.setState({ ledger: ledger.value });
  };

  const send = async <M extends Name>(
    name: M,
    input: MethodInput<M>,
    doneOf: (answer: MethodOutput<M>) => MoneyDone,
  ): Promise<void> => {
    const { card, isBusy, step } = store.getState();
    // One form is one act, however often it is sent.
    if (isBusy || card === null || step === 'done') return;
    store.setState({ isBusy: true, error: null, waiting: null, isPrefilled: false });
    const answer = await link.act(name, input);
    if (answer.ok) store.setState({ last: lastOf(doneOf(answer.value), now()) });
    if (store.getState().card !== card) return;
    play(answer.ok ? 'done' : 'refused');
    store.setState(
      answer.ok
        ? { isBusy: false, ...NOTHING_TYPED, isGone: false, step: 'done', done: doneOf(answer.value) }
        : // A recorded act is not sent once more from the same form.
          { isBusy: false, error: answer.error, ...(answer.error.code === RECORDED ? { step: 'done' as const } : {}) },
    );
    // Also after an error: an answer may be lost and the act recorded, and then the patron must not be asked to pay
    // twice.
    await load(card);
  };

  // Fields typed for another form are gone with it.
  const go = (change: Partial<FeesState>): void =>
    store.setState({
      error: null,
      done: null,
      isGone: false,
      saysStays: false,
      waiting: null,
      ...NOTHING_TYPED,
      ...change,
    });

  return {
    store,
    async begin(card, step, first = 'pay') {
      const now = store.getState();
      const isAnother = step !== undefined && now.step !== step;
      const isKept = now.card === card && now.isTyped && now.step !== 'done' && !isAnother;
      if (!isKept) store.setState({ ...EMPTY_FEES, card, step: step ?? first });
      await load(card);
      if (step === 'waive') meanOldest(store, card);
    },
    async refresh() {
      const { card, isBusy } = store.getState();
      if (card !== null && !isBusy) await load(card);
    },
    forget: () => store.setState(EMPTY_FEES),
    ...accountActs({ store, go, send }),
    goToPay: () => go({ step: 'pay' }),
    goToWaive: () => go({ step: 'waive' }),
    goToGiveBack: (returnable) => go({ step: 'give-back', returnable }),
    typed: () => store.setState({ isTyped: true }),
    holdScan(code) {
      // The scanned item is the one that is charged for: it lies on the counter.
      if (store.getState().step === 'add') {
        play('card');
        return store.setState(({ adding }) => ({ adding: { ...adding, item: code }, isTyped: true }));
      }
      play('route');
      store.setState({ waiting: code });
    },
    forgetScan: () => store.setState({ waiting: null }),
    sayStays: () => store.setState({ saysStays: true }),
    forgetFault: () => store.setState({ error: null }),
    forgetLast: () => store.setState({ last: null }),
    ...moneyActs({ store, send }),
  };
}

/**
 * The chosen fees among the present ones. If one of them is gone (another desk settled it), nothing replaces it: the
 * typed amount was for it, so the form goes back to an empty payment.
 */
function meantOf(
  { chosen, step, isGone: wasGone }: FeesState,
  fees: readonly FeeView[],
  handedOn: readonly FeeView[],
): Partial<FeesState> {
  const there = step === 'waive' ? [...fees, ...handedOn] : fees;
  const kept = chosen.filter((id) => there.some((fee) => fee.feeId === id));
  const isGone = kept.length < chosen.length && step !== 'done';
  if (isGone && (step === 'pay' || step === 'waive'))
    return { ...NOTHING_TYPED, step: 'pay', chosen: [], isPrefilled: false, isGone };
  if (isGone) return { chosen: [], isPrefilled: false };
  // The only fee is always the chosen one, but where it is left after the chosen one: the person has not chosen it.
  const only = fees.length === 1 && !wasGone ? fees.map(({ feeId }) => feeId) : [];
  return { chosen: kept.length > 0 ? kept : only };
}

/** A waiver is of one fee: without a choice, of the oldest. */
function meanOldest(store: StoreApi<FeesState>, card: string): void {
  const { account, card: now, chosen, step } = store.getState();
  const oldest = account?.fees[0];
  if (now === card && step === 'waive' && chosen.length !== 1 && oldest !== undefined)
    store.setState({ chosen: [oldest.feeId] });
}

type AccountParts = {
  readonly store: StoreApi<FeesState>;
  readonly go: (change: Partial<FeesState>) => void;
  readonly send: <M extends Name>(
    name: M,
    input: MethodInput<M>,
    doneOf: (answer: MethodOutput<M>) => MoneyDone,
  ) => Promise<void>;
};

/** Money that is taken, given back or waived. */
function moneyActs({
  store,
  send,
}: Pick<AccountParts, 'store' | 'send'>): Pick<Fees, 'pay' | 'giveBack' | 'phoneAsk' | 'waive'> {
  return {
    pay(paid) {
      const { amountMinor, method } = paid;
      const input = payInput(store.getState(), paid);
      return send('payment.take', input, (answer) => ({ act: 'paid', answer, amountMinor, method }));
    },
    async giveBack(amountMinor, method, reason, authoriser) {
      const { card, returnable } = store.getState();
      if (card === null || returnable === null) return;
      const { paymentId } = returnable;
      const input = { patron: card, amountMinor, method, reason, ...(paymentId === null ? {} : { paymentId }) };
      const signed = authoriser === null ? input : { ...input, authoriser };
      await send('payment.refund', signed, (answer) => ({ act: 'given-back', answer, amountMinor, method }));
    },
    phoneAsk: (id, amountMinor) => phoneAskOf(store.getState(), id, amountMinor),
    async waive(amountMinor, reason, authoriser) {
      const input = waiveInput(store.getState(), amountMinor, reason);
      if (input === null) return;
      const signed = authoriser === null ? input : { ...input, authoriser };
      await send('fee.waive', signed, (answer) => ({ act: 'waived', answer }));
    },
  };
}

type AccountActs = Pick<
  Fees,
  | 'useCredit'
  | 'choose'
  | 'toggle'
  | 'goToAdd'
  | 'setAdding'
  | 'setPaying'
  | 'setWaiving'
  | 'setGiving'
  | 'add'
  | 'actOnRow'
  | 'takeWithoutShift'
>;

/** The choice of fees, typed fields, added fees, and acts on rows of the ledger. */
function accountActs({ store, go, send }: AccountParts): AccountActs {
  const mean = (chosen: FeesState['chosen']): void => go({ chosen, step: 'pay', isPrefilled: true });
  return {
    choose: (id) => mean(id === null ? [] : [id]),
    toggle(id) {
      const { chosen } = store.getState();
      mean(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
    },
    setPaying: (paying) => store.setState({ paying, isTyped: true }),
    setWaiving: (waiving) => store.setState({ waiving, isTyped: true }),
    setGiving: (giving) => store.setState({ giving, isTyped: true }),
    goToAdd: () => go({ step: 'add', adding: NOTHING_ADDED }),
    setAdding: (change) => store.setState(({ adding }) => ({ adding: { ...adding, ...change }, isTyped: true })),
    add(charge, amountMinor) {
      const { card, adding } = store.getState();
      const [item, note] = [adding.item.trim(), adding.note.trim()];
      const input = { patron: card ?? '', charge, amountMinor, note, ...(item === '' ? {} : { item }) };
      return send('fee.add', input, (answer) => ({ act: 'added', answer, amountMinor }));
    },
    useCredit() {
      const { card, chosen } = store.getState();
      const input = { patron: card ?? '', ...(chosen.length === 0 ? {} : { fees: [...chosen] }) };
      return send('payment.useCredit', input, (answer) => ({ act: 'credit-used', answer }));
    },
    actOnRow({ names }, act) {
      const payment = store.getState().account?.payments.find(({ paymentId }) => paymentId === names['paymentId']);
      if (act === 'refund' && payment !== undefined) {
        const mostMinor = payment.amountMinor - payment.refundedMinor;
        go({
          step: 'give-back',
          returnable: { paymentId: payment.paymentId, mostMinor, method: payMethodOf(payment) },
        });
      }
      if (act !== 'pay' && act !== 'waive') return;
      go({ chosen: [feeId(names['feeId'] ?? '')], step: act, isPrefilled: true });
    },
    takeWithoutShift: () => store.setState({ takesWithoutShift: true }),
  };
}
