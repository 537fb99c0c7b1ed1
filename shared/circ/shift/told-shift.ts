// The history of a shift's drawer for the screen and the command line: people by their names, instants as text.

import type { StaffId } from '../../core/ids.ts';
import { formatInstant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { overShort, type Shift } from './fold-shift.ts';

/** The sign-in name of a person, or their id where the name is not known. The caller decides the value for null. */
export type NameOf<N extends string | null> = (id: StaffId | null) => N;

type Counted = {
  readonly countedMinor: MinorUnits | null;
  readonly expectedMinor: MinorUnits | null;
  readonly firstCountedMinor?: MinorUnits | undefined;
  readonly reason: string;
};

/** Starting cash as it was corrected, in order. */
export function toldCorrections<N extends string | null>({ corrections }: Shift, nameOf: NameOf<N>) {
  return corrections.map(({ at, by, wasMinor, startingCashMinor, reason }) => ({
    at: formatInstant(at),
    by: nameOf(by),
    wasMinor,
    startingCashMinor,
    reason,
  }));
}

/** Handovers of the shift with both names and the counts. */
export function toldHandovers<N extends string | null>({ handovers }: Shift, nameOf: NameOf<N>) {
  return handovers.map((one) => ({
    at: formatInstant(one.at),
    from: nameOf(one.by),
    to: nameOf(one.to),
    ...countOf(one),
  }));
}

/** How the shift ended; null while it is open. `countedBy`: the person who closed it, and the second person. */
export function toldEnd<N extends string | null>({ closed }: Shift, nameOf: NameOf<N>) {
  if (closed === null) return null;
  return {
    at: formatInstant(closed.at),
    by: nameOf(closed.by),
    countedBy: closed.countedMinor === null ? [] : [closed.by, closed.second].flatMap((id) => id ?? []).map(nameOf),
    ...countOf(closed),
    people: closed.people.map(({ staffId, ms }) => ({ staff: nameOf(staffId), ms })),
  };
}

function countOf(one: Counted) {
  const { countedMinor, expectedMinor, firstCountedMinor = null, reason } = one;
  return { countedMinor, expectedMinor, overShortMinor: overShort(one), firstCountedMinor, reason };
}
