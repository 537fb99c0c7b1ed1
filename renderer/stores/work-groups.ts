// The worklist in its order: items to reroute first, in shelf order; then wrong traps, hourly things, desks, money, patrons, notices, the rest. Pure.

import { inShelfOrder } from '../../shared/callnumbers/shelf-order.ts';
import { AGE_CODE, WORK_GROUPS, type ExceptionKind, type ExceptionView } from '../../shared/views/sync.ts';

export type GroupId = ExceptionView['group'];

/** Exceptions of one code within a group; they may be worked at once. */
export type WorkKind = {
  readonly group: GroupId;
  readonly code: string;
  /** All of them, those that are not here yet too. */
  readonly count: number;
  /** Those that are here. */
  readonly exceptions: readonly ExceptionView[];
  /** Actions on all of them, as the desk core offers them. */
  readonly actions: ExceptionView['actions'];
};

export type WorkGroup = { readonly id: GroupId; readonly count: number; readonly kinds: readonly WorkKind[] };

/** A page of the worklist: some exceptions, and how many of each kind there are. */
export type WorkPage = { readonly exceptions: readonly ExceptionView[]; readonly kinds: readonly ExceptionKind[] };

const WEIGHTS: readonly ExceptionView['weight'][] = ['act-now', 'today', 'note'];

/** Only work: notes are counted, not listed. */
export function workGroups({ exceptions, kinds }: WorkPage): readonly WorkGroup[] {
  const work = kinds.filter(({ weight }) => weight !== 'note').toSorted(byWeight);
  return WORK_GROUPS.map((id) => {
    const mine = work.filter(({ group }) => group === id);
    const count = mine.reduce((sum, kind) => sum + kind.count, 0);
    return { id, count, kinds: mine.map((kind) => ({ ...kind, exceptions: ofKind(exceptions, kind) })) };
  }).filter(({ count }) => count > 0);
}

/** The notes that are here, and how many there are. */
export function notesOf({ exceptions, kinds }: WorkPage): {
  readonly notes: readonly ExceptionView[];
  readonly count: number;
} {
  const count = kinds.reduce((sum, kind) => sum + (kind.weight === 'note' ? kind.count : 0), 0);
  return { notes: exceptions.filter(({ weight }) => weight === 'note'), count };
}

/** By which a kind is known. */
export function kindKey({ group, code }: Pick<WorkKind, 'group' | 'code'>): string {
  return `${group} ${code}`;
}

/** Those of a kind that may be worked at once: an item in question ends one by one, by its own answer. */
export function workedAtOnce({ exceptions }: Pick<WorkKind, 'exceptions'>): readonly ExceptionView[] {
  return exceptions.filter(({ inQuestion, actions }) => !inQuestion && actions.length > 0);
}

/** Actions that every one of them allows. */
export function commonActions(exceptions: readonly ExceptionView[]): ExceptionView['actions'] {
  const [first, ...rest] = exceptions;
  return (first?.actions ?? []).filter((action) => rest.every(({ actions }) => actions.includes(action)));
}

function ofKind(
  exceptions: readonly ExceptionView[],
  { group, code, weight }: ExceptionKind,
): readonly ExceptionView[] {
  if (code === AGE_CODE) return exceptions.filter((one) => one.weight === weight).toSorted(oldestFirst);
  const isMine = (one: ExceptionView): boolean => one.group === group && one.code === code && one.weight === weight;
  return exceptions.filter(isMine).toSorted(byShelf);
}

function byWeight(a: ExceptionKind, b: ExceptionKind): number {
  return WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight);
}

function oldestFirst(a: ExceptionView, b: ExceptionView): number {
  return a.at.localeCompare(b.at);
}

/** By weight, then along the shelf, then by time. */
function byShelf(a: ExceptionView, b: ExceptionView): number {
  const byWeight = WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight);
  if (byWeight !== 0) return byWeight;
  return inShelfOrder(a.callNumber, b.callNumber) || a.at.localeCompare(b.at);
}
