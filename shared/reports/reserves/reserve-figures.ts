// Course reserves as figures: how often every copy of a reading was out at once, so that the next person found none, and for how long.

import type { CourseId, ReadingId } from '../../core/ids.ts';
import type { Instant, Millis } from '../../core/instant.ts';

/** When a copy was out; null = it still is. */
export type OutTime = { readonly outAt: Instant; readonly inAt: Instant | null };

/** A stretch of time on the reserve shelf; `to` null = it still is there. */
export type ShelfSpan = { readonly from: Instant; readonly to: Instant | null };

/** A reading with the copies that are or were on its reserve shelf, when, and their loans. */
export type ReserveUse = {
  readonly courseId: CourseId;
  /** Null: of a copy of no reading that is on the list. */
  readonly readingId: ReadingId | null;
  /** Number and term. */
  readonly course: string;
  readonly title: string;
  /** The spans of a copy do not overlap, and come in order. */
  readonly copies: readonly { readonly spans: readonly ShelfSpan[]; readonly loans: readonly OutTime[] }[];
};

export type ReadingFigures = Pick<ReserveUse, 'courseId' | 'readingId' | 'course' | 'title'> & {
  /** Those that stood on the shelf in the time. */
  readonly copies: number;
  readonly checkouts: number;
  /** How often the last copy went out, and how long none was in. */
  readonly times: number;
  readonly fullMs: Millis;
};

/** The figures of a time, as far as it has come, of readings with a copy on the shelf in it; those that were at 100 % longest first. */
export function readingFigures(
  uses: readonly ReserveUse[],
  { from, to, now }: { readonly from: Instant; readonly to: Instant; readonly now: Instant },
): ReadingFigures[] {
  const end = Math.min(to, now);
  return uses
    .flatMap(({ courseId, readingId, course, title, copies: all }) => {
      const copies = all.filter(({ spans }) =>
        spans.some((one) => one.from < end && (one.to === null || one.to > from)),
      );
      if (copies.length === 0) return [];
      const checkouts = copies.flatMap(({ spans, loans }) =>
        loans.filter(({ outAt }) => outAt >= from && outAt < end && spans.some((span) => isWithin(outAt, span))),
      ).length;
      const full = fullTimes(copies, { from, to: end });
      return [{ courseId, readingId, course, title, copies: copies.length, checkouts, ...full }];
    })
    .toSorted((a, b) => b.fullMs - a.fullMs || b.checkouts - a.checkouts || compare(a, b));
}

const isWithin = (at: Instant, { from, to }: ShelfSpan): boolean => at >= from && (to === null || at < to);

function compare(a: ReadingFigures, b: ReadingFigures): number {
  const [one, other] = [`${a.course}\n${a.title}`, `${b.course}\n${b.title}`];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** One copy more or less on the shelf, or in. */
type Change = { readonly at: Instant; readonly there: -1 | 0 | 1; readonly out: -1 | 0 | 1 };

/** Stretches of a time in which every copy was out. */
export function fullTimes(
  copies: ReserveUse['copies'],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): { readonly times: number; readonly fullMs: Millis } {
  const changes = copies
    .flatMap(({ spans, loans }) => spans.flatMap((span) => changesIn(span, loans)))
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

/** A copy may be out when it is put on the shelf, and when it is taken off. */
function changesIn({ from, to }: ShelfSpan, loans: readonly OutTime[]): Change[] {
  const isOutAt = (at: Instant) => loans.some(({ outAt, inAt }) => outAt <= at && (inAt === null || inAt > at));
  const isOutUntil = (at: Instant) => loans.some(({ outAt, inAt }) => outAt < at && (inAt === null || inAt >= at));
  return [
    { at: from, there: 1, out: isOutAt(from) ? 1 : 0 },
    ...loans.flatMap(({ outAt, inAt }): Change[] => [
      ...(outAt > from && (to === null || outAt < to) ? [{ at: outAt, there: 0, out: 1 } as const] : []),
      ...(inAt !== null && inAt > from && (to === null || inAt < to) ? [{ at: inAt, there: 0, out: -1 } as const] : []),
    ]),
    ...(to === null ? [] : [{ at: to, there: -1, out: isOutUntil(to) ? -1 : 0 } as const]),
  ];
}
