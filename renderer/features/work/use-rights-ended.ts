// Whether this desk has been without its server for so long that only basic circulation is left: then no role may close
// anything here.

import { useDeskStore } from '../../desk/desk-context.ts';
import { useNow } from '../../ui/use-now.ts';

const TICK_MS = 60_000;

export function useRightsEnded(): boolean {
  const now = useNow(TICK_MS);
  const status = useDeskStore(
    (desk) => desk.line.store,
    (state) => state.status,
  );
  if (status === null || status.online || status.fullRightsUntil === null) return false;
  return Date.parse(status.fullRightsUntil) <= now;
}
