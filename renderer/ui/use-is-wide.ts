// Whether the window is as wide as a large monitor, where the third column stands.

import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 1600px)';

export function useIsWide(): boolean {
  return useSyncExternalStore(follow, () => window.matchMedia(WIDE).matches);
}

function follow(onChange: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
