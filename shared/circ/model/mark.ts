// Marks: statuses that say what a person must do with a copy before anybody has it again. A scan says where the copy is and nothing of what is
// wrong with it, so no scan takes a mark away, only the person who set it: the cataloger in the library system, by the next import.

import type { Item, ItemBase, ItemStatus, ShelfStatus } from './item.ts';

/** What a check-in makes of a copy that bears a mark. */
export type MarkRoute = 'repair' | 'in-process' | 'withdrawn';

const ROUTES = {
  damaged: 'repair',
  bindery: 'repair',
  'in-process': 'in-process',
  'on-order': 'in-process',
  cataloging: 'in-process',
  discarded: 'withdrawn',
} as const satisfies Partial<Record<ShelfStatus, MarkRoute>>;

export type Mark = keyof typeof ROUTES;

/** A status as a mark; null where it is none. */
export function markIn(status: ItemStatus): Mark | null {
  return isMark(status) ? status : null;
}

function isMark(status: ItemStatus): status is Mark {
  return Object.hasOwn(ROUTES, status);
}

/** The mark that a timeline begins with, which stands until a person takes it away. */
export function markOfBase({ where }: Pick<ItemBase, 'where'>): Mark | null {
  return markIn(where.status);
}

/** The mark of a copy, also while it is lent or on its way. */
export function markOf({ state, base }: Pick<Item, 'state' | 'base'>): Mark | null {
  return markIn(state.status) ?? markOfBase(base);
}

/** Where a copy goes that bears a mark. */
export function routeOfMark(mark: Mark): MarkRoute {
  return ROUTES[mark];
}

/** The same starting point with the mark that another one has. */
export function withMarkOf(base: ItemBase, other: Pick<ItemBase, 'where'>): ItemBase {
  const { where } = base;
  const mark = markOfBase(other);
  const isPlain = where.status === 'available' || markIn(where.status) !== null;
  return isPlain && mark !== markIn(where.status)
    ? { ...base, where: { status: mark ?? 'available', branch: where.branch } }
    : base;
}
