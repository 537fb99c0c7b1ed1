// The log of desks and branches in reports: what was written down in a time beside circulation.

import type { ShiftId } from '../core/ids.ts';
import type { Section } from './document.ts';
import { tallySection, type CountedTally } from './tally.ts';

export type Logged = {
  /** Questions of the reference tally that stand, with the shift in which each was counted. */
  readonly tallies: readonly (CountedTally & { readonly shiftId: ShiftId | null })[];
};

export const NOTHING_LOGGED: Logged = { tallies: [] };

/** The log of some shifts. */
export function loggedIn(log: Logged, shifts: readonly ShiftId[]): Logged {
  const asked = new Set(shifts);
  return { tallies: log.tallies.filter(({ shiftId }) => shiftId !== null && asked.has(shiftId)) };
}

/** Sections of the shift report. */
export function logSections({ tallies }: Logged): Section[] {
  return [tallySection(tallies)];
}
