// Changes over to practice and back. The page then talks to another desk, so it begins anew; its memory of the real work stays apart.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { LessonsView } from '../../shared/views/lessons.ts';
import type { DeskView } from '../../shared/views/session.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { MemoryPlace } from './work/work-memory.ts';

/** `problem`: why practice did not begin. */
export type PracticeState = {
  readonly isStarting: boolean;
  readonly problem: BridgeError | null;
  /** In practice: the tasks of a first shift; null until they are here. */
  readonly lessons: LessonsView | null;
  readonly areLessonsOpen: boolean;
};

export type Practice = {
  readonly store: StoreApi<PracticeState>;
  /** Whether this is practice. */
  readonly isOn: () => boolean;
  /** Begins to ask whether to go there. */
  readonly ask: () => void;
  readonly begin: () => Promise<void>;
  readonly leave: () => Promise<void>;
  /** Reads again which tasks are done; nothing outside of practice. */
  readonly loadLessons: () => Promise<void>;
  readonly toggleLessons: () => void;
  /** Stores of the work, for this tab and for good: practice reads nothing of the real desk there, and leaves nothing behind. */
  readonly memory: { readonly storage: MemoryPlace; readonly lasting: MemoryPlace };
};

/** Page functions that it needs. */
export type PracticePage = {
  readonly location: Pick<Location, 'reload'>;
  readonly sessionStorage: MemoryPlace;
  readonly localStorage: MemoryPlace;
};

/** Makes it, and begins to listen for a change that another window asked for. */
export function createPractice(link: DeskLink, page: PracticePage, desk: () => DeskView | null): Practice {
  const isOn = (): boolean => desk()?.isPractice ?? false;
  const store = createStore<PracticeState>(() => ({
    isStarting: false,
    problem: null,
    lessons: null,
    areLessonsOpen: false,
  }));
  const loadLessons = async (): Promise<void> => {
    if (!isOn()) return;
    const answer = await link.ask('lesson.view', {});
    if (answer.ok) store.setState({ lessons: answer.value });
  };
  link.on('session.changed', () => void loadLessons());
  link.on('desk.changed', ({ acts }) => {
    if (acts) void loadLessons();
  });
  link.on('practice.changed', () => page.location.reload());
  return {
    store,
    isOn,
    ask() {
      if (!store.getState().isStarting) store.setState({ problem: null });
    },
    async begin() {
      if (store.getState().isStarting) return;
      store.setState({ isStarting: true, problem: null });
      const answer = await link.act('practice.begin', {});
      // Once it began, the event, which every window gets, reloads the page; until then nothing else begins.
      if (!answer.ok) store.setState({ isStarting: false, problem: answer.error });
    },
    loadLessons,
    toggleLessons: () => store.setState(({ areLessonsOpen }) => ({ areLessonsOpen: !areLessonsOpen })),
    async leave() {
      await link.act('practice.end', {});
    },
    memory: { storage: apart(page.sessionStorage, isOn), lasting: apart(page.localStorage, isOn) },
  };
}

function apart(place: MemoryPlace, isOn: () => boolean): MemoryPlace {
  const named = (key: string): string => (isOn() ? `${key}.practice` : key);
  return {
    getItem: (key) => place.getItem(named(key)),
    setItem: (key, value) => place.setItem(named(key), value),
    removeItem: (key) => place.removeItem(named(key)),
  };
}
