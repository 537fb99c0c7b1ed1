// Loans of a copy by year, without any name: kept for decisions about copies long after the loans are forgotten.

import { z } from 'zod';
import { formatInstant, type Instant } from '../../core/instant.ts';

/** Loans by the calendar year, in UTC, in which they began. */
export const UseCountsSchema = z.record(z.string().regex(/^\d{4}$/u), z.int().min(1));
export type UseCounts = z.infer<typeof UseCountsSchema>;

const yearOf = (at: Instant): string => formatInstant(at).slice(0, 4);

/** The counts with further loans. */
export function withLoans(counts: UseCounts, loans: readonly { readonly outAt: Instant }[]): UseCounts {
  const all = new Map(Object.entries(counts));
  for (const { outAt } of loans) all.set(yearOf(outAt), (all.get(yearOf(outAt)) ?? 0) + 1);
  return Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Loans of this year and of those before it, so many in all. */
export function lentInYears(counts: UseCounts, now: Instant, years: number): number {
  const last = Number(yearOf(now));
  return Object.entries(counts).reduce((sum, [year, count]) => (Number(year) > last - years ? sum + count : sum), 0);
}
