// The form of a card on the record of a patron: added, put in place of another, or ended. Typed fields stay while its place is left, and a scanned
// number without an account is the number of the new card.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { PatronCardView } from '../../shared/views/patron-cards.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type CardKind = PatronCardView['kind'];

/** Texts of the form. `why`: reason for the end of the old card. */
type CardFields = {
  readonly number: string;
  readonly kind: CardKind;
  readonly issuer: string;
  /** A local day, or empty. */
  readonly until: string;
  readonly why: 'replaced' | 'lost' | 'ended';
  readonly reason: string;
};

export type CardForm = CardFields & {
  /** The patron, by the card that stands for them. */
  readonly card: string;
  readonly step: 'add' | 'replace' | 'end';
  /** The card that is replaced or ended. */
  readonly of: PatronCardView | null;
  /** How many numbers were scanned: each leads on to the next field. */
  readonly scans: number;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type CardsState = {
  readonly form: CardForm | null;
  /** The last step done on the account of that card. */
  readonly done: Pick<CardForm, 'card' | 'step'> | null;
};

export type Cards = {
  readonly store: StoreApi<CardsState>;
  readonly open: (card: string, step: CardForm['step'], of: PatronCardView | null) => void;
  readonly change: (change: Partial<CardFields>) => void;
  readonly save: () => Promise<void>;
  readonly cancel: () => void;
  /** Offers a scanned number without an account. True: it went into the form. */
  readonly takeNumber: (number: string) => boolean;
};

type CardsParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store' | 'openPatron'>;
  readonly play: (tone: Tone) => void;
};

const BLANK: CardFields = { number: '', kind: 'barcode', issuer: '', until: '', why: 'ended', reason: '' };

export function createCards({ link, work, play }: CardsParts): Cards {
  const store = createStore<CardsState>(() => ({ form: null, done: null }));
  const change = (more: Partial<CardForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...more } }));
  onOtherPerson(link, () => store.setState({ form: null, done: null }));
  return {
    store,
    open(card, step, of) {
      const { form } = store.getState();
      const isSame = form?.card === card && form.step === step && form.of?.number === of?.number;
      if (isSame) return store.setState({ form: null });
      const like = of === null ? {} : { kind: of.kind, issuer: of.issuer ?? '' };
      const why = step === 'replace' ? 'replaced' : 'lost';
      store.setState({
        done: null,
        form: { ...BLANK, ...like, why, card, step, of, scans: 0, isBusy: false, error: null },
      });
    },
    change: (more) => change({ ...more, error: null }),
    async save() {
      const { form } = store.getState();
      if (form === null || form.isBusy || !isReady(form)) return;
      change({ isBusy: true, error: null });
      const answer = await send(link, form);
      const fault = faultOf(answer);
      play(fault === null ? 'done' : 'refused');
      if (fault !== null) return change({ isBusy: false, error: fault });
      // Where the answer was lost, the card that stood for the patron before leads to them too.
      const { card } = answer.ok ? answer.value : form;
      store.setState({ form: null, done: { card, step: form.step } });
      await work.openPatron(card);
    },
    cancel: () => store.setState({ form: null }),
    takeNumber(number) {
      const { form } = store.getState();
      const isTheirs = form !== null && work.store.getState().patron?.view?.card === form.card;
      if (!isTheirs || form.step === 'end') return false;
      change({ number, scans: form.scans + 1, error: null });
      play('card');
      return true;
    },
  };
}

/** Whether all required fields are filled. */
export function isReady({ step, number, reason }: CardForm): boolean {
  if (step !== 'end' && number.trim() === '') return false;
  return step === 'add' || reason.trim() !== '';
}

function send(link: DeskLink, form: CardForm) {
  const { card, step, of, kind, why } = form;
  const reason = form.reason.trim();
  const number = of?.number ?? '';
  if (step === 'end')
    return link.act('patron.endCard', { card, number, as: why === 'lost' ? 'lost' : 'ended', reason });
  const replaces =
    step === 'replace' ? { number, as: why === 'lost' ? ('lost' as const) : ('replaced' as const) } : null;
  return link.act('patron.addCard', {
    card,
    number: form.number.trim(),
    kind,
    issuer: form.issuer.trim(),
    until: form.until === '' ? null : form.until,
    replaces,
    reason,
  });
}
