// Whether the worklist's keys act on a card or row. Only the two that change are drawn again when the keys move on.

import { useDeskStore } from '../../desk/desk-context.ts';
import { chosenStep } from '../../stores/worklist-steps.ts';

export function useIsChosen(stepId: string): boolean {
  return useDeskStore(
    (desk) => desk.worklist.store,
    ({ exceptions, chosen }) => (chosen ?? chosenStep(exceptions, null)?.id) === stepId,
  );
}

/** Shows what the keys act on. */
export function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
