// The desk's time of now for a component, ticking no more often than it must.

import { useEffect, useState } from 'react';
import type { Instant } from '../../shared/core/instant.ts';
import { useDesk } from '../desk/desk-context.ts';

/** Now, drawn again every `everyMs`. */
export function useNow(everyMs: number): Instant {
  const { clock } = useDesk();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => clock.every(everyMs, () => setNow(clock.now())), [clock, everyMs]);
  return now;
}
