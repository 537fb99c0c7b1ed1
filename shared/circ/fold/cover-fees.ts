// How money lines cover the portions of one fee, in the order of their time.
// A settling line covers everything up to its moment; what it did not pay is written off, and a fee so settled is never reopened.

import type { ActId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ActOf } from '../acts.ts';
import type { FeeRef } from '../model/fee.ts';

/** One line of a payment, or a waiver. */
export type FeeLine = {
  readonly act: ActOf<'pay' | 'waive'>;
  readonly fee: FeeRef;
  readonly amountMinor: MinorUnits;
  readonly settles: boolean;
  /** Money was handed over; false = waived. */
  readonly pays: boolean;
};

/** A fee, or the part of an overdue fee between two settling lines. */
export type Portion = {
  /** The settling act that it begins after. */
  readonly after: ActId | null;
  readonly startsAt: Instant;
  readonly amountMinor: MinorUnits;
  /** When it came to be. */
  readonly at: Instant;
};

/** Outcome of one portion. */
export type PortionCover = { paidMinor: MinorUnits; waivedMinor: MinorUnits; writtenOffMinor: MinorUnits };

/** Applies the lines, given in order, to the portions. Adds to `covered` what each paying line found to cover. */
export function coverFees(
  portions: readonly Portion[],
  lines: readonly FeeLine[],
  covered: Map<FeeLine, MinorUnits>,
): PortionCover[] {
  const covers = portions.map(() => ({ paidMinor: 0, waivedMinor: 0, writtenOffMinor: 0 }));
  const open = portions.flatMap((portion, index) => {
    const cover = covers[index];
    return cover === undefined ? [] : [{ portion, cover }];
  });
  for (const line of lines) {
    const targets = open.filter(({ portion }) => isTarget(portion, line));
    covered.set(line, line.pays ? pay(targets, line) : waive(targets, line));
  }
  return covers;
}

type Target = { readonly portion: Portion; readonly cover: PortionCover };

function isTarget(portion: Portion, line: FeeLine): boolean {
  if (line.settles) return portion.startsAt < line.act.at;
  return line.fee.kind === 'manual' || portion.after === line.fee.after;
}

function pay(targets: readonly Target[], line: FeeLine): MinorUnits {
  let left = line.amountMinor;
  for (const target of targets) {
    const paid = Math.min(left, outstanding(target));
    target.cover.paidMinor += paid;
    left -= paid;
    if (line.settles) target.cover.writtenOffMinor += outstanding(target);
  }
  return line.amountMinor - left;
}

function waive(targets: readonly Target[], line: FeeLine): MinorUnits {
  let left = line.settles ? Number.MAX_SAFE_INTEGER : line.amountMinor;
  for (const target of targets) {
    const waived = Math.min(left, outstanding(target));
    target.cover.waivedMinor += waived;
    left -= waived;
  }
  return 0;
}

function outstanding({ portion, cover }: Target): MinorUnits {
  return portion.amountMinor - cover.paidMinor - cover.waivedMinor - cover.writtenOffMinor;
}
