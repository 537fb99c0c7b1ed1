// How missing parts are settled, in the library and at each branch. Nothing is set before the person gave their PIN.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { PartTermsSet, PartTermsView } from '../../shared/views/part-terms.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type PartPlace = PartTermsView['places'][number];

export type PartTermsState = {
  readonly view: PartTermsView | null;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  readonly error: BridgeError | null;
};

export type PartTermsStore = {
  readonly store: StoreApi<PartTermsState>;
  readonly begin: () => Promise<void>;
  /** Null = as the place above. */
  readonly save: (place: PartPlace, terms: PartTermsSet | null, pin: string) => Promise<void>;
  /** Clears the message about the last change. */
  readonly quiet: () => void;
};

const NOTHING: PartTermsState = { view: null, isBusy: false, isSaved: false, error: null };

/** Another person set others meanwhile: these are shown, so that unseen values are not overwritten. */
const SET_MEANWHILE = 'HF-RULES-009';

export function createPartTerms(link: DeskLink): PartTermsStore {
  const store = createStore<PartTermsState>(() => NOTHING);
  link.on('session.changed', () => store.setState(NOTHING));
  const load = async (error: BridgeError | null): Promise<void> => {
    store.setState({ ...NOTHING, isBusy: true });
    const answer = await link.ask('rules.parts', {});
    store.setState(answer.ok ? { isBusy: false, view: answer.value, error } : { isBusy: false, error: answer.error });
  };
  return {
    store,
    begin: () => (store.getState().isBusy ? Promise.resolve() : load(null)),
    async save({ branch, own: seen }, terms, pin) {
      if (store.getState().isBusy) return;
      store.setState({ isBusy: true, isSaved: false, error: null });
      const answer = await link.act('rules.changeParts', { branch, terms, seen, pin });
      if (answer.ok) store.setState({ isBusy: false, isSaved: true, view: answer.value });
      else if (answer.error.code === SET_MEANWHILE) await load(answer.error);
      else store.setState({ isBusy: false, error: answer.error });
    },
    quiet: () => store.setState({ isSaved: false, error: null }),
  };
}
