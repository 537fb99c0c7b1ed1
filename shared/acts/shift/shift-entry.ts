// What an act is to the shift that it was made in, read off the act as it was recorded. Most acts are nothing to it but that they name it.

import type { ShiftId, StaffId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { closeShift } from './close-shift.ts';
import { correctStartingCash } from './correct-starting-cash.ts';
import { handOverShift } from './hand-over-shift.ts';
import { openShift } from './open-shift.ts';
import type { ActName } from '../all.ts';
import { pay } from '../fee/pay.ts';
import { refund } from '../fee/refund.ts';
import { undo } from '../ledger/undo.ts';
import type { ShiftEntry } from '../../circ/model/shift.ts';

/** An act as it was recorded. `args` is null once purged. */
export type ShiftAct = {
  readonly name: string;
  readonly shiftId: ShiftId | null;
  readonly staffId: StaffId | null;
  readonly at: Instant;
  readonly args: unknown;
  readonly told: unknown;
};

type Placed = Pick<ShiftEntry, 'shiftId' | 'at' | 'by'>;

/** What each act is to its shift; the others are nothing. */
const ENTRIES = {
  openShift: openedOf,
  correctStartingCash: correctedOf,
  handOverShift: handedOverOf,
  closeShift: closedOf,
  pay: paidOf,
  refund: refundedOf,
  undo: undoneOf,
} as const satisfies Partial<Record<ActName, (act: ShiftAct, placed: Placed) => ShiftEntry | null>>;

/** Names of the acts that may be something to their shift. */
export const SHIFT_ACTS: readonly string[] = Object.keys(ENTRIES);

/** The entry of an act; null where it is none, was made in no shift, or cannot be read. */
export function shiftEntryOf(act: ShiftAct): ShiftEntry | null {
  const { name, shiftId, staffId: by, at } = act;
  return shiftId === null || !isOfShift(name) ? null : ENTRIES[name](act, { shiftId, at, by });
}

function isOfShift(name: string): name is keyof typeof ENTRIES {
  return Object.hasOwn(ENTRIES, name);
}

function openedOf({ told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const parsed = openShift.told.safeParse(told).data;
  if (parsed === undefined) return null;
  return { kind: 'opened', ...placed, serviceDay: parsed.serviceDay, startingCashMinor: parsed.startingCashMinor };
}

function correctedOf({ args, told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const parsed = correctStartingCash.told.safeParse(told).data;
  if (parsed === undefined) return null;
  const { startingCashMinor, wasMinor } = parsed;
  const reason = correctStartingCash.args.safeParse(args).data?.reason ?? '';
  return { kind: 'corrected', ...placed, startingCashMinor, wasMinor, reason };
}

function handedOverOf({ args, told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const parsed = handOverShift.told.safeParse(told).data;
  if (parsed === undefined) return null;
  const { to, countedMinor, expectedMinor } = parsed;
  const first = firstCountOf(parsed);
  const reason = handOverShift.args.safeParse(args).data?.reason ?? '';
  return { kind: 'handedOver', ...placed, to, countedMinor, expectedMinor, ...first, reason };
}

function closedOf({ args, told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const parsed = closeShift.told.safeParse(told).data;
  if (parsed === undefined) return null;
  const { second, countedMinor, expectedMinor, money, slips, people } = parsed;
  const reason = closeShift.args.safeParse(args).data?.reason ?? '';
  const drawer = { countedMinor, expectedMinor, ...firstCountOf(parsed) };
  return { kind: 'closed', ...placed, second, ...drawer, reason, money, slips, people };
}

/** Absent stays absent: entries are kept as they were read. */
function firstCountOf({ firstCountedMinor }: { readonly firstCountedMinor?: number | undefined }) {
  return firstCountedMinor === undefined ? {} : { firstCountedMinor };
}

function paidOf({ args, told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const paid = pay.args.safeParse(args).data;
  const slipNumber = pay.told.safeParse(told).data?.slipNumber ?? null;
  if (paid === undefined) return null;
  const { method, amountMinor } = paid;
  return { kind: 'money', ...placed, way: 'taken', method, amountMinor, slipNumber };
}

function refundedOf({ args, told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const refunded = refund.args.safeParse(args).data;
  const slip = refund.told.safeParse(told).data;
  if (refunded === undefined || slip === undefined) return null;
  const amountMinor = slip.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const { method } = refunded;
  return { kind: 'money', ...placed, way: 'given-back', method, amountMinor, slipNumber: slip.slipNumber };
}

/** A refund that is undone is in the drawer again: that of the shift in which it was undone. */
function undoneOf({ told }: ShiftAct, placed: Placed): ShiftEntry | null {
  const back = undo.told.safeParse(told).data?.takenBack;
  if (back === undefined) return null;
  const { method, amountMinor } = back;
  return { kind: 'money', ...placed, way: 'given-back', method, amountMinor: -amountMinor, slipNumber: null };
}
