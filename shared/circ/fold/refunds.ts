// Money that was given back. It comes first out of what its payment found nothing to cover with, then out of what the payment covered, the
// last line first: a fee that was paid with money given back is owed again. What was taken is allocated, credited or refunded. [I16]

import type { ActId } from '../../core/ids.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ActOf } from '../acts.ts';
import type { FeeLine } from './cover-fees.ts';

/** What each line found to cover. */
export type Covered = ReadonlyMap<FeeLine, MinorUnits>;

/** What was given back of each payment, never more than it was; and the refunds that gave back more than was left. */
export type Refunds = {
  readonly ofPayment: ReadonlyMap<ActId, MinorUnits>;
  readonly excessive: readonly ActOf<'refund'>[];
};

/** Adds the refunds up, in the order given. What another person paid is not theirs to have back: it counts as nothing that was left. */
export function sumRefunds(payments: readonly ActOf<'pay'>[], refunds: readonly ActOf<'refund'>[]): Refunds {
  const left = new Map(payments.map((payment) => [payment.id, payment.amountMinor]));
  const payers = new Map(payments.map((payment) => [payment.id, payment.patronId]));
  const ofPayment = new Map<ActId, MinorUnits>();
  const excessive: ActOf<'refund'>[] = [];
  for (const refund of refunds) {
    let isExcessive = false;
    for (const { payment, amountMinor } of refund.lines) {
      const available = payers.get(payment) === refund.patronId ? (left.get(payment) ?? 0) : 0;
      const given = Math.min(amountMinor, available);
      if (given < amountMinor) isExcessive = true;
      if (given === 0) continue;
      left.set(payment, available - given);
      ofPayment.set(payment, (ofPayment.get(payment) ?? 0) + given);
    }
    if (isExcessive) excessive.push(refund);
  }
  return { ofPayment, excessive };
}

/**
 * The lines without what was given back of them. `cover` says what lines find to cover; payments are taken in their order, since what one
 * covers no more may be covered by a later one. A line that is given back whole never was; what another one found nothing for does not come in
 * for it.
 */
export function withoutRefunds(
  payments: readonly ActOf<'pay'>[],
  lines: readonly FeeLine[],
  { ofPayment }: Refunds,
  cover: (lines: readonly FeeLine[]) => Covered,
): readonly FeeLine[] {
  let left = lines;
  for (const payment of payments) {
    const refunded = ofPayment.get(payment.id) ?? 0;
    if (refunded === 0) continue;
    const covered = cover(left);
    const own = left.filter((line) => line.act.id === payment.id);
    const used = own.reduce((sum, line) => sum + (covered.get(line) ?? 0), 0);
    left = takeBack(left, own, covered, Math.max(0, used - (payment.amountMinor - refunded)));
  }
  return left;
}

function takeBack(
  lines: readonly FeeLine[],
  own: readonly FeeLine[],
  covered: Covered,
  excess: MinorUnits,
): readonly FeeLine[] {
  if (excess === 0) return lines;
  const kept = new Map<FeeLine, readonly FeeLine[]>();
  let left = excess;
  for (const line of own.toReversed()) {
    const used = covered.get(line) ?? 0;
    const taken = Math.min(left, used);
    const isGone = taken > 0 && taken === used;
    kept.set(line, isGone ? [] : [{ ...line, amountMinor: used - taken }]);
    left -= taken;
  }
  return lines.flatMap((line) => kept.get(line) ?? [line]);
}
