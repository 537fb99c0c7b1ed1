// One shift of a report: its time, its drawer, the refunds that were taken back in it, and how long the line was down. shift-tally.ts adds up the
// acts of all of them. Pure: figures over acts as they were recorded. Nothing here names a patron.

import type { ActId, StaffId } from '../core/ids.ts';
import type { Instant, Millis } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import { overShort, type Shift } from '../circ/shift/fold-shift.ts';

/** The kind of use of a loan. */
export type LoanUse = 'general' | 'reserve' | 'equipment';

/** An act as the report needs it. */
export type ReportedAct = {
  readonly id: ActId;
  readonly name: string;
  readonly at: Instant;
  readonly staffId: StaffId | null;
  /** Codes of overridden reasons. */
  readonly overrides: readonly string[];
  /** Of a checkout. */
  readonly use: LoanUse | null;
  /** A check-in that put a copy on the shelf for a person. */
  readonly trapped: boolean;
  /** A checkout to a patron who waited for it. */
  readonly fills: boolean;
  /** Of an undo: the act that it took back. */
  readonly undoes: ActId | null;
  /** The reason as staff wrote it; null without one, or once purged. */
  readonly reason: string | null;
  /** Of an undo of a refund: the money that is with the library again. */
  readonly voided: VoidedRefund | null;
};

export type VoidedRefund = { readonly method: string; readonly amountMinor: MinorUnits };

export type ShiftReportInput = {
  readonly shift: Shift;
  /** Refunds that were undone in it. */
  readonly voids: readonly VoidedRefund[];
  /** Null: not known here. */
  readonly outages: readonly { readonly beganAt: Instant; readonly endedAt: Instant | null }[] | null;
  readonly now: Instant;
};

export type ShiftReport = {
  readonly shift: Shift;
  readonly from: Instant;
  readonly to: Instant;
  readonly voids: readonly VoidedRefund[];
  readonly countedMinor: MinorUnits | null;
  readonly overShortMinor: MinorUnits | null;
  /** Null: not known here. */
  readonly outageMs: Millis | null;
};

/** The shift as it is reported. */
export function shiftReport({ shift, voids, outages, now }: ShiftReportInput): ShiftReport {
  const from = shift.opened?.at ?? now;
  const to = shift.closed?.at ?? now;
  const down = outages?.map(({ beganAt, endedAt }) => Math.min(endedAt ?? to, to) - Math.max(beganAt, from));
  return {
    shift,
    from,
    to,
    voids,
    countedMinor: shift.closed?.countedMinor ?? null,
    overShortMinor: shift.closed === null ? null : overShort(shift.closed),
    outageMs: down?.reduce((sum, ms) => sum + Math.max(0, ms), 0) ?? null,
  };
}
