// The state of a shift: its holder, its money, and the expected amount in the drawer. Pure, and the same at the desk
// and on the server.

import type { ShiftId, StaffId } from '../../core/ids.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { MethodMoney, ShiftEntry, ShiftEntryOf, SlipRange } from '../model/shift.ts';

export type Shift = {
  readonly shiftId: ShiftId;
  /** Null where the act that opened it is not known. */
  readonly opened: ShiftEntryOf<'opened'> | null;
  /** The starting cash as it was corrected last, or else as it was entered at the opening; null: it began without a drawer. */
  readonly startingCashMinor: MinorUnits | null;
  readonly corrections: readonly ShiftEntryOf<'corrected'>[];
  readonly handovers: readonly ShiftEntryOf<'handedOver'>[];
  /** The first closing stands. */
  readonly closed: ShiftEntryOf<'closed'> | null;
  /** The person responsible: the one who opened it, or took it over last. */
  readonly holder: StaffId | null;
  /** By method, in the order in which they first came up. */
  readonly money: readonly MethodMoney[];
  readonly slips: SlipRange | null;
  /** Expected cash in the drawer: starting cash + cash taken − cash given back. Null without a drawer, where no cash moved either. */
  readonly expectedMinor: MinorUnits | null;
};

/** Folds the entries of one shift, in the order in which they happened. */
export function foldShift(shiftId: ShiftId, entries: readonly ShiftEntry[]): Shift {
  const of = <K extends ShiftEntry['kind']>(kind: K) =>
    entries.filter((entry): entry is ShiftEntryOf<K> => entry.kind === kind);
  const [opened = null] = of('opened');
  const [closed = null] = of('closed');
  const corrections = of('corrected');
  const startingCashMinor = corrections.at(-1)?.startingCashMinor ?? opened?.startingCashMinor ?? null;
  const handovers = of('handedOver');
  const moved = of('money');
  // The money stated at the close stands, even if acts were purged since.
  const money = closed?.money ?? byMethod(moved);
  return {
    shiftId,
    opened,
    startingCashMinor,
    corrections,
    handovers,
    closed,
    holder: handovers.at(-1)?.to ?? opened?.by ?? null,
    money,
    slips: closed === null ? slipRange(moved) : closed.slips,
    expectedMinor: closed === null ? expectedCash(startingCashMinor, money) : closed.expectedMinor,
  };
}

/** Expected cash in the drawer; null when it began without one and no cash came or went. */
export function expectedCash(startingCashMinor: MinorUnits | null, money: readonly MethodMoney[]): MinorUnits | null {
  const cash = money.find(({ method }) => method === 'cash');
  if (startingCashMinor === null && cash === undefined) return null;
  return (startingCashMinor ?? 0) + (cash?.takenMinor ?? 0) - (cash?.givenBackMinor ?? 0);
}

/** How much more (or, below 0, less) was counted than there should be; null where nothing was counted. */
export function overShort(counted: {
  readonly countedMinor: MinorUnits | null;
  readonly expectedMinor: MinorUnits | null;
}): MinorUnits | null {
  const { countedMinor, expectedMinor } = counted;
  return countedMinor === null ? null : countedMinor - (expectedMinor ?? 0);
}

function byMethod(moved: readonly ShiftEntryOf<'money'>[]): MethodMoney[] {
  return [...Map.groupBy(moved, ({ method }) => method)].map(([method, own]) => {
    const sum = (way: 'taken' | 'given-back') => {
      const some = own.filter((entry) => entry.way === way);
      return {
        minor: some.reduce((total, { amountMinor }) => total + amountMinor, 0),
        number: some.reduce((total, { amountMinor }) => total + Math.sign(amountMinor), 0),
      };
    };
    const [taken, givenBack] = [sum('taken'), sum('given-back')];
    return {
      method,
      takenMinor: taken.minor,
      taken: taken.number,
      givenBackMinor: givenBack.minor,
      givenBack: givenBack.number,
    };
  });
}

function slipRange(moved: readonly ShiftEntryOf<'money'>[]): SlipRange | null {
  const numbers = moved.flatMap(({ slipNumber }) => slipNumber ?? []);
  return numbers.length === 0 ? null : { from: Math.min(...numbers), to: Math.max(...numbers) };
}
