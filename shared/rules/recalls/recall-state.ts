// The states of a recall, and which of them still ask for the item.

/** Every state, and whether the recall goes on. */
export const RECALL_STATES = {
  requested: 'current',
  overdue: 'current',
  waiting: 'current',
  in_transit: 'current',
  cancelled: 'finished',
  expired: 'finished',
  fulfilled: 'finished',
} as const;

export type RecallState = keyof typeof RECALL_STATES;

/** Whether a recall still asks for the item. */
export function isCurrentRecall(state: RecallState): boolean {
  return RECALL_STATES[state] === 'current';
}

/** Whether a text names a state. */
export function isRecallState(text: string): text is RecallState {
  return Object.hasOwn(RECALL_STATES, text);
}
