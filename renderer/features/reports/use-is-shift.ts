// Which half of Shift & reports is shown.

import { useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';

/** Whether the shift is shown: also to a person who may read no report. */
export function useIsShift(): boolean {
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  const mayRead = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'read-reports'),
  );
  return part === 'shift' || (part === 'reports' && !mayRead);
}
