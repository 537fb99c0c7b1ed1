// The order of books on the shelf: for lists that are walked along it, and for reading a shelf with a scanner.

import { schemeOf, shelfKey, type Scheme } from './call-number.ts';

/** Keys of the call numbers sorted last, which change no answer: a pull list compares each number some ten times. */
const kept = new Map<string, string>();
const MOST_KEPT = 20_000;

function keyOf(callNumber: string): string {
  const known = kept.get(callNumber);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const key = shelfKey(schemeOf(callNumber), callNumber);
  kept.set(callNumber, key);
  return key;
}

/** Compares call numbers by their place on the shelf, each in the scheme that it looks like; an empty one comes first. */
export function inShelfOrder(a: string | null, b: string | null): number {
  const [one, other] = [a ?? '', b ?? ''];
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? -1 : 1;
  return byCodeUnit(keyOf(one), keyOf(other)) || byCodeUnit(one, other);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The fewest books to move so that the scanned ones stand in order, as places in `scanned`. */
export function misplacedIn(scanned: readonly string[], scheme?: Scheme): number[] {
  const keys = scanned.map((text) => (scheme === undefined ? keyOf(text) : shelfKey(scheme, text)));
  // The longest run that never goes back, by the last place of the best run of each length.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [place, key] of keys.entries()) {
    const length = firstAfter(ends, (end) => (keys[end] ?? '') > key);
    before[place] = ends[length - 1];
    ends[length] = place;
  }
  const stays = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = before[place]) stays.add(place);
  return keys
    .keys()
    .filter((place) => !stays.has(place))
    .toArray();
}

/** The neighbors of a call number on a shelf whose copies are given in order; null where it is the first or the last. */
export function neighborsOn(
  shelf: readonly string[],
  callNumber: string,
): { readonly after: string | null; readonly before: string | null } {
  const from = firstAfter(shelf, (other) => inShelfOrder(other, callNumber) >= 0);
  const to = firstAfter(shelf, (other) => inShelfOrder(other, callNumber) > 0);
  return { after: shelf[from - 1] ?? null, before: shelf[to] ?? null };
}

/** The first place of a row in order from which on something holds. */
function firstAfter<T>(row: readonly T[], holds: (one: T) => boolean): number {
  let [from, to] = [0, row.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = row[middle];
    if (one === undefined || holds(one)) to = middle;
    else from = middle + 1;
  }
  return from;
}
