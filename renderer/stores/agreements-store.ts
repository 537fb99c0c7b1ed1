// The agreement that a kind of equipment asks for: recorded in place of the answer that asked for it, and the unit is lent once it is. The next answer
// closes it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { agreementAsked } from './work/next-step.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';
import type { Entry } from './work/work-state.ts';

export type AgreementForm = {
  /** The checkout that waits for it. */
  readonly entryId: number;
  readonly card: string;
  readonly kind: string;
  readonly kindName: string;
  /** What is agreed to; empty where the paper says it. */
  readonly text: string;
  readonly lastsText: string;
  readonly how: 'paper' | 'screen';
  /** Typed by the patron. */
  readonly name: string;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type Agreements = {
  readonly store: StoreApi<{ readonly form: AgreementForm | null }>;
  readonly begin: (entry: Entry) => Promise<void>;
  readonly change: (change: Partial<Pick<AgreementForm, 'how' | 'name'>>) => void;
  /** Records it and lends the unit. */
  readonly save: () => Promise<void>;
  readonly close: () => void;
};

type AgreementParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store' | 'lendAgain'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

export function createAgreements({ link, work, play, focus }: AgreementParts): Agreements {
  const store = createStore<{ readonly form: AgreementForm | null }>(() => ({ form: null }));
  const change = (by: Partial<AgreementForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...by } }));
  work.store.subscribe(({ notices }, before) => {
    if (notices.checkout !== before.notices.checkout) store.setState({ form: null });
  });
  link.on('session.changed', () => store.setState({ form: null }));
  return {
    store,
    async begin(entry) {
      const asked = agreementAsked(entry);
      if (asked === null || entry.card === null) return;
      const { notices } = work.store.getState();
      const answer = await link.ask('equipment.kinds', {});
      if (work.store.getState().notices.checkout !== notices.checkout) return;
      const kind = answer.ok ? answer.value.kinds.find(({ id }) => id === asked) : undefined;
      if (kind === undefined || kind.agreement === null) return play('refused');
      const { text, lastsText } = kind.agreement;
      const typed = { how: 'paper', name: '', isBusy: false, error: null } as const;
      const about = { entryId: entry.id, card: entry.card, kind: kind.id, kindName: kind.name };
      store.setState({ form: { ...about, text, lastsText, ...typed } });
    },
    change: (by) => change({ ...by, error: null }),
    async save() {
      const { form } = store.getState();
      if (form === null || form.isBusy) return;
      change({ isBusy: true, error: null });
      const error = faultOf(await link.act('patron.signAgreement', signed(form)));
      if (error !== null) {
        change({ isBusy: false, error });
        return play('refused');
      }
      store.setState({ form: null });
      focus();
      await work.lendAgain(form.entryId);
    },
    close() {
      store.setState({ form: null });
      focus();
    },
  };
}

function signed({ card, kind, how, name }: AgreementForm): MethodInput<'patron.signAgreement'> {
  return { card, kind, how, ...(how === 'screen' ? { name: name.trim() } : {}) };
}
