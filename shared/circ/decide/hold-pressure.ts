// The number of patrons that wait for the title of a copy, and of copies for them: grounds for a shorter loan, or for a message against it.

import type { PatronId } from '../../core/ids.ts';
import type { LoanTerms } from '../../rules/judge/checkout-question.ts';
import { isUnderPressure, pressurePeriod, type Wanted } from '../../rules/limits/hold-pressure.ts';
import type { StoredPeriod } from '../../rules/model/period.ts';
import type { ProfileName } from '../../rules/model/profile-name.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { HoldCopy, ItemFacts, PatronFacts } from '../facts.ts';
import { takesHolds } from '../model/takes-holds.ts';
import { isHoldableStatus } from './holdable-status.ts';

/** Effect of the holds on a title on a loan of it. */
export type Pressure = {
  /** Holds that count. */
  readonly holds: number;
  /** The period of such a loan; null = that of any other. */
  readonly period: StoredPeriod | null;
  readonly hasTooFewCopies: boolean;
};

/** Null without holds, or without a rule for them. */
export function pressureOf(
  profile: ProfileName,
  { item, patron }: { readonly item: ItemFacts | null; readonly patron: PatronFacts | null },
  { pressure }: Pick<Resolved, 'pressure'>,
): Pressure | null {
  if (pressure === null || item === null || item.holds.length === 0) return null;
  const wanted = wantedOf(profile, item, patron?.patron.id ?? null);
  const [period, hasTooFewCopies] = [pressurePeriod(pressure, wanted), isUnderPressure(pressure, wanted)];
  return { holds: hasTooFewCopies ? wanted.holds : wanted.ofOthers, period, hasTooFewCopies };
}

/** The pressure as the terms of the loan show it. A shorter period that made no loan shorter is left out. */
export function saidPressure(
  { holds, period, hasTooFewCopies }: Pressure,
  madeShorter: boolean,
): LoanTerms['underPressure'] {
  if (madeShorter && period?.unit === 'days' && period.n !== null) return { holds, days: period.n };
  return madeShorter || hasTooFewCopies ? { holds } : null;
}

function wantedOf(profile: ProfileName, { item, holds, copies = [] }: ItemFacts, patronId: PatronId | null): Wanted {
  const usable = copies.filter((copy) => isUsable(profile, copy));
  return {
    ofOthers: holds.filter((hold) => hold.patronId !== patronId).length,
    holds: holds.filter((hold) => !hold.suspended && (hold.itemId === null || hold.itemId === item.id)).length,
    copies: usable.length,
    available: usable.filter((copy) => copy.item.state.status === 'available').length,
  };
}

function isUsable(profile: ProfileName, copy: HoldCopy): boolean {
  return takesHolds(copy) && isHoldableStatus(profile, copy.item.state.status);
}
