// Loans of a copy by year, without any name: kept for decisions about copies long after the loans are forgotten.

import { z } from 'zod';
import { formatInstant, type Instant } from '../../core/instant.ts';

/** Loans by the calendar year, in UTC, in which they began. */
export const UseCountsSchema = z.record(z.string().regex(/^\d{4}$/u), z.int().min(1));
export type UseCounts = z.infer<typeof UseCountsSchema>;

/** Loans before the library came to Holdfast, counted by the system that it left. */
export const UsesBeforeSchema = z.object({
  count: z.int().min(1),
  /** The year in which the library got the copy, as `2019`; null = not known. */
  since: z
    .string()
    .regex(/^\d{4}$/u)
    .nullable(),
});
export type UsesBefore = z.infer<typeof UsesBeforeSchema>;

/** The calendar year of a moment, in UTC. */
export const yearOf = (at: Instant): string => formatInstant(at).slice(0, 4);

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

/** How often a copy was lent, and the years that this covers. */
export type CoveredUses = {
  readonly count: number;
  /** The first year; null = since the library has the copy. */
  readonly since: string | null;
  /** Of them before the move to Holdfast. */
  readonly before: number;
};

/** Loans of the last years; of all years where a count of before is known, since that one is not told apart by year. */
export function coveredUses(
  { uses, before }: { readonly uses: UseCounts; readonly before: UsesBefore | null },
  now: Instant,
  years: number,
): CoveredUses {
  if (before === null)
    return { count: lentInYears(uses, now, years), since: String(Number(yearOf(now)) - years + 1), before: 0 };
  const here = Object.values(uses).reduce((sum, count) => sum + count, 0);
  return { count: before.count + here, since: before.since, before: before.count };
}
