// The last state of the line from the desk core, and whether the core itself can be reached.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Reach } from '../bridge/reach-state.ts';
import type { PageClock } from '../clock/page-clock.ts';

export type LineState = {
  readonly reach: Reach;
  /** Since when the core has been out of reach, on the page's own clock; null while it answers. */
  readonly downSinceMono: number | null;
  readonly status: SyncStatus | null;
};

export type Line = {
  readonly store: StoreApi<LineState>;
  readonly load: () => Promise<void>;
  readonly syncNow: () => Promise<void>;
  readonly setPaused: (on: boolean) => Promise<void>;
  /** Marks the note that the server was restored as read. */
  readonly seenRestore: (restoredAt: string) => Promise<void>;
  /** Stops asking. */
  readonly close: () => void;
};

/** The moment up to which the copy is complete moves by itself, without an event. */
const LOOK_MS = 15_000;

/** Follows the line for as long as the page lives. `isWanted`: a person is there to read it. */
export function createLine(link: DeskLink, clock: PageClock, isWanted: () => boolean): Line {
  const store = createStore<LineState>(() => ({ reach: 'up', downSinceMono: null, status: null }));
  const heard = (status: SyncStatus): void => {
    clock.setOffset(status.clock.offsetMs);
    store.setState({ status });
  };
  const take = async (
    asked: Promise<{ ok: true; value: SyncStatus } | { ok: false; error: unknown }>,
  ): Promise<void> => {
    const answer = await asked;
    if (answer.ok) heard(answer.value);
  };
  const load = (): Promise<void> => take(link.ask('sync.status', {}));
  link.on('link.changed', heard);
  const look = { isAsking: false };
  const stopLooking = clock.every(LOOK_MS, () => {
    if (look.isAsking || store.getState().reach !== 'up' || !isWanted()) return;
    look.isAsking = true;
    void load().finally(() => (look.isAsking = false));
  });
  link.onReach((reach) => {
    const wasDown = store.getState().reach !== 'up';
    store.setState({ reach, downSinceMono: reach === 'up' ? null : clock.mono() });
    if (reach === 'up' && wasDown) void load();
  });
  return {
    store,
    load,
    syncNow: () => take(link.ask('sync.now', {})),
    setPaused: (on) => take(link.ask('sync.pause', { on })),
    seenRestore: (restoredAt) => take(link.ask('sync.seenRestore', { restoredAt })),
    close: stopLooking,
  };
}
