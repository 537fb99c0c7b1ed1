// How much room the window gives: a third column on a large monitor, one column alone on a zoomed page.

import { useSyncExternalStore } from 'react';
import { NARROW } from '../stores/view-store.ts';

const WIDE = '(min-width: 1600px)';

/** Whether the window is as wide as a large monitor, where the third column stands. */
export function useIsWide(): boolean {
  return useMatch(WIDE);
}

/** Whether there is room for one column alone: what stands beside the place is a strip above it, and opens over it. */
export function useIsNarrow(): boolean {
  return useMatch(NARROW);
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
