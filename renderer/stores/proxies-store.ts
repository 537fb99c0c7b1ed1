// The form that names a proxy on the record of a sponsor. A card that is scanned while it is open is that of the proxy. Typed fields stay while its
// place is left.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type ProxyForm = {
  /** The sponsor, by the card that stands for them. */
  readonly card: string;
  /** A card of the person who may borrow for them. */
  readonly proxy: string;
  /** A local day, or empty. */
  readonly until: string;
  readonly reason: string;
  /** How often a card was scanned into it. */
  readonly scans: number;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type ProxiesState = {
  readonly form: ProxyForm | null;
  /** The sponsor whose proxy was named last. */
  readonly done: string | null;
};

export type Proxies = {
  readonly store: StoreApi<ProxiesState>;
  /** Opens the form of a sponsor, or closes it. */
  readonly toggle: (card: string) => void;
  readonly change: (more: Partial<Pick<ProxyForm, 'proxy' | 'until' | 'reason'>>) => void;
  readonly save: () => Promise<void>;
  readonly cancel: () => void;
  /** Clears the message about the last named proxy. */
  readonly forget: () => void;
  /** A card that was scanned; false where no form waits for one. */
  readonly takeCard: (number: string) => boolean;
};

const BLANK = { proxy: '', until: '', reason: '', scans: 0, isBusy: false, error: null } as const;

export function createProxies({
  link,
  work,
  play,
}: {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'openPatron' | 'store'>;
  readonly play: (tone: Tone) => void;
}): Proxies {
  const store = createStore<ProxiesState>(() => ({ form: null, done: null }));
  const change = (more: Partial<ProxyForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...more } }));
  onOtherPerson(link, () => store.setState({ form: null, done: null }));
  return {
    store,
    toggle(card) {
      const isOpen = store.getState().form?.card === card;
      store.setState({ done: null, form: isOpen ? null : { ...BLANK, card } });
    },
    change: (more) => change({ ...more, error: null }),
    async save() {
      const { form } = store.getState();
      if (form === null || form.isBusy || form.proxy.trim() === '') return;
      change({ isBusy: true, error: null });
      const { card, proxy, until, reason } = form;
      const asked = { card, proxy: proxy.trim(), until: until === '' ? null : until, reason: reason.trim() };
      const fault = faultOf(await link.act('patron.addProxy', asked));
      play(fault === null ? 'done' : 'refused');
      if (fault !== null) return change({ isBusy: false, error: fault });
      store.setState({ form: null, done: card });
      await work.openPatron(card);
    },
    cancel: () => store.setState({ form: null }),
    forget: () => store.setState({ done: null }),
    takeCard(number) {
      const { form } = store.getState();
      const isTheirs = form !== null && work.store.getState().patron?.view?.card === form.card;
      if (!isTheirs) return false;
      change({ proxy: number, scans: form.scans + 1, error: null });
      play('card');
      return true;
    },
  };
}
