// The question before a person locks the desk or signs out with work that is not saved. Nobody who is away is waited for: the lock goes on by itself.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PageClock } from '../clock/page-clock.ts';
import type { Station } from './station.ts';
import type { SettingsSection } from './view-store.ts';

/** Sections of Settings with typed work, and `form`: a form elsewhere. */
export type Unsaved = SettingsSection | 'form';

export type LeavingState = {
  readonly asked: 'lock' | 'signOut' | null;
  readonly unsaved: readonly Unsaved[];
};

export type Leaving = {
  readonly store: StoreApi<LeavingState>;
  /** Asks first where something is not saved; asked again, it goes. */
  readonly lock: () => void;
  readonly signOut: () => void;
  /** The answer: goes on, or not. */
  readonly go: () => void;
  readonly stay: () => void;
  readonly close: () => void;
};

/** A person who locks and walks away leaves no patron's data on the screen for longer. */
const LOCKS_ANYWAY_MS = 10_000;

type LeavingParts = {
  readonly station: Station;
  readonly clock: Pick<PageClock, 'after'>;
  readonly unsaved: () => readonly Unsaved[];
  /** Drops it all. */
  readonly discard: () => void;
};

export function createLeaving({ station, clock, unsaved, discard }: LeavingParts): Leaving {
  const store = createStore<LeavingState>(() => ({ asked: null, unsaved: [] }));
  const timer = { stop: (): void => undefined };
  const leave = (asked: 'lock' | 'signOut'): void => {
    if (asked === 'signOut' && unsaved().length > 0) discard();
    void (asked === 'lock' ? station.lock() : station.signOut());
  };
  const stay = (): void => {
    timer.stop();
    store.setState({ asked: null });
  };
  const ask = (asked: 'lock' | 'signOut'): void => {
    const now = unsaved();
    if (now.length === 0 || store.getState().asked === asked) return leave(asked);
    timer.stop();
    store.setState({ asked, unsaved: now });
    if (asked === 'lock') timer.stop = clock.after(LOCKS_ANYWAY_MS, () => leave('lock'));
  };
  // However it was locked, the lock says what waits behind it.
  const stopLooking = station.store.subscribe(({ gate }, before) => {
    if (gate === before.gate) return;
    timer.stop();
    store.setState({ asked: null, unsaved: gate === 'locked' ? unsaved() : [] });
  });
  return {
    store,
    lock: () => ask('lock'),
    signOut: () => ask('signOut'),
    go() {
      const { asked } = store.getState();
      if (asked !== null) leave(asked);
    },
    stay,
    close() {
      timer.stop();
      stopLooking();
    },
  };
}
