// The entry of an act in its shift, read off the act as it was recorded. Most acts only name their shift.

import type { ShiftId, StaffId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActName } from '../all.ts';
import type { ActContent, KnownAct } from '../read-act.ts';
import type { ShiftEntry } from '../../circ/model/shift.ts';

/** An act as it was recorded. */
export type ShiftAct = ActContent & {
  readonly shiftId: ShiftId | null;
  readonly staffId: StaffId | null;
  readonly at: Instant;
};

type Placed = Pick<ShiftEntry, 'shiftId' | 'at' | 'by'>;

/** Acts that may be something to their shift. */
const OF_SHIFT = [
  'openShift',
  'correctStartingCash',
  'handOverShift',
  'closeShift',
  'pay',
  'refund',
  'undo',
] as const satisfies readonly ActName[];
type ActOfShift = KnownAct<(typeof OF_SHIFT)[number]>;

/** Their names. */
export const SHIFT_ACTS: readonly string[] = OF_SHIFT;

/** The entry of an act; null where it is none, was made in no shift, or cannot be read. */
export function shiftEntryOf(act: ShiftAct): ShiftEntry | null {
  const { shiftId, staffId: by, at } = act;
  return shiftId === null || !isOfShift(act) ? null : entryOf(act, { shiftId, at, by });
}

function isOfShift(act: ActContent): act is ActOfShift {
  return act.known && SHIFT_ACTS.includes(act.name);
}

function entryOf(act: ActOfShift, placed: Placed): ShiftEntry | null {
  switch (act.name) {
    case 'openShift':
      return openedOf(act, placed);
    case 'correctStartingCash':
      return correctedOf(act, placed);
    case 'handOverShift':
      return handedOverOf(act, placed);
    case 'closeShift':
      return closedOf(act, placed);
    case 'pay':
      return paidOf(act, placed);
    case 'refund':
      return refundedOf(act, placed);
    case 'undo':
      return undoneOf(act, placed);
  }
}

function openedOf(act: KnownAct<'openShift'>, placed: Placed): ShiftEntry | null {
  const told = act.told();
  if (told === 'gone') return null;
  return { kind: 'opened', ...placed, serviceDay: told.serviceDay, startingCashMinor: told.startingCashMinor };
}

function correctedOf(act: KnownAct<'correctStartingCash'>, placed: Placed): ShiftEntry | null {
  const told = act.told();
  if (told === 'gone') return null;
  const { startingCashMinor, wasMinor } = told;
  return { kind: 'corrected', ...placed, startingCashMinor, wasMinor, reason: reasonOf(act.args()) };
}

function handedOverOf(act: KnownAct<'handOverShift'>, placed: Placed): ShiftEntry | null {
  const told = act.told();
  if (told === 'gone') return null;
  const { to, countedMinor, expectedMinor } = told;
  const counted = { countedMinor, expectedMinor, ...firstCountOf(told) };
  return { kind: 'handedOver', ...placed, to, ...counted, reason: reasonOf(act.args()) };
}

function closedOf(act: KnownAct<'closeShift'>, placed: Placed): ShiftEntry | null {
  const told = act.told();
  if (told === 'gone') return null;
  const { second, countedMinor, expectedMinor, money, slips, people } = told;
  const drawer = { countedMinor, expectedMinor, ...firstCountOf(told) };
  return { kind: 'closed', ...placed, second, ...drawer, reason: reasonOf(act.args()), money, slips, people };
}

const reasonOf = (args: { readonly reason: string } | 'gone'): string => (args === 'gone' ? '' : args.reason);

/** Absent stays absent: entries are kept as they were read. */
function firstCountOf({ firstCountedMinor }: { readonly firstCountedMinor?: number | undefined }) {
  return firstCountedMinor === undefined ? {} : { firstCountedMinor };
}

function paidOf(act: KnownAct<'pay'>, placed: Placed): ShiftEntry | null {
  const [paid, told] = [act.args(), act.told()];
  if (paid === 'gone') return null;
  const { method, amountMinor } = paid;
  const slipNumber = told === 'gone' ? null : told.slipNumber;
  return { kind: 'money', ...placed, way: 'taken', method, amountMinor, slipNumber };
}

function refundedOf(act: KnownAct<'refund'>, placed: Placed): ShiftEntry | null {
  const [refunded, slip] = [act.args(), act.told()];
  if (refunded === 'gone' || slip === 'gone') return null;
  const amountMinor = slip.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const { method } = refunded;
  return { kind: 'money', ...placed, way: 'given-back', method, amountMinor, slipNumber: slip.slipNumber };
}

/** A refund that is undone is in the drawer again: that of the shift in which it was undone. */
function undoneOf(act: KnownAct<'undo'>, placed: Placed): ShiftEntry | null {
  const told = act.told();
  if (told === 'gone' || told.takenBack === undefined) return null;
  const { method, amountMinor } = told.takenBack;
  return { kind: 'money', ...placed, way: 'given-back', method, amountMinor: -amountMinor, slipNumber: null };
}
