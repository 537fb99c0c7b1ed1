// The worklist in its order: what to reroute first, in shelf order; then wrong traps, hourly things, desks, money, patrons, notices,
// the rest. Pure.

import { WORK_GROUPS, type ExceptionView } from '../../shared/bridge/views/sync.ts';

export type GroupId = ExceptionView['group'];

/** Exceptions of one code within a group; they may be worked at once. */
export type WorkKind = { readonly code: string; readonly exceptions: readonly ExceptionView[] };

export type WorkGroup = { readonly id: GroupId; readonly count: number; readonly kinds: readonly WorkKind[] };

const WEIGHTS: readonly ExceptionView['weight'][] = ['act-now', 'today', 'note'];

/** Only what is work: notes are counted, not listed. */
export function workGroups(exceptions: readonly ExceptionView[]): readonly WorkGroup[] {
  const work = exceptions.filter(({ weight }) => weight !== 'note');
  return WORK_GROUPS.map((id) => {
    const mine = work.filter(({ group }) => group === id);
    return { id, count: mine.length, kinds: kindsOf(mine) };
  }).filter(({ count }) => count > 0);
}

export function notesOf(exceptions: readonly ExceptionView[]): readonly ExceptionView[] {
  return exceptions.filter(({ weight }) => weight === 'note');
}

/** Those of a kind that may be worked at once: what is in question ends one by one, by its own answer. */
export function workedAtOnce({ exceptions }: WorkKind): readonly ExceptionView[] {
  return exceptions.filter(({ inQuestion, actions }) => !inQuestion && actions.length > 0);
}

/** Actions that every one of them allows. */
export function commonActions(exceptions: readonly ExceptionView[]): ExceptionView['actions'] {
  const [first, ...rest] = exceptions;
  return (first?.actions ?? []).filter((action) => rest.every(({ actions }) => actions.includes(action)));
}

function kindsOf(exceptions: readonly ExceptionView[]): readonly WorkKind[] {
  const byCode = Map.groupBy(exceptions, ({ code }) => code);
  const kinds = [...byCode].map(([code, mine]) => ({ code, exceptions: mine.toSorted(inShelfOrder) }));
  return kinds.toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ exceptions }: WorkKind): number {
  return Math.min(...exceptions.map(({ weight }) => WEIGHTS.indexOf(weight)));
}

/** By weight, then along the shelf, then by time. */
function inShelfOrder(a: ExceptionView, b: ExceptionView): number {
  const byWeight = WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight);
  if (byWeight !== 0) return byWeight;
  const byShelf = (a.callNumber ?? '').localeCompare(b.callNumber ?? '', 'en', { numeric: true });
  return byShelf === 0 ? a.at.localeCompare(b.at) : byShelf;
}
