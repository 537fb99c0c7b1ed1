// Keys of the library's own, and rights that come with the lessons, while a person edits them. Nothing is set before they gave their PIN.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { HabitsInput, HabitsView } from '../../shared/views/habits.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';

export type HabitsState = {
  readonly view: HabitsView | null;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  readonly error: BridgeError | null;
  /** What is typed and not saved, by section; it stays while the person looks elsewhere. */
  readonly drafts: Readonly<Record<string, HabitsDraft>>;
  /** The section whose draft went, since another person set something else there. */
  readonly outdated: string | null;
};

/** A form as it is typed. `over`: what was set when it was begun, as JSON; where another person set something else since, the draft is of no use. */
export type HabitsDraft = { readonly over: string; readonly form: unknown };

export type HabitsStore = {
  readonly store: StoreApi<HabitsState>;
  readonly begin: () => Promise<void>;
  /** Sets them. The draft of the section goes with that. */
  readonly save: (section: string, habits: HabitsInput['habits'], pin: string) => Promise<boolean>;
  /** Keeps a draft; null = there is none. */
  readonly draft: (section: string, draft: HabitsDraft | null) => void;
  /** Drops a draft that another person made outdated. */
  readonly outdate: (section: string) => void;
  /** Clears the message about the last change. */
  readonly quiet: () => void;
};

const NOTHING: HabitsState = { view: null, isBusy: false, isSaved: false, error: null, drafts: {}, outdated: null };

/** Another person set others meanwhile, or the server did not keep all: the values in force are shown, so that unseen ones are not overwritten. */
const HOLDS_OTHERS: ReadonlySet<string> = new Set(['HF-RULES-009', 'HF-RULES-012']);

export function createHabits(link: DeskLink): HabitsStore {
  const store = createStore<HabitsState>(() => NOTHING);
  onOtherPerson(link, () => store.setState(NOTHING));
  const load = async (error: BridgeError | null): Promise<void> => {
    store.setState(({ drafts, outdated }) => ({ ...NOTHING, drafts, outdated, isBusy: true }));
    const answer = await link.ask('library.habits', {});
    store.setState(answer.ok ? { isBusy: false, view: answer.value, error } : { isBusy: false, error: answer.error });
  };
  const draft = (section: string, next: HabitsDraft | null): void =>
    store.setState(({ drafts: { [section]: _, ...others } }) => ({
      drafts: next === null ? others : { ...others, [section]: next },
      outdated: null,
    }));
  return {
    store,
    draft,
    outdate(section) {
      draft(section, null);
      store.setState({ outdated: section });
    },
    begin: () => (store.getState().isBusy ? Promise.resolve() : load(null)),
    async save(section, habits, pin) {
      const { isBusy, view } = store.getState();
      if (isBusy || view === null) return false;
      store.setState({ isBusy: true, isSaved: false, error: null });
      const answer = await link.act('library.changeHabits', { habits, seen: view.habits, pin });
      if (answer.ok) {
        draft(section, null);
        store.setState({ isBusy: false, isSaved: true, view: answer.value });
      } else if (HOLDS_OTHERS.has(answer.error.code)) await load(answer.error);
      else store.setState({ isBusy: false, error: answer.error });
      return answer.ok;
    },
    quiet: () => store.setState({ isSaved: false, error: null, outdated: null }),
  };
}
