// Whether the desk core has been out of reach for longer than the blink of a restart.

import { useEffect, useState } from 'react';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';

/** An outage shorter than this is not shown. */
const CALM_MS = 1_000;

export function useCoreGone(): boolean {
  const { clock } = useDesk();
  const since = useDeskStore(
    (desk) => desk.line.store,
    (state) => state.downSinceMono,
  );
  const [goneSince, setGoneSince] = useState<number | null>(null);
  useEffect(
    () =>
      since === null ? undefined : clock.after(Math.max(0, since + CALM_MS - clock.mono()), () => setGoneSince(since)),
    [since, clock],
  );
  return since !== null && goneSince === since;
}
