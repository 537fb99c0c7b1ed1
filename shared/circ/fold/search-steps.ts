// Steps of an item's fold for searching, seeing and shelving a copy.

import type { LocationId } from '../../core/ids.ts';
import { DAY_MS } from '../../core/instant.ts';
import { FOUND_MS } from '../model/item.ts';
import type { ActOf } from '../acts.ts';
import type { Scan } from './doubt.ts';
import { currentLoan, type ItemRun } from './item-run.ts';

/** Searches count from here on, and nothing is decided. */
export function neverSought(run: ItemRun): void {
  run.soughtAt = null;
  run.searches = 0;
  run.replacedAt = null;
}

/** Looked for twice within half a day, by one person or two, it was looked for once. */
const SAME_SEARCH_MS = DAY_MS / 2;

/** It was looked for in vain. */
export function stepNotOnShelf(run: ItemRun, { at }: ActOf<'notOnShelf'>): void {
  if (run.soughtAt === null || at - run.soughtAt >= SAME_SEARCH_MS) run.searches += 1;
  run.soughtAt = at;
}

/** Applies the decision about an item that was searched for in vain. */
export function stepReviewMissing(run: ItemRun, { at, becomes }: ActOf<'reviewMissing'>): void {
  if (becomes === 'sought') return neverSought(run);
  run.replacedAt = at;
}

/** Whether it is missing, by an act or by the library system. */
export function isMissing({ marks, where }: ItemRun): boolean {
  return marks.has('missing') || where.status === 'missing';
}

/** A copy that was missing, or that its borrower lost or claimed, is there: by itself the place is that of the scan. */
export function noteFound(
  run: ItemRun,
  act: Scan | ActOf<'seen' | 'clearMark'>,
  location: LocationId | null = null,
): void {
  const { id, at, desk, branch } = act;
  if (desk === '') return;
  run.found = { act: id, at, desk, branch, ...(location === null ? {} : { location }) };
}

/** Seen, it is neither missing nor looked for, nor on the cart that it was put on before. A copy that an import found was in no hand. */
function found(
  run: ItemRun,
  act: Scan | ActOf<'seen'>,
  { location, wasAway }: { readonly location: LocationId | null; readonly wasAway: boolean },
): void {
  const { at, desk, branch } = act;
  if (wasAway) noteFound(run, act, location);
  else if (run.found !== null && at - run.found.at >= FOUND_MS) run.found = null;
  run.marks.delete('missing');
  neverSought(run);
  run.cart = null;
  if (desk !== '') run.seen = { at, desk, branch, ...(location === null ? {} : { location }) };
}

/** The item is in hand: an earlier sighting on a shelf is over. `wasAway`: it was missing, or lost or claimed by its borrower. */
export function scanned(run: ItemRun, scan: Scan, { wasAway }: { readonly wasAway: boolean }): void {
  found(run, scan, { location: null, wasAway });
  run.seenOnLoan = null;
}

/** Takes it off the cart of the act; an item that was put on another cart since stays there. */
export function stepShelve(run: ItemRun, { cart }: ActOf<'shelve'>): void {
  if (run.cart?.cart === cart) run.cart = null;
}

/** Its place for the library and its borrower stay the same. A copy that the library system marks as missing is there again. */
export function stepSeen(run: ItemRun, act: ActOf<'seen'>): void {
  found(run, act, { location: act.location, wasAway: isMissing(run) });
  if (act.cart !== undefined) run.cart = { cart: act.cart, at: act.at };
  if (run.where.status === 'missing') {
    run.where = { status: 'available', branch: run.where.branch };
    run.tellsMarks = true;
  }
  const loan = currentLoan(run);
  if (loan !== null && run.seenOnLoan?.loan !== loan) run.seenOnLoan = { cause: act.id, loan };
}
