// When the personal values of an act are no longer needed: the scanned card, and the text that staff wrote. The same at
// desks and server. The act itself stays, signed and in its chain, and names people by ids alone. [I19] [I23]

import type { Instant } from '../core/instant.ts';
import { isMoneyAct } from './act-kinds.ts';
import type { Act } from './acts.ts';
import { keptMs, type ContactTerms } from './model/contact-terms.ts';

/** Open business of the patron of an act. */
export type PatronAffairs = {
  /** Loans that are not closed, and those that came back after the moment before which everything must be over. */
  readonly loans: readonly { readonly itemId: string; readonly state: string; readonly inAt: Instant | null }[];
  /** Fees with something outstanding. */
  readonly fees: readonly { readonly itemId: string | null }[];
  /** Holds that wait or have a copy. */
  readonly holds: readonly { readonly id: string }[];
};

/** Before this moment everything must be over, by the library's setting. */
export function purgeHorizon(now: Instant, terms: ContactTerms): Instant {
  return now - keptMs(terms);
}

/** The patron of an act; null for one without a patron. */
export function patronOfAct(act: Act) {
  if (act.kind === 'resolveItem') return act.holder;
  return 'patronId' in act ? act.patronId : null;
}

/** Whether all business of an act is over: its loan came back before the horizon, nothing is owed for it, its hold lives no more. */
export function isLongOver(act: Act, { loans, fees, holds }: PatronAffairs, horizon: Instant): boolean {
  if (act.at > horizon) return false;
  const item = 'itemId' in act ? act.itemId : null;
  const isOut = loans.some(
    (loan) => loan.itemId === item && (loan.state !== 'closed' || loan.inAt === null || loan.inAt > horizon),
  );
  const owes = fees.some((fee) => isMoneyAct(act) || (item !== null && fee.itemId === item));
  const waits = 'hold' in act && holds.some(({ id }) => id === act.hold);
  return !isOut && !owes && !waits;
}
