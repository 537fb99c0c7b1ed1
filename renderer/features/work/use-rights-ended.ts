// Whether this desk has been without its server for so long that only basic circulation is left: then no role may close
// anything here.

import { useStatus } from '../../ui/line-words.tsx';
import { useNow } from '../../ui/use-now.ts';

const TICK_MS = 60_000;

export function useRightsEnded(): boolean {
  const now = useNow(TICK_MS);
  const status = useStatus();
  if (status === null || status.online || status.fullRightsUntil === null) return false;
  return Date.parse(status.fullRightsUntil) <= now;
}
