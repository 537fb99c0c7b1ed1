// Locks the desk when nobody has touched it for a while, so that no patron's data stands on a screen that nobody watches.

import type { PageClock } from '../clock/page-clock.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import type { Station } from '../stores/station.ts';

export type IdleParts = {
  readonly page: Window;
  readonly clock: PageClock;
  readonly settings: SettingsStore;
  readonly station: Station;
};

const LOOK_MS = 5_000;
const TOUCHES = ['keydown', 'pointerdown', 'wheel'] as const;

/** Watches; returns how to stop. */
export function lockWhenIdle({ page, clock, settings, station }: IdleParts): () => void {
  const seen = { atMono: clock.mono() };
  const touched = (): void => void (seen.atMono = clock.mono());
  for (const touch of TOUCHES) page.addEventListener(touch, touched, { capture: true, passive: true });
  const stopLooking = clock.every(LOOK_MS, () => {
    const { locksAfterMin } = settings.getState();
    const isIdle = locksAfterMin > 0 && clock.mono() - seen.atMono >= locksAfterMin * 60_000;
    if (isIdle && station.store.getState().gate === 'open') void station.lock();
  });
  return () => {
    stopLooking();
    for (const touch of TOUCHES) page.removeEventListener(touch, touched, { capture: true });
  };
}
