// What the patron on the desk owes, and money taken, given back, waived or charged. One patron at a time; another card forgets everything.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../shared/views/circulation.ts';
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
import type { ListRow, ListView } from '../../shared/views/list.ts';
import { feeId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { z } from 'zod';
import { RECORDED, type DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

export type AccountView = z.infer<typeof AccountViewSchema>;
export type PayMethod = MethodInput<'payment.take'>['method'];

/** What was done just now. `amountMinor`: what changed hands, and how. */
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

/** What may be given back: of one payment, or of the credit where `paymentId` is null. */
export type Returnable = {
  readonly paymentId: PaymentView['paymentId'] | null;
  readonly mostMinor: number;
  /** How it was paid; null where the desk cannot tell: then a person has to say how it goes back. */
  readonly method: PayMethod | null;
};

/** `account`: the ledger. `done`: what was done stands there alone, and nothing can be sent until a person asks for more. */
export type FeesStep = 'pay' | 'waive' | 'give-back' | 'add' | 'account' | 'done';

export type Charge = MethodInput<'fee.add'>['charge'];

/** What was typed of a fee that is to be added; the barcode of what it is about may be scanned. */
export type AddTyped = {
  readonly charge: Charge | null;
  readonly amount: string;
  readonly item: string;
  readonly note: string;
};

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
  /** Null until it is asked for. */
  readonly ledger: ListView | null;
  /** A person is typing what is to be done. */
  readonly isTyped: boolean;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly done: MoneyDone | null;
  /** A person tried to undo a payment here. */
  readonly saysStays: boolean;
  /** What was scanned in the middle of it and not taken; null when nothing was. */
  readonly untaken: string | null;
  /** What was done with money last at this desk, for whichever patron; null also once that is undone. */
  readonly last: LastMoney | null;
  /** A person at this desk said that cash is taken here without a shift: they are not asked again. */
  readonly takesWithoutShift: boolean;
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
  /** Shows the account of a card, or the form of a fee to be added to it. */
  readonly begin: (card: string, step?: 'pay' | 'add') => Promise<void>;
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
  /** Pays what is meant out of the credit, as far as it goes. */
  readonly useCredit: () => Promise<void>;
  readonly goToAccount: () => Promise<void>;
  /** Goes to what an act on a row of the ledger is done by. */
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
  /** What a code by phone for waiving would be asked for. */
  readonly phoneAsk: (feeId: FeeView['feeId'], amountMinor: number | null) => PhoneAskInput;
  /** Says that a payment is not undone, and what to do. */
  readonly sayStays: () => void;
  /** A scan in the middle of it changes nothing: it is said that it was not taken. */
  readonly refuseScan: (code: string) => void;
  /** What was wrong is no longer said. */
  readonly forgetFault: () => void;
  /** What was done last is undone. */
  readonly forgetLast: () => void;
};

const NOTHING_ADDED: AddTyped = { charge: null, amount: '', item: '', note: '' };

const EMPTY: Omit<FeesState, 'last' | 'takesWithoutShift'> = {
  card: null,
  account: null,
  chosen: [],
  step: 'pay',
  isPrefilled: true,
  returnable: null,
  adding: NOTHING_ADDED,
  ledger: null,
  isTyped: false,
  isBusy: false,
  error: null,
  done: null,
  saysStays: false,
  untaken: null,
};

export type FeesParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
  readonly now: () => Instant;
};

/** Whether a form of money stands there that can be sent. What was done, and an account without fees, is only read. */
export function isFormOfMoney({ account, step }: FeesState): boolean {
  if (account === null || step === 'done' || step === 'account') return false;
  return account.fees.length > 0 || step === 'give-back' || step === 'add';
}

type Name = 'payment.take' | 'payment.refund' | 'payment.useCredit' | 'fee.waive' | 'fee.add';

/** How a payment goes back: as it was paid. Null where a person has to say. */
export function payMethodOf({ method }: PaymentView): PayMethod | null {
  return BACK_METHODS.find((one) => one === method) ?? null;
}

const BACK_METHODS: readonly PayMethod[] = ['cash', 'card', 'check'];

/** The fees that are meant, in the order in which they are paid; none of them where all are. */
export function chosenFees({ chosen, account }: Pick<FeesState, 'chosen' | 'account'>): readonly FeeView[] {
  return account?.fees.filter(({ feeId }) => chosen.includes(feeId)) ?? [];
}

/** Input of a payment: of the chosen fees, each whole before the next and no more than is owed of it. */
function payInput(
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
function waiveInput(
  { card, chosen: [only, ...more] }: FeesState,
  amountMinor: number | null,
  reason: string,
): MethodInput<'fee.waive'> | null {
  if (card === null || only === undefined || more.length > 0) return null;
  return { feeId: only, patron: card, reason, ...(amountMinor === null ? { inFull: true } : { amountMinor }) };
}

function lastOf({ act, answer }: MoneyDone, at: Instant): LastMoney {
  return { act, at, commandId: answer.commandId };
}

export function createFees({ link, play, now }: FeesParts): Fees {
  const store = createStore<FeesState>(() => ({ ...EMPTY, last: null, takesWithoutShift: false }));

  // Where the cash goes is asked of each person anew.
  link.on('session.changed', () => store.setState({ takesWithoutShift: false }));

  const load = async (card: string): Promise<void> => {
    const answer = await link.ask('fee.list', { patron: card });
    if (store.getState().card !== card) return;
    if (!answer.ok) return store.setState({ account: null, error: answer.error });
    const { fees } = answer.value;
    const { chosen } = store.getState();
    // The only fee is the one that is meant.
    const only = fees.length === 1 ? fees.map(({ feeId }) => feeId) : [];
    const kept = chosen.filter((id) => fees.some((fee) => fee.feeId === id));
    store.setState({ account: answer.value, chosen: kept.length > 0 ? kept : only });
  };

  const send = async <M extends Name>(
    name: M,
    input: MethodInput<M>,
    doneOf: (answer: MethodOutput<M>) => MoneyDone,
  ): Promise<void> => {
    const { card, isBusy, step } = store.getState();
    // One form is one act, however often it is sent.
    if (isBusy || card === null || step === 'done') return;
    store.setState({ isBusy: true, error: null, untaken: null, isPrefilled: false });
    const answer = await link.act(name, input);
    if (answer.ok) store.setState({ last: lastOf(doneOf(answer.value), now()) });
    if (store.getState().card !== card) return;
    play(answer.ok ? 'done' : 'refused');
    store.setState(
      answer.ok
        ? { isBusy: false, isTyped: false, step: 'done', done: doneOf(answer.value) }
        : // What is recorded is not sent once more from the same form.
          { isBusy: false, error: answer.error, ...(answer.error.code === RECORDED ? { step: 'done' as const } : {}) },
    );
    // Also after an error: an answer may be lost and the act recorded, and then nobody should be asked to pay twice.
    await load(card);
  };

  // What was typed for another form is gone with it.
  const go = (change: Partial<FeesState>): void =>
    store.setState({ error: null, done: null, saysStays: false, untaken: null, isTyped: false, ...change });

  return {
    store,
    async begin(card, step = 'pay') {
      store.setState({ ...EMPTY, card, step });
      await load(card);
    },
    ...accountActs({ store, link, go, send }),
    goToPay: () => go({ step: 'pay' }),
    goToWaive: () => go({ step: 'waive' }),
    goToGiveBack: (returnable) => go({ step: 'give-back', returnable }),
    typed: () => store.setState({ isTyped: true }),
    refuseScan(code) {
      // What is charged for lies on the counter.
      if (store.getState().step === 'add') {
        play('card');
        return store.setState(({ adding }) => ({ adding: { ...adding, item: code }, isTyped: true }));
      }
      play('refused');
      store.setState({ untaken: code });
    },
    sayStays: () => store.setState({ saysStays: true }),
    forgetFault: () => store.setState({ error: null }),
    forgetLast: () => store.setState({ last: null }),
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

type AccountParts = {
  readonly store: StoreApi<FeesState>;
  readonly link: DeskLink;
  readonly go: (change: Partial<FeesState>) => void;
  readonly send: <M extends Name>(
    name: M,
    input: MethodInput<M>,
    doneOf: (answer: MethodOutput<M>) => MoneyDone,
  ) => Promise<void>;
};

type AccountActs = Pick<
  Fees,
  'useCredit' | 'choose' | 'toggle' | 'goToAdd' | 'setAdding' | 'add' | 'goToAccount' | 'actOnRow' | 'takeWithoutShift'
>;

/** Which fees are meant, fees that are added, and the account as a ledger. */
function accountActs({ store, link, go, send }: AccountParts): AccountActs {
  const mean = (chosen: FeesState['chosen']): void => go({ chosen, step: 'pay', isPrefilled: true });
  return {
    choose: (id) => mean(id === null ? [] : [id]),
    toggle(id) {
      const { chosen } = store.getState();
      mean(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
    },
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
    async goToAccount() {
      const { card } = store.getState();
      go({ step: 'account', ledger: null });
      if (card === null) return;
      const answer = await link.ask('list.view', { list: 'patron-account', of: card });
      if (store.getState().card !== card) return;
      store.setState(answer.ok ? { ledger: answer.value } : { error: answer.error });
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

/** What a code by phone for waiving would be asked for. */
function phoneAskOf({ card }: FeesState, id: FeeView['feeId'], amountMinor: number | null): PhoneAskInput {
  return {
    feeId: id,
    ...(card === null ? {} : { patron: card }),
    ...(amountMinor === null || amountMinor < 1 ? {} : { amountMinor }),
  };
}
