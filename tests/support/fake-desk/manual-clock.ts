// A page's clock that stands still until a test moves it.

import type { PageClock } from '../../../renderer/clock/page-clock.ts';

export type ManualClock = PageClock & { readonly advance: (ms: number) => void };

type Timer = { at: number; readonly everyMs: number | null; readonly done: () => void };

/** Starts at an instant; the performance clock starts at 0. */
export function createManualClock(start: number): ManualClock {
  const state = { mono: 0, shift: 0, offset: 0 };
  const timers = new Set<Timer>();
  const set = (timer: Timer): (() => void) => {
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const due = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
  return {
    now: () => start + state.mono,
    mono: () => state.mono,
    setShift(ms) {
      state.shift = ms;
    },
    setOffset(ms) {
      state.offset = ms;
    },
    after: (ms, done) => set({ at: state.mono + ms, everyMs: null, done }),
    every: (ms, done) => set({ at: state.mono + ms, everyMs: ms, done }),
    advance(ms) {
      const until = state.mono + ms;
      for (let timer = due(until); timer !== undefined; timer = due(until)) {
        state.mono = Math.max(state.mono, timer.at);
        if (timer.everyMs === null) timers.delete(timer);
        else timer.at += timer.everyMs;
        timer.done();
      }
      state.mono = until;
    },
  };
}
