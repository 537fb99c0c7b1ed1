// How often a copy was lent in the system that it comes from, as that counts it: in all, without years.

import { yearOf, type UsesBefore } from '../../../shared/circ/model/use-counts.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { RowReader } from '../csv/row-reader.ts';

/**
 * The field of a copy; none where it was never lent. `since`: when the library got the copy. `isOut`: the count holds the
 * loan that is out, which comes as a loan of its own.
 */
export function usesBefore(
  count: number | null,
  { since, isOut = false }: { readonly since: Instant | null; readonly isOut?: boolean },
): { readonly usesBefore?: UsesBefore } {
  const ended = (count ?? 0) - (isOut ? 1 : 0);
  return ended <= 0 ? {} : { usesBefore: { count: ended, since: since === null ? null : yearOf(since) } };
}

/** A count in a column; one below 0 is a fault of the row. */
export function readCount(read: RowReader, column: string): number | null {
  const count = read.integer(column);
  if (count !== null && count < 0) read.problem(`${column} is below 0`);
  return count;
}
