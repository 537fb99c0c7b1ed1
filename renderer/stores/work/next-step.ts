// What a refusal offers. The first offer has a key of its own; Override… is there wherever a right can lift what stands in the way.

import type { CirculationAnswer, ReasonView } from '../../../shared/bridge/views/circulation.ts';
import type { Entry } from './work-state.ts';

/**
 * `renew`: it is out to this patron already. `return-then-lend`: it is out to somebody else or lost, and stands here. `lend-anyway`:
 * nothing stands against it but that it is not in the copy. `again`: not recorded.
 */
export type FirstStep = 'renew' | 'return-then-lend' | 'lend-anyway' | 'again';

const NOT_IN_COPY: ReadonlySet<string> = new Set(['PATRON_UNKNOWN', 'ITEM_UNKNOWN']);
/** A thing in hand is back, whatever the copy says. */
const NOT_BACK: ReadonlySet<string> = new Set(['LOANED_TO_ANOTHER', 'ITEM_LOST']);

/** Reasons that stand in the way now and can be lifted. */
export function liftable(answer: CirculationAnswer): readonly ReasonView[] {
  return asking(answer).filter((reason) => !reason.overridden);
}

/** Those, and the ones that were lifted in vain because of them: an override names them all again. */
export function asking(answer: CirculationAnswer): readonly ReasonView[] {
  return answer.reasons.filter((reason) => reason.effect === 'override');
}

/** Said by the answer itself already: that it came back, that somebody waits for it, where it belongs, that nobody knows it. */
const SAID_BY_VERB: ReadonlySet<string> = new Set(['RETURNED']);
const SAID_BY_ROUTE: ReadonlySet<string> = new Set(['HOLD_FOUND', 'NEEDS_TRANSIT']);

/** What to do with the thing in hand: said when it goes out or comes back, not while it stays. */
const HANDLING: ReadonlySet<string> = new Set(['ITEM_PARTS', 'ITEM_PARTS_BACK', 'ITEM_ALERT']);

function isForLater({ decision }: CirculationAnswer, code: string): boolean {
  return decision !== 'done' && HANDLING.has(code);
}

/** All reasons, those that stand in the way first, then what to tell. */
export function orderedReasons(answer: CirculationAnswer): readonly ReasonView[] {
  const order = ['block', 'override', 'alert', 'message'];
  return answer.reasons.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect));
}

/** Reasons to show under an answer: what the word, the handling cues or the large text ("Send to West branch") say already is not said twice. */
export function shownReasons(answer: CirculationAnswer): readonly ReasonView[] {
  const handling = answer.handling ?? [];
  return orderedReasons(answer).filter(
    ({ code, text }) =>
      !SAID_BY_VERB.has(code) &&
      code !== 'NEEDS_TRANSIT' &&
      !handling.includes(text) &&
      !isForLater(answer, code) &&
      !isUnknownReturn(answer, code),
  );
}

/** The same for a row of the list, which has the route beside it and the parts behind the title. */
export function rowReasons(answer: CirculationAnswer): readonly ReasonView[] {
  return orderedReasons(answer).filter(
    ({ code }) =>
      !SAID_BY_VERB.has(code) &&
      !SAID_BY_ROUTE.has(code) &&
      code !== 'ITEM_PARTS' &&
      !isForLater(answer, code) &&
      !isUnknownReturn(answer, code),
  );
}

/** Whether nobody here knows the code that was checked in; the answer says so in its own words. */
export function isUnknownReturn({ routing, item }: CirculationAnswer, code = 'ITEM_UNKNOWN'): boolean {
  return code === 'ITEM_UNKNOWN' && routing?.route === 'not-ours' && item === null;
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
  if (entry.act !== 'checkout') return null;
  if (codes.includes('LOANED_TO_PATRON') && !codes.includes('ITEM_LOST')) return 'renew';
  if (codes.some((code) => NOT_BACK.has(code))) return 'return-then-lend';
  const isMissing = codes.length > 0 && codes.every((code) => NOT_IN_COPY.has(code));
  return isMissing && asking(entry.answer).every((reason) => reason.mayOverride) ? 'lend-anyway' : null;
}

/** Whether lifting what stands in the way would change nothing: a renewal that ends no later than the loan does now. */
export function isPointless(reasons: readonly ReasonView[]): boolean {
  return reasons.some(({ code }) => code === 'RENEW_NO_GAIN');
}

/** Whether the override form may be opened for an entry. What is out to this patron is renewed instead. */
export function canOverride(entry: Entry): boolean {
  if (entry.state !== 'ask' || entry.answer === null || isPointless(entry.answer.reasons)) return false;
  const codes = liftable(entry.answer).map((reason) => reason.code);
  return codes.length > 0 && !(entry.act === 'checkout' && codes.includes('LOANED_TO_PATRON'));
}

/** Whether somebody else must sign for it. */
export function needsSecondPerson(answer: CirculationAnswer): boolean {
  return asking(answer).some((reason) => !reason.mayOverride);
}
