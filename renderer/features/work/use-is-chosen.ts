// Whether the worklist's keys act on a card or row. Only the two that change are drawn again when the keys move on.

import { useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { chosenStep } from '../../stores/worklist-steps.ts';

export function useIsChosen(stepId: string): boolean {
  const mayWork = useMayWork();
  const isChosen = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => (state.chosen ?? chosenStep(state, null)?.id) === stepId,
  );
  return mayWork && isChosen;
}

/** Whether this person may close anything, so that the keys have something to do. */
export function useMayWork(): boolean {
  return useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'exception.resolve'),
  );
}

/** Scrolls to the element that the keys act on. */
export function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
