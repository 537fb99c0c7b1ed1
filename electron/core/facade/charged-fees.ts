// The cost of lending an item, and the money given back with it, in words.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { LoanCharges } from '../../../shared/circ/model/loan.ts';
import { say } from '../../../shared/core/say.ts';
import { sayingAt, type DeskSight } from '../desk-sight.ts';
import { FEE_WORDS } from './route-words.ts';

/** The fees that a checkout or a renewal makes; none where it costs nothing. */
export function chargedFees(
  desk: DeskSight,
  charges: LoanCharges | undefined,
): Required<Pick<CirculationAnswer, 'fees'>> | Record<never, never> {
  if (charges === undefined) return {};
  const saying = sayingAt(desk);
  const { currency } = desk.identity.library;
  const made = [
    { kind: 'rental' as const, amountMinor: charges.rentalMinor },
    { kind: 'deposit' as const, amountMinor: charges.depositMinor },
  ].filter(({ amountMinor }) => amountMinor > 0);
  return {
    fees: made.map((fee) => ({
      ...fee,
      text: say(saying, FEE_WORDS[fee.kind], { amount: { amountMinor: fee.amountMinor, currency } }),
    })),
  };
}
