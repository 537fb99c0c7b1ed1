// What a refusal offers. The first offer has a key of its own; Override… is there wherever a right can lift what stands in the way.

import type { CirculationAnswer, ReasonView } from '../../../shared/bridge/views/circulation.ts';
import type { Entry } from './work-state.ts';

/** `renew`: it is out to this patron already. `lend-anyway`: nothing stands against it but that it is not in the copy. `again`: not recorded. */
export type FirstStep = 'renew' | 'lend-anyway' | 'again';

const NOT_IN_COPY: ReadonlySet<string> = new Set(['PATRON_UNKNOWN', 'ITEM_UNKNOWN']);

/** Reasons that stand in the way now and can be lifted. */
export function liftable(answer: CirculationAnswer): readonly ReasonView[] {
  return answer.reasons.filter((reason) => reason.effect === 'override' && !reason.overridden);
}

/** Reasons to show under an answer: those that stand in the way first, then what to tell. */
export function shownReasons(answer: CirculationAnswer): readonly ReasonView[] {
  const order = ['block', 'override', 'alert', 'message'];
  return answer.reasons.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect));
}

/** The first offer of an entry; null when there is none. */
export function firstStep(entry: Entry): FirstStep | null {
  if (entry.state === 'unrecorded') return 'again';
  if (entry.state !== 'ask' || entry.answer === null) return null;
  const codes = liftable(entry.answer).map((reason) => reason.code);
  if (entry.act === 'checkout' && codes.includes('LOANED_TO_PATRON')) return 'renew';
  const isMissing = codes.length > 0 && codes.every((code) => NOT_IN_COPY.has(code));
  return isMissing && liftable(entry.answer).every((reason) => reason.mayOverride) ? 'lend-anyway' : null;
}

/** Whether the override form may be opened for an entry. */
export function canOverride(entry: Entry): boolean {
  return entry.state === 'ask' && entry.answer !== null && liftable(entry.answer).length > 0;
}

/** Whether somebody else must sign for it. */
export function needsSecondPerson(answer: CirculationAnswer): boolean {
  return liftable(answer).some((reason) => !reason.mayOverride);
}
