// Money that left its payment: given back, or used as credit for other fees, which is a payment of its own then. It comes first out of the unused
// part of its payment, then out of the covered part, the last line first: a fee that was paid with money given back is owed again. Each amount taken
// is allocated, credited or refunded. [I16]

import type { ActId } from '../../core/ids.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ActOf } from '../acts.ts';
import { feeIdOf } from '../model/fee.ts';
import type { FeeLine } from './cover-fees.ts';

/** Amount that each line found to cover. */
export type Covered = ReadonlyMap<FeeLine, MinorUnits>;

type Leaving = ActOf<'refund' | 'useCredit'>;

/** Amount that left each payment, never more than it was; acts that took more than there was; and the payments made by used credit, by act. */
export type Refunds = {
  readonly ofPayment: ReadonlyMap<ActId, MinorUnits>;
  readonly excessive: readonly Leaving[];
  readonly drawn: ReadonlyMap<ActId, ActOf<'pay'>>;
};

/** Adds up the money that left payments, in the order given. A refund of money that another person paid counts as nothing. */
export function sumRefunds(payments: readonly ActOf<'pay'>[], acts: readonly Leaving[]): Refunds {
  const left = new Map(payments.map(({ id, patronId, amountMinor }) => [id, { patronId, amountMinor }]));
  const ofPayment = new Map<ActId, MinorUnits>();
  const excessive: Leaving[] = [];
  const drawn = new Map<ActId, ActOf<'pay'>>();
  for (const act of acts) {
    const taken = act.lines.map(({ payment, amountMinor }) => {
      const from = left.get(payment);
      if (from === undefined || from.patronId !== act.patronId) return 0;
      const given = Math.min(amountMinor, from.amountMinor);
      from.amountMinor -= given;
      if (given > 0) ofPayment.set(payment, (ofPayment.get(payment) ?? 0) + given);
      return given;
    });
    if (act.lines.some(({ amountMinor }, n) => (taken[n] ?? 0) < amountMinor)) excessive.push(act);
    if (act.kind !== 'useCredit') continue;
    const payment = paymentOf(act, taken);
    drawn.set(act.id, payment);
    // A payment of that id was one of another stream's forging: it stays as it is.
    if (!left.has(act.id)) left.set(act.id, { patronId: act.patronId, amountMinor: payment.amountMinor });
  }
  return { ofPayment, excessive, drawn };
}

/** Used credit is a payment of the amount that was left. A fee with one line cut short is settled by none of them. */
function paymentOf({ kind: _, lines, ...act }: ActOf<'useCredit'>, taken: readonly MinorUnits[]): ActOf<'pay'> {
  const short = new Set(
    lines.flatMap(({ fee, amountMinor }, n) => ((taken[n] ?? 0) < amountMinor ? [feeIdOf(fee)] : [])),
  );
  const paid = lines.map(({ fee, settles }, n) => {
    const given = taken[n] ?? 0;
    return { fee, amountMinor: given, settles: settles && !short.has(feeIdOf(fee)) };
  });
  return { kind: 'pay', ...act, amountMinor: taken.reduce((sum, given) => sum + given, 0), lines: paid };
}

/**
 * The lines without the amounts given back. `cover` finds the fees that lines cover; payments are taken in their order, since a fee that one
 * covers no more may be covered by a later one. A line given back whole is as if it never was; a line for which another payment found no fee
 * does not come in for it.
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
    // A partly refunded line settles nothing any more: the rest is owed.
    const settles = line.settles && taken === 0;
    kept.set(line, isGone ? [] : [{ ...line, amountMinor: used - taken, settles }]);
    left -= taken;
  }
  return lines.flatMap((line) => kept.get(line) ?? [line]);
}
