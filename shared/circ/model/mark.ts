// Marks: work that a copy needs, or notes about it, before its next loan. A scan says where the copy is and nothing of
// its faults, so no scan takes a mark away but *missing*. They come from two sides: a status of the library system,
// which its next import changes, and acts of people at desks, which clear either.

import { ItemMarkSchema, type ItemMark } from '../../core/item-mark.ts';
import type { Item, ItemBase, ItemState, ItemStatus, ShelfStatus } from './item.ts';

/** Routing of a marked copy at its check-in. */
export type MarkRoute = 'repair' | 'inspect' | 'in-process' | 'withdrawn';

/** Statuses of the library system that are marks, each as people at a desk name it. */
const MARKS = {
  damaged: 'damaged',
  bindery: 'in-repair',
  'in-process': 'in-process',
  'on-order': 'in-process',
  cataloging: 'in-process',
  discarded: 'withdrawn',
} as const satisfies Partial<Record<ShelfStatus, ItemMark>>;

/** A status of the library system that is a mark. */
export type Mark = keyof typeof MARKS;

/** The status of a copy on its shelf by its first mark: those that rules and older desks know. */
const STATUS_OF = {
  withdrawn: 'discarded',
  missing: 'missing',
  'in-repair': 'bindery',
  damaged: 'damaged',
  inspect: 'in-process',
  'in-process': 'in-process',
} as const satisfies Record<ItemMark, ShelfStatus>;

const ROUTES = {
  'in-repair': 'repair',
  damaged: 'repair',
  inspect: 'inspect',
  'in-process': 'in-process',
  withdrawn: 'withdrawn',
} as const satisfies Record<Exclude<ItemMark, 'missing'>, MarkRoute>;

/** A mark that no scan clears. */
export type LastingMark = keyof typeof ROUTES;

/** A status as a mark; null where it is none. */
export function markIn(status: ItemStatus): Mark | null {
  return isMark(status) ? status : null;
}

function isMark(status: ItemStatus): status is Mark {
  return Object.hasOwn(MARKS, status);
}

/** The mark that a timeline begins with, which stands until a person takes it away. */
export function markOfBase({ where }: Pick<ItemBase, 'where'>): Mark | null {
  return markIn(where.status);
}

/** A status of the library system as people at a desk name it; null where it is no mark. */
export function itemMarkIn(status: ItemStatus): ItemMark | null {
  if (status === 'missing') return status;
  return isMark(status) ? MARKS[status] : null;
}

/** Marks in their one order, each once: the first is the one to act on. */
export function sortedMarks(marks: Iterable<ItemMark>): ItemMark[] {
  const standing = new Set(marks);
  return ItemMarkSchema.options.filter((mark) => standing.has(mark));
}

/** Every mark of a copy, also while it is lent or on its way. */
export function marksOf({ state, base }: Pick<Item, 'state' | 'base'>): readonly ItemMark[] {
  if (state.marks !== undefined) return state.marks;
  const mark = itemMarkIn(state.status) ?? itemMarkIn(markOfBase(base) ?? 'available');
  return mark === null ? [] : [mark];
}

/** Statuses of marked copies that are not at hand. */
const ELSEWHERE: ReadonlySet<ItemStatus> = new Set<ItemStatus>([
  'missing',
  'in-transit',
  'in-question',
  'on-loan',
  'lost',
  'discarded',
]);

/** Whether a copy that is at hand waits to be inspected. One whose loan goes on for a missing part came back. */
export function isToInspect({ status, marks = [], missingParts = [] }: ItemState): boolean {
  if (!marks.includes('inspect')) return false;
  const isKept =
    (status === 'on-loan' || status === 'lost') && missingParts.some(({ keepsLoan }) => keepsLoan === true);
  return isKept || !ELSEWHERE.has(status);
}

/** The first mark that stays when a copy comes in; null where there is none. */
export function lastingMark(item: Pick<Item, 'state' | 'base'>): LastingMark | null {
  return marksOf(item).find((mark) => mark !== 'missing') ?? null;
}

/** The status as shown: the mark in its own word, where the status is that of the mark. */
export function shownStatus({ status, marks = [] }: Pick<ItemState, 'status' | 'marks'>): ItemStatus | ItemMark {
  const [first] = marks;
  return first !== undefined && STATUS_OF[first] === status ? first : status;
}

/** The status on its shelf that the first of some marks gives a copy; null where there is none. */
export function markedStatus(marks: readonly ItemMark[]): ShelfStatus | null {
  const [first] = marks;
  return first === undefined ? null : STATUS_OF[first];
}

/** Where a copy goes that bears a mark. */
export function routeOfMark(mark: LastingMark): MarkRoute {
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
