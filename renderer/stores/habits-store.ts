// Keys of the library's own, and rights that come with the lessons, while a person edits them. Nothing is set before they gave their PIN.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { HabitsInput, HabitsView } from '../../shared/views/habits.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type HabitsState = {
  readonly view: HabitsView | null;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  readonly error: BridgeError | null;
};

export type HabitsStore = {
  readonly store: StoreApi<HabitsState>;
  readonly begin: () => Promise<void>;
  readonly save: (habits: HabitsInput['habits'], pin: string) => Promise<boolean>;
  /** Clears the message about the last change. */
  readonly quiet: () => void;
};

const NOTHING: HabitsState = { view: null, isBusy: false, isSaved: false, error: null };

/** Another person set others meanwhile, or the server did not keep all: the values in force are shown, so that unseen ones are not overwritten. */
const HOLDS_OTHERS: ReadonlySet<string> = new Set(['HF-RULES-009', 'HF-RULES-012']);

export function createHabits(link: DeskLink): HabitsStore {
  const store = createStore<HabitsState>(() => NOTHING);
  link.on('session.changed', () => store.setState(NOTHING));
  const load = async (error: BridgeError | null): Promise<void> => {
    store.setState({ ...NOTHING, isBusy: true });
    const answer = await link.ask('library.habits', {});
    store.setState(answer.ok ? { isBusy: false, view: answer.value, error } : { isBusy: false, error: answer.error });
  };
  return {
    store,
    begin: () => (store.getState().isBusy ? Promise.resolve() : load(null)),
    async save(habits, pin) {
      const { isBusy, view } = store.getState();
      if (isBusy || view === null) return false;
      store.setState({ isBusy: true, isSaved: false, error: null });
      const answer = await link.act('library.changeHabits', { habits, seen: view.habits, pin });
      if (answer.ok) store.setState({ isBusy: false, isSaved: true, view: answer.value });
      else if (HOLDS_OTHERS.has(answer.error.code)) await load(answer.error);
      else store.setState({ isBusy: false, error: answer.error });
      return answer.ok;
    },
    quiet: () => store.setState({ isSaved: false, error: null }),
  };
}
