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

/** Said by the answer itself already: that it came back, that somebody waits for it, where it belongs. */
const SAID_BY_VERB: ReadonlySet<string> = new Set(['RETURNED']);
const SAID_BY_ROUTE: ReadonlySet<string> = new Set(['HOLD_FOUND', 'NEEDS_TRANSIT']);

/** All reasons, those that stand in the way first, then what to tell. */
export function orderedReasons(answer: CirculationAnswer): readonly ReasonView[] {
  const order = ['block', 'override', 'alert', 'message'];
  return answer.reasons.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect));
}

/** Reasons to show under an answer: what the word, the handling cues or the large text say already is not said twice. */
export function shownReasons(answer: CirculationAnswer): readonly ReasonView[] {
  const handling = answer.handling ?? [];
  return orderedReasons(answer).filter(({ code, text }) => !SAID_BY_VERB.has(code) && !handling.includes(text));
}

/** The same for a row of the list, which has the route beside it and the parts behind the title. */
export function rowReasons(answer: CirculationAnswer): readonly ReasonView[] {
  return orderedReasons(answer).filter(
    ({ code }) => !SAID_BY_VERB.has(code) && !SAID_BY_ROUTE.has(code) && code !== 'ITEM_PARTS',
  );
}

/** What goes out with the item, as the desk lists it; null when it is alone. */
export function partsOf(answer: CirculationAnswer): string | null {
  const parts = answer.reasons.find(({ code }) => code === 'ITEM_PARTS')?.params['parts'];
  return typeof parts === 'string' ? parts : null;
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
