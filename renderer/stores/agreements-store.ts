// The agreement that a kind of equipment asks for. In place of the answer that asked for it: recorded, and the unit is lent once it is; the next answer closes
// it. On the record of a patron: whenever a form is handed in. A card that is scanned while a sponsor is asked for is theirs.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { EquipmentKindView } from '../../shared/views/equipment.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { agreementAsked } from './work/next-step.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';
import type { Entry } from './work/work-state.ts';

/** A kind that asks for an agreement. */
export type AgreementKind = {
  readonly id: string;
  readonly name: string;
  /** The text of the agreement; empty where it is on paper. */
  readonly text: string;
  readonly lastsText: string;
};

export type AgreementForm = {
  /** The checkout that waits for it; null = none, it is recorded on the record. */
  readonly entryId: number | null;
  readonly card: string;
  /** One, or those to choose from. */
  readonly kinds: readonly AgreementKind[];
  /** The code of the chosen one; empty = none yet. */
  readonly kind: string;
  readonly how: 'paper' | 'screen';
  /** The signer. */
  readonly signer: 'patron' | 'sponsor';
  /** A card of the sponsor. */
  readonly sponsor: string;
  /** Typed by the signer. */
  readonly name: string;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type AgreementsState = {
  readonly form: AgreementForm | null;
  /** The patron of the last recorded agreement, for their record. */
  readonly done: string | null;
};

export type Agreements = {
  readonly store: StoreApi<AgreementsState>;
  readonly begin: (entry: Entry) => Promise<void>;
  /** Opens the form on the record of a patron, or closes it. */
  readonly toggle: (card: string) => Promise<void>;
  readonly change: (change: Partial<Pick<AgreementForm, 'kind' | 'how' | 'signer' | 'sponsor' | 'name'>>) => void;
  /** Records it, and lends the unit that waits. */
  readonly save: () => Promise<void>;
  readonly close: () => void;
  /** Clears the message about the last one. */
  readonly forget: () => void;
  /** A card that was scanned; false where no form waits for one. */
  readonly takeCard: (number: string) => boolean;
};

type AgreementParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store' | 'lendAgain' | 'openPatron'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

const BLANK = { how: 'paper', signer: 'patron', sponsor: '', name: '', isBusy: false, error: null } as const;

export function createAgreements({ link, work, play, focus }: AgreementParts): Agreements {
  const store = createStore<AgreementsState>(() => ({ form: null, done: null }));
  const change = (by: Partial<AgreementForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...by } }));
  work.store.subscribe(({ notices }, before) => {
    const waits = store.getState().form?.entryId ?? null;
    if (notices.checkout !== before.notices.checkout && waits !== null) store.setState({ form: null });
  });
  link.on('session.changed', () => store.setState({ form: null, done: null }));
  const asking = async (): Promise<readonly AgreementKind[]> => {
    const answer = await link.ask('equipment.kinds', {});
    return answer.ok ? answer.value.kinds.flatMap(kindThatAsks) : [];
  };
  return {
    store,
    async begin(entry) {
      const asked = agreementAsked(entry);
      if (asked === null || entry.card === null) return;
      const { notices } = work.store.getState();
      const kinds = (await asking()).filter(({ id }) => id === asked);
      if (work.store.getState().notices.checkout !== notices.checkout) return;
      if (kinds.length === 0) return play('refused');
      store.setState({ form: { ...BLANK, entryId: entry.id, card: entry.card, kinds, kind: asked } });
    },
    async toggle(card) {
      const { form } = store.getState();
      if (form?.card === card && form.entryId === null) return store.setState({ form: null, done: null });
      const kinds = await asking();
      const [only] = kinds.length === 1 ? kinds : [];
      store.setState({ form: { ...BLANK, entryId: null, card, kinds, kind: only?.id ?? '' }, done: null });
    },
    change: (by) => change({ ...by, error: null }),
    async save() {
      const { form } = store.getState();
      if (form === null || !isReady(form)) return;
      change({ isBusy: true, error: null });
      const error = faultOf(await link.act('patron.signAgreement', signed(form)));
      if (error !== null) {
        change({ isBusy: false, error });
        return play('refused');
      }
      store.setState({ form: null, done: form.entryId === null ? form.card : null });
      if (form.entryId === null) {
        play('done');
        return work.openPatron(form.card);
      }
      focus();
      await work.lendAgain(form.entryId);
    },
    close() {
      store.setState({ form: null });
      focus();
    },
    forget: () => store.setState({ done: null }),
    takeCard(number) {
      const { form } = store.getState();
      const isOpen = form !== null && form.entryId === null && work.store.getState().patron?.view?.card === form.card;
      if (!isOpen || form.signer !== 'sponsor') return false;
      change({ sponsor: number, error: null });
      play('card');
      return true;
    },
  };
}

/** Whether everything is there that is recorded. */
export function isReady({ kind, how, name, signer, sponsor, isBusy }: AgreementForm): boolean {
  const isSigned = how === 'paper' || name.trim() !== '';
  return !isBusy && kind !== '' && isSigned && (signer === 'patron' || sponsor.trim() !== '');
}

function kindThatAsks({ id, name, agreement }: EquipmentKindView): AgreementKind[] {
  return agreement === null ? [] : [{ id, name, ...agreement }];
}

function signed({ card, kind, how, name, signer, sponsor }: AgreementForm): MethodInput<'patron.signAgreement'> {
  return {
    card,
    kind,
    how,
    ...(how === 'screen' ? { name: name.trim() } : {}),
    ...(signer === 'sponsor' ? { sponsor: sponsor.trim() } : {}),
  };
}
