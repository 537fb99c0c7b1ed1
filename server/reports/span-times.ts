// When the lines of desks were down, to be asked of many moments.

import type { Instant } from '../../shared/core/instant.ts';
import type { OutageSpan } from '../../shared/reports/outage.ts';

/** When lines were down, at a branch or at any: for null at any. */
export type SpanTimes = (branch: string | null, at: Instant) => boolean;

/** A year of a library has hundreds of spans and thousands of exceptions: overlapping spans are one, and found by their beginning. */
export function spanTimes(
  spans: readonly Span[],
  { branchOf, until }: { readonly branchOf: (desk: string) => string | null; readonly until: Instant },
): SpanTimes {
  const joined = (some: readonly Span[]): Time[] => {
    const times: Time[] = [];
    for (const { from, to } of some.toSorted((a, b) => a.from - b.from)) {
      const end = to ?? until;
      const last = times.at(-1);
      if (end < from) continue;
      if (last === undefined || from > last.to) times.push({ from, to: end });
      else last.to = Math.max(last.to, end);
    }
    return times;
  };
  const all = joined(spans);
  const byBranch = new Map(
    [...Map.groupBy(spans, ({ deskId }) => branchOf(deskId))].map(([at, own]) => [at, joined(own)]),
  );
  return (branch, at) => isWithin(branch === null ? all : (byBranch.get(branch) ?? []), at);
}

type Span = Pick<OutageSpan, 'deskId' | 'from' | 'to'>;

type Time = { readonly from: Instant; to: Instant };

/** Whether one of these times, which are in order and apart, holds a moment. */
function isWithin(times: readonly Time[], at: Instant): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  const last = times[low - 1];
  return last !== undefined && at <= last.to;
}
