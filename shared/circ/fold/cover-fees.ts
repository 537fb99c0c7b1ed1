// How money lines cover the portions of one fee, in the order of their time.
// A settling line covers everything up to its moment; the unpaid rest is written off, and a fee so settled is never reopened.

import type { ActId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ActOf } from '../acts.ts';
import type { FeeRef } from '../model/fee.ts';

/** One line of a payment, a waiver, or one line of a batch to another office. */
export type FeeLine = {
  readonly act: ActOf<'pay' | 'waive' | 'transferFees'>;
  readonly fee: FeeRef;
  readonly amountMinor: MinorUnits;
  readonly settles: boolean;
  /** Hands on: it is owed to another office. Of an amount below zero: less of it. */
  readonly does: 'pays' | 'waives' | 'hands-on';
};

/** A fee, or the part of an overdue fee between two settling lines. */
export type Portion = {
  /** The settling act that it begins after. */
  readonly after: ActId | null;
  readonly startsAt: Instant;
  readonly amountMinor: MinorUnits;
  /** When it arose. */
  readonly at: Instant;
};

/** Outcome of one portion. */
export type PortionCover = {
  paidMinor: MinorUnits;
  waivedMinor: MinorUnits;
  writtenOffMinor: MinorUnits;
  /** Owed to another office; at most the amount reported to it. */
  handedMinor: MinorUnits;
};

/** Applies the lines, given in order, to the portions. Adds to `covered` the amounts that each paying line covered. */
export function coverFees(
  portions: readonly Portion[],
  lines: readonly FeeLine[],
  covered: Map<FeeLine, MinorUnits>,
): PortionCover[] {
  const covers = portions.map(() => ({ paidMinor: 0, waivedMinor: 0, writtenOffMinor: 0, handedMinor: 0 }));
  const open = portions.flatMap((portion, index) => {
    const cover = covers[index];
    return cover === undefined ? [] : [{ portion, cover, saidMinor: 0 }];
  });
  for (const line of lines) {
    const targets = open.filter(({ portion }) => isTarget(portion, line));
    covered.set(line, APPLY[line.does](targets, line));
  }
  return covers;
}

type Target = {
  readonly portion: Portion;
  readonly cover: PortionCover;
  /** Amount reported to the other office up to here. */
  saidMinor: MinorUnits;
};

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

/** Waives debt here first, then debt handed to another office, which gets a credit for it. */
function waive(targets: readonly Target[], line: FeeLine): MinorUnits {
  let left = line.settles ? Number.MAX_SAFE_INTEGER : line.amountMinor;
  for (const target of targets) {
    const waived = Math.min(left, outstanding(target));
    target.cover.waivedMinor += waived;
    left -= waived;
  }
  for (const { cover } of targets) {
    const waived = Math.min(left, cover.handedMinor);
    cover.handedMinor -= waived;
    cover.waivedMinor += waived;
    left -= waived;
  }
  return 0;
}

/** A payment from before that comes later covers first; the rest is handed on. */
function handOn(targets: readonly Target[], { amountMinor }: FeeLine): MinorUnits {
  for (const target of targets) {
    target.saidMinor += amountMinor;
    const { cover } = target;
    if (amountMinor > 0) cover.handedMinor += Math.min(amountMinor, outstanding(target));
    else cover.handedMinor = Math.min(cover.handedMinor, Math.max(target.saidMinor, 0));
  }
  return 0;
}

const APPLY = { pays: pay, waives: waive, 'hands-on': handOn } as const;

function outstanding({ portion, cover }: Target): MinorUnits {
  return portion.amountMinor - cover.paidMinor - cover.waivedMinor - cover.writtenOffMinor - cover.handedMinor;
}
