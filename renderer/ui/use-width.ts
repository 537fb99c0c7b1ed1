// How much room the window gives: a third column on a large monitor, one column alone on a zoomed page.

import { useSyncExternalStore } from 'react';
import { NARROW } from '../stores/view-store.ts';

const BELOW_LEDGER = '(width < 1280px)';
const WIDE = '(min-width: 1600px)';

/** Whether the window is as wide as a large monitor, where the third column stands. */
export function useIsWide(): boolean {
  return useMatch(WIDE);
}

/** Whether there is room for one column alone: the column beside the place is a strip above it then, and opens over it. */
export function useIsNarrow(): boolean {
  return useMatch(NARROW);
}

/** Whether a ledger has a column beside the work; else it takes all below the scan box. */
export function useHasLedgerColumn(): boolean {
  return !useMatch(BELOW_LEDGER);
}

function useMatch(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const match = window.matchMedia(query);
      match.addEventListener('change', onChange);
      return () => match.removeEventListener('change', onChange);
    },
    () => window.matchMedia(query).matches,
  );
}
