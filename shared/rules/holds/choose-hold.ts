// Which of several holds a copy fills: those with a copy ready first, then by keys in an order that the library sets.
// Source: loan rules, section 7. Whether a hold may be filled at all is asked before (fulfilment.ts).

/** Sort keys of holds. Distances count steps between libraries; `elsewhere` is 0 for patrons of the copy's own library and 1 for others. */
export const HOLD_KEYS = [
  'pickup-distance',
  'adjusted-pickup-distance',
  'home-distance',
  'adjusted-home-distance',
  'priority',
  'cut-in-line',
  'depth',
  'requested-at',
  'home-since',
  'elsewhere',
  'position',
] as const;
export type HoldKey = (typeof HOLD_KEYS)[number];

/** A waiting hold with its keys; a key that is not known comes last. */
export type HoldCandidate = {
  readonly id: string;
  /** It stands on the shelf or is on its way already: no other one may take the copy. */
  readonly isReady: boolean;
  readonly isSuspended: boolean;
  readonly keys: Readonly<Partial<Record<HoldKey, number>>>;
};

/** Near the copy first; among those at one distance, staff's order, then the older hold. */
export const NEAREST_FIRST: readonly HoldKey[] = [
  'adjusted-pickup-distance',
  'pickup-distance',
  'adjusted-home-distance',
  'priority',
  'cut-in-line',
  'depth',
  'requested-at',
];

/** The older hold first, wherever it is picked up. */
export const OLDEST_FIRST: readonly HoldKey[] = [
  'priority',
  'cut-in-line',
  'requested-at',
  'depth',
  'adjusted-pickup-distance',
  'pickup-distance',
  'adjusted-home-distance',
];

/** The place in the queue alone. */
export const QUEUE_ORDER: readonly HoldKey[] = ['position'];

/** Patrons of the copy's own library first, and among each the place in the queue. */
export const LOCALS_FIRST: readonly HoldKey[] = ['elsewhere', 'position'];

/** The hold that a copy fills; null when none waits. Equal ones are ordered by their ids, so that every desk chooses the same. */
export function chooseHold(holds: readonly HoldCandidate[], order: readonly HoldKey[]): HoldCandidate | null {
  const waiting = holds.filter((hold) => hold.isReady || !hold.isSuspended);
  return waiting.toSorted((a, b) => Number(b.isReady) - Number(a.isReady) || byKeys(a, b, order))[0] ?? null;
}

/** Keys of which more comes first. */
const MORE_FIRST: ReadonlySet<HoldKey> = new Set(['cut-in-line', 'depth']);

function byKeys(a: HoldCandidate, b: HoldCandidate, order: readonly HoldKey[]): number {
  for (const key of order) {
    const [left, right] = [a.keys[key], b.keys[key]];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return MORE_FIRST.has(key) ? right - left : left - right;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
