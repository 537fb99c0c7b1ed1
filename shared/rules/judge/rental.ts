// The price of a loan itself: flat, by the day, by the hour, and a deposit.

import { DAY_MS, HOUR_MS } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Rental } from '../model/policy/money-gate.ts';
import type { CheckoutQuestion } from './checkout-question.ts';

/** Price of lending, in minor units: the rental is owed for good, the deposit until the item is back. */
export type LendingPrice = { readonly rentalMinor: MinorUnits; readonly depositMinor: MinorUnits };

/** The price of lending to a patron of a group. */
export function lendingPrice({
  settings,
  patronGroup,
  rentedMs,
  depositMinor,
}: Pick<CheckoutQuestion, 'settings' | 'patronGroup' | 'rentedMs' | 'depositMinor'>): LendingPrice {
  return { rentalMinor: rentalMinor(settings.money.rental, patronGroup, rentedMs), depositMinor };
}

/** The rental of a loan that runs so long, for a patron of a group; a day or an hour that has begun is paid. */
export function rentalMinor(rental: Rental, patronGroup: string | null, rentedMs: number): MinorUnits {
  if (patronGroup !== null && rental.freeFor.includes(patronGroup)) return 0;
  const lasting = Math.max(0, rentedMs);
  const byTime = rental.perDayMinor * Math.ceil(lasting / DAY_MS) + rental.perHourMinor * Math.ceil(lasting / HOUR_MS);
  return Math.min(rental.flatMinor + byTime, Number.MAX_SAFE_INTEGER);
}
