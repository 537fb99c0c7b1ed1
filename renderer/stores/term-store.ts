// A term's list of staff: the chosen file, its preview, and its result. New PINs are cleared when the person leaves.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { TermDone, TermPlanView } from '../../shared/views/term-list.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type TermState = {
  readonly text: string;
  /** Null: no file was chosen. */
  readonly plan: TermPlanView | null;
  readonly done: TermDone | null;
  /** Rows of the list that was done which were not taken: somebody mends them. */
  readonly left: TermPlanView['refused'];
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type TermList = {
  readonly store: StoreApi<TermState>;
  /** Looks at the text of a file. */
  readonly look: (text: string) => Promise<void>;
  readonly take: (pin: string) => Promise<void>;
  readonly drop: () => void;
};

const NOTHING: TermState = { text: '', plan: null, done: null, left: [], isBusy: false, error: null };

/** `onDone`: people are others than before. */
export function createTermList(link: DeskLink, onDone: () => void): TermList {
  const store = createStore<TermState>(() => NOTHING);
  // An answer that comes after the person left is shown to no one.
  const visit = { count: 0 };
  const drop = (): void => {
    visit.count += 1;
    store.setState(NOTHING);
  };
  link.on('session.changed', drop);
  return {
    store,
    drop,
    async look(text) {
      drop();
      const began = visit.count;
      store.setState({ text, isBusy: true });
      const answer = await link.ask('people.lookAtList', { text });
      if (visit.count !== began) return;
      store.setState(answer.ok ? { isBusy: false, plan: answer.value } : { isBusy: false, error: answer.error });
    },
    async take(pin) {
      const { text, plan, isBusy } = store.getState();
      if (isBusy) return;
      const began = visit.count;
      store.setState({ isBusy: true, error: null });
      const answer = await link.act('people.takeList', { text, pin });
      if (visit.count !== began) return;
      if (!answer.ok) return store.setState({ isBusy: false, error: answer.error });
      store.setState({ ...NOTHING, done: answer.value, left: plan?.refused ?? [] });
      onDone();
    },
  };
}
