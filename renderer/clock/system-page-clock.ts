// The browser's clock and timers behind the page's clock port.

import type { PageClock } from './page-clock.ts';

/** The real one. */
export function createSystemPageClock(page: Window): PageClock {
  let shiftMs = 0;
  let offsetMs = 0;
  return {
    now: () => Date.now() + shiftMs + offsetMs,
    mono: () => page.performance.now(),
    setShift(ms) {
      shiftMs = ms;
    },
    setOffset(ms) {
      offsetMs = ms;
    },
    after(ms, done) {
      const timer = page.setTimeout(done, ms);
      return () => page.clearTimeout(timer);
    },
    every(ms, tick) {
      const timer = page.setInterval(tick, ms);
      return () => page.clearInterval(timer);
    },
  };
}
