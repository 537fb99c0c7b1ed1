// Locks an idle desk, so that no patron's data stands on an unattended screen. All windows of the desk count as one:
// work in any keeps all open, and when one locks, all do.

import type { DeskWindows } from '../bridge/desk-windows.ts';
import type { PageClock } from '../clock/page-clock.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import type { Station } from '../stores/station.ts';

export type IdleParts = {
  readonly page: Window;
  readonly clock: PageClock;
  readonly settings: SettingsStore;
  readonly station: Station;
  readonly windows: DeskWindows;
};

const LOOK_MS = 5_000;
/** A scanner strikes a hundred keys a second; the other windows need only a sign that a person is there. */
const TELL_MS = 1_000;
const TOUCHES = ['keydown', 'pointerdown', 'wheel'] as const;

/** Watches; returns how to stop. */
export function lockWhenIdle({ page, clock, settings, station, windows }: IdleParts): () => void {
  const seen = { atMono: clock.mono(), toldAtMono: clock.mono() - TELL_MS };
  const isOpen = (): boolean => station.store.getState().gate === 'open';
  const touched = (): void => {
    seen.atMono = clock.mono();
    // Keys typed at a locked window are a person's PIN, not work.
    if (!isOpen() || seen.atMono - seen.toldAtMono < TELL_MS) return;
    seen.toldAtMono = seen.atMono;
    windows.tell('touched');
  };
  for (const touch of TOUCHES) page.addEventListener(touch, touched, { capture: true, passive: true });
  const stopHearing = windows.onWord((word) => {
    if (word === 'touched') seen.atMono = clock.mono();
    else if (isOpen()) void station.lock();
  });
  const stopTelling = station.store.subscribe((now, before) => {
    if (now.gate === 'open' && before.gate !== 'open') seen.atMono = clock.mono();
    if (now.gate === 'locked' && before.gate === 'open') windows.tell('locked');
  });
  const stopLooking = clock.every(LOOK_MS, () => {
    const { locksAfterMin } = settings.getState();
    const isIdle = locksAfterMin > 0 && clock.mono() - seen.atMono >= locksAfterMin * 60_000;
    if (isIdle && isOpen()) void station.lock();
  });
  return () => {
    stopLooking();
    stopHearing();
    stopTelling();
    windows.close();
    for (const touch of TOUCHES) page.removeEventListener(touch, touched, { capture: true });
  };
}
