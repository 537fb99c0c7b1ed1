// The question before a person signs out with work that is not saved. The lock asks nothing: the person who locks walks away, and typed work waits behind it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Station } from './station.ts';
import type { SettingsSection } from './view-store.ts';

/** Sections of Settings with typed work, and `form`: a form elsewhere. */
export type Unsaved = SettingsSection | 'form';

export type LeavingState = {
  readonly isAsked: boolean;
  /** Work that would go, or that waits behind the lock. */
  readonly unsaved: readonly Unsaved[];
};

export type Leaving = {
  readonly store: StoreApi<LeavingState>;
  /** Asks first where something is not saved; asked again, it goes. */
  readonly signOut: () => void;
  /** The answer: goes on, or not. */
  readonly go: () => void;
  readonly stay: () => void;
  readonly close: () => void;
};

type LeavingParts = {
  readonly station: Station;
  readonly unsaved: () => readonly Unsaved[];
  /** Drops it all. */
  readonly discard: () => void;
};

export function createLeaving({ station, unsaved, discard }: LeavingParts): Leaving {
  const store = createStore<LeavingState>(() => ({ isAsked: false, unsaved: [] }));
  const leave = (): void => {
    if (unsaved().length > 0) discard();
    void station.signOut();
  };
  // However it was locked, the lock says what waits behind it.
  const stopLooking = station.store.subscribe(({ gate }, before) => {
    if (gate !== before.gate) store.setState({ isAsked: false, unsaved: gate === 'locked' ? unsaved() : [] });
  });
  return {
    store,
    signOut() {
      const now = unsaved();
      if (now.length === 0 || store.getState().isAsked) leave();
      else store.setState({ isAsked: true, unsaved: now });
    },
    go() {
      if (store.getState().isAsked) leave();
    },
    stay: () => store.setState({ isAsked: false }),
    close: stopLooking,
  };
}
