// Openings that touch or overlap are one opening. An end at 23:59:59 does not touch a start at midnight.

/** A stretch of time; the end is not included. */
export type Stretch = { readonly start: number; readonly end: number };

/** The stretches in order, those that touch joined. */
export function joinTouching(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last === undefined || next.start > last.end) joined.push(next);
    else if (next.end > last.end) joined[joined.length - 1] = { start: last.start, end: next.end };
  }
  return joined;
}
