// When the patron who brought something back may have it again.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { ReuseTerms } from '../model/policy/reuse.ts';

/** A return by the patron who now wants to borrow. */
export type LastReturn = { readonly itemId: string; readonly kind: string | null; readonly at: Instant };

/** The moment from which an item may be lent to the patron again; null = nothing of the kind was brought back. */
export function reusableFrom(
  { cooldownMinutes, of }: ReuseTerms,
  item: Pick<LastReturn, 'itemId' | 'kind'>,
  returns: readonly LastReturn[],
): Instant | null {
  const same = returns.filter((one) => one.itemId === item.itemId || (of === 'kind' && isSameKind(one, item)));
  if (same.length === 0 || cooldownMinutes === 0) return null;
  return Math.max(...same.map(({ at }) => at)) + cooldownMinutes * MINUTE_MS;
}

function isSameKind(one: Pick<LastReturn, 'kind'>, other: Pick<LastReturn, 'kind'>): boolean {
  return one.kind !== null && one.kind === other.kind;
}
