// Course reserves as figures: how often every copy of a reading was out at once, so that the next person found none, and for how long.

import type { CourseId, ReadingId } from '../../core/ids.ts';
import type { Instant, Millis } from '../../core/instant.ts';

/** When a copy was out; null = it still is. */
export type OutTime = { readonly outAt: Instant; readonly inAt: Instant | null };

/** A reading with the copies that are on its reserve shelf, since when, and their loans. */
export type ReserveUse = {
  readonly courseId: CourseId;
  /** Null: of a copy of no reading that is on the list. */
  readonly readingId: ReadingId | null;
  /** Number and term. */
  readonly course: string;
  readonly title: string;
  readonly copies: readonly { readonly since: Instant; readonly loans: readonly OutTime[] }[];
};

export type ReadingFigures = Pick<ReserveUse, 'courseId' | 'readingId' | 'course' | 'title'> & {
  readonly copies: number;
  readonly checkouts: number;
  /** How often the last copy went out, and how long none was in. */
  readonly times: number;
  readonly fullMs: Millis;
};

/** The figures of a time, as far as it has come; those that were at 100 % longest first. */
export function readingFigures(
  uses: readonly ReserveUse[],
  { from, to, now }: { readonly from: Instant; readonly to: Instant; readonly now: Instant },
): ReadingFigures[] {
  const end = Math.min(to, now);
  return uses
    .map(({ courseId, readingId, course, title, copies }) => ({
      courseId,
      readingId,
      course,
      title,
      copies: copies.length,
      checkouts: copies
        .flatMap(({ since, loans }) => loans.filter(({ outAt }) => outAt >= Math.max(since, from)))
        .filter(({ outAt }) => outAt < end).length,
      ...fullTimes(copies, { from, to: end }),
    }))
    .toSorted((a, b) => b.fullMs - a.fullMs || b.checkouts - a.checkouts || compare(a, b));
}

function compare(a: ReadingFigures, b: ReadingFigures): number {
  const [one, other] = [`${a.course}\n${a.title}`, `${b.course}\n${b.title}`];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** One copy more on the shelf, or one less in. */
type Change = { readonly at: Instant; readonly there: 0 | 1; readonly out: -1 | 0 | 1 };

/** Stretches of a time in which every copy was out. */
export function fullTimes(
  copies: ReserveUse['copies'],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): { readonly times: number; readonly fullMs: Millis } {
  const changes = copies
    .flatMap(changesOf)
    // A copy that comes in at a moment is in for a loan that begins at the same.
    .toSorted((a, b) => a.at - b.at || a.out - b.out);
  let [there, out, times, fullMs] = [0, 0, 0, 0];
  let since: Instant | null = null;
  const close = (at: Instant): void => {
    if (since === null) return;
    const length = Math.min(at, to) - Math.max(since, from);
    if (length > 0) [times, fullMs] = [times + 1, fullMs + length];
    since = null;
  };
  for (const change of changes) {
    there += change.there;
    out += change.out;
    const isFull = there > 0 && out === there;
    if (isFull) since ??= change.at;
    else close(change.at);
  }
  close(to);
  return { times, fullMs };
}

function changesOf({ since, loans }: ReserveUse['copies'][number]): Change[] {
  const on: Change = { at: since, there: 1, out: 0 };
  return [
    on,
    ...loans.flatMap(({ outAt, inAt }): Change[] => {
      // It may have been out when it was put on reserve, or back by then.
      if (inAt !== null && inAt <= since) return [];
      const back: Change[] = inAt === null ? [] : [{ at: inAt, there: 0, out: -1 }];
      return [{ at: Math.max(outAt, since), there: 0, out: 1 }, ...back];
    }),
  ];
}
