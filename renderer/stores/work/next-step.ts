// The next steps after a refusal. The first has its own key; Override… is there wherever a right can lift the blocks. "What would happen?" uses the
// same steps, so that its answer matches the desk's own act.

import type { Explanation, ReasonView, SaidAnswer } from '../../../shared/views/circulation.ts';
import type { ActKind, Entry } from './work-state.ts';

/**
 * `renew`: it is out to this patron already. `return-then-lend`: it is out to another patron or lost, and stands here.
 * `return`: the same, but this patron may not have it then either. `lend-anyway`: the only reason is that it is not in the copy. `who`: the patron
 * has no account, so their name is written down. `agree`: the only reason is its cost, which the patron is asked about. `again`: not recorded.
 */
export type FirstStep = 'renew' | 'return-then-lend' | 'return' | 'lend-anyway' | 'who' | 'agree' | 'again';

/** With a line to the server, a copy that its catalog does not have takes an override with a reason instead. */
const NOT_IN_COPY: ReadonlySet<string> = new Set(['ITEM_UNKNOWN']);
/** Unknown card: without the server's word, and with it. */
const STRANGERS: ReadonlySet<string> = new Set(['PATRON_UNKNOWN', 'PATRON_NOT_REGISTERED']);
/** Reasons that an ID check, and a second person for equipment, settle. */
const SEEN_TO: ReadonlySet<string> = new Set([
  ...STRANGERS,
  'ITEM_UNKNOWN',
  'ITEM_NOT_REGISTERED',
  'EQUIPMENT_WITHOUT_ACCOUNT',
]);
/** Costs of lending: no refusal, but a question to the patron. The amounts stand beside it as money. */
const COSTS: ReadonlySet<string> = new Set(['RENTAL_FEE', 'DEPOSIT']);
/** Reasons that a payment removes. */
const OWED: ReadonlySet<string> = new Set(['PATRON_FINES', 'PATRON_FAMILY_FINES', 'PATRON_OTHER_FEES']);
/** An item in hand is back: a check-in ends these findings of the copy. */
const NOT_BACK: ReadonlySet<string> = new Set(['LOANED_TO_ANOTHER', 'ITEM_LOST']);
/** Reasons that a check-in removes as well. */
const ENDED_BY_RETURN: ReadonlySet<string> = new Set([...NOT_BACK, 'LOANED_TO_PATRON']);
/** A check-in keeps it for the patron who waits. */
const KEPT_BY_RETURN = 'HOLD_WAITING';

/** Reasons that stand in the way now and can be lifted. */
export function liftable(answer: SaidAnswer): readonly ReasonView[] {
  return asking(answer).filter((reason) => !reason.overridden);
}

/** Those, and the ones that were lifted in vain because of them: an override names them all again. */
export function asking(answer: SaidAnswer): readonly ReasonView[] {
  return answer.reasons.filter((reason) => reason.effect === 'override');
}

/** Whether the patron has no account, so that name and phone are asked for and an ID is looked at. */
export function isStranger(answer: SaidAnswer): boolean {
  return asking(answer).some(({ code }) => STRANGERS.has(code));
}

/** Whether it was done with a new account, after an ID was seen. */
export function isNewAccount({ decision, reasons }: SaidAnswer): boolean {
  return decision === 'done' && reasons.some(({ code, overridden }) => STRANGERS.has(code) && overridden);
}

/** Reasons other than that the patron has no account. */
export function besidesStranger(reasons: readonly ReasonView[]): readonly ReasonView[] {
  return reasons.filter(({ code }) => !STRANGERS.has(code));
}

/** Whether the server was asked for the card: then an account is made. */
export function isSought(answer: SaidAnswer): boolean {
  return asking(answer).some(({ code }) => code === 'PATRON_NOT_REGISTERED');
}

/** Whether nothing is lifted that needs a reason in words besides. */
export function needsNoReason(answer: SaidAnswer): boolean {
  return isStranger(answer) && asking(answer).every(({ code }) => SEEN_TO.has(code));
}

/** Expressed by the answer itself already: that it came back, that a patron waits for it, where it belongs, that it is unknown. */
const SAID_BY_VERB: ReadonlySet<string> = new Set(['RETURNED']);
const SAID_BY_ROUTE: ReadonlySet<string> = new Set(['HOLD_FOUND', 'NEEDS_TRANSIT']);

/** Handling of the thing in hand: shown when it goes out or comes back, not while it stays. */
const HANDLING: ReadonlySet<string> = new Set(['ITEM_PARTS', 'ITEM_PARTS_BACK', 'ITEM_ALERT']);

/** Whether it is not for now: the thing stays where it is, or the patron has it with its parts already. */
function isForLater({ decision }: SaidAnswer, act: ActKind, code: string): boolean {
  return HANDLING.has(code) && (decision !== 'done' || (act === 'renew' && code === 'ITEM_PARTS'));
}

const EFFECTS: readonly ReasonView['effect'][] = ['block', 'override', 'alert', 'message'];
/** Reasons against the person weigh more than those against the loan, and these more than those about this copy alone. */
const RIGHTS: readonly (string | null)[] = [
  'override-account',
  'override-fees',
  'override-limit',
  'override-hold',
  'override-item',
  'override-loan',
];

/**
 * All reasons, the strongest first: those that cannot be lifted, those that take another person, the gravest of those that this person may lift; then
 * remarks.
 */
export function orderedReasons(answer: SaidAnswer): readonly ReasonView[] {
  return answer.reasons.toSorted((a, b) => {
    const second = strengthOf(b);
    return strengthOf(a).reduce((order, part, index) => order || part - (second[index] ?? 0), 0);
  });
}

function strengthOf({ effect, code, right, mayOverride, overridden }: ReasonView): readonly number[] {
  const place = RIGHTS.indexOf(right);
  return [
    EFFECTS.indexOf(effect),
    overridden ? 1 : 0,
    mayOverride ? 1 : 0,
    code === 'PATRON_BARRED' ? -1 : place === -1 ? RIGHTS.length : place,
  ];
}

/**
 * Everything that Why? tells; handling of the item only if it is due now. On a night grant no second person is needed.
 */
export function toldReasons(answer: SaidAnswer, act: ActKind): readonly ReasonView[] {
  const isCovered = answer.nightGrant !== undefined;
  return orderedReasons(answer)
    .filter(({ code }) => !isForLater(answer, act, code))
    .map((reason) => (isCovered && reason.effect === 'override' ? { ...reason, mayOverride: true } : reason));
}

/** Reasons to show under an answer, without those that the word, the handling cues or the large text ("Send to West branch") state already. */
export function shownReasons(answer: SaidAnswer, act: ActKind): readonly ReasonView[] {
  const handling = answer.handling ?? [];
  return toldReasons(answer, act).filter(
    ({ code, text }) =>
      !SAID_BY_VERB.has(code) &&
      !isSaidAsMoney(answer, code) &&
      code !== 'NEEDS_TRANSIT' &&
      !handling.includes(text) &&
      !isSaidByAccount(answer, code) &&
      !isUnknownReturn(answer, code),
  );
}

/** The same for a row of the list, which has the route beside it and the parts behind the title; money only once it is owed. */
export function rowReasons(answer: SaidAnswer, act: ActKind): readonly ReasonView[] {
  return toldReasons(answer, act).filter(
    ({ code }) =>
      !SAID_BY_VERB.has(code) &&
      !(answer.decision === 'done' && isSaidAsMoney(answer, code)) &&
      !SAID_BY_ROUTE.has(code) &&
      code !== 'ITEM_PARTS' &&
      !isSaidByAccount(answer, code) &&
      !isUnknownReturn(answer, code),
  );
}

/** A new account, and the person who agreed to it, are shown on a line of their own: their reasons are settled. */
function isSaidByAccount(answer: SaidAnswer, code: string): boolean {
  return isNewAccount(answer) && (STRANGERS.has(code) || code === 'EQUIPMENT_WITHOUT_ACCOUNT');
}

function isSaidAsMoney({ fees }: SaidAnswer, code: string): boolean {
  return COSTS.has(code) && (fees ?? []).length > 0;
}

/** Whether the only question is to the patron: it costs something, and the person signed in may take the cost. */
export function isCostAsked({ decision, reasons }: SaidAnswer): boolean {
  const against = reasons.filter(({ effect }) => effect === 'block' || effect === 'override');
  const isCost = (reason: ReasonView): boolean => COSTS.has(reason.code) && reason.mayOverride && !reason.overridden;
  return decision === 'needs-override' && against.length > 0 && against.every(isCost);
}

/** Whether the only lifted reason was the cost of lending: the patron agreed to it, and nothing was overridden. */
export function isAgreed({ reasons }: SaidAnswer): boolean {
  const lifted = reasons.filter(({ overridden }) => overridden);
  return lifted.length > 0 && lifted.every(({ code }) => COSTS.has(code));
}

/** Whether the first offer does away with a reason by itself, so that no second person is needed for it. */
export function isEndedByStep(entry: Entry, code: string): boolean {
  const step = firstStep(entry);
  return (step === 'return' || step === 'return-then-lend') && ENDED_BY_RETURN.has(code);
}

/** Whether the checked-in code is unknown here; the answer has its own words for it. */
export function isUnknownReturn({ routing, item }: SaidAnswer, code = 'ITEM_UNKNOWN'): boolean {
  return code === 'ITEM_UNKNOWN' && routing?.route === 'not-ours' && item === null;
}

/** Parts that go out with the item, as the desk lists them; null when it is alone. */
export function partsOf(answer: SaidAnswer): string | null {
  const parts = answer.reasons.find(({ code }) => code === 'ITEM_PARTS')?.params['parts'];
  return typeof parts === 'string' ? parts : null;
}

/** The first offer of an entry; null when there is none. */
export function firstStep(entry: Entry): FirstStep | null {
  // A date that was not recorded is chosen again in its own form: no other part has it any more.
  if (entry.state === 'unrecorded') return entry.act === 'changeDueDate' ? null : 'again';
  if ((entry.state !== 'ask' && entry.state !== 'refused') || entry.answer === null) return null;
  return entry.act === 'checkout' ? stepToLend(entry.answer) : null;
}

/** The next step after a checkout that was not done. */
function stepToLend(answer: SaidAnswer): Exclude<FirstStep, 'again'> | null {
  const against = answer.reasons.filter(({ effect }) => effect === 'block' || effect === 'override');
  const standing = new Set(against.filter(({ overridden }) => !overridden).map(({ code }) => code));
  if (standing.has('LOANED_TO_PATRON') && !standing.has('ITEM_LOST')) return 'renew';
  if ([...NOT_BACK].some((code) => standing.has(code))) {
    // Overrides given before are not sent with the checkout after the check-in: these reasons still stand in the way.
    const isFree = against.every((reason) => ENDED_BY_RETURN.has(reason.code) || isLentAnyway(reason));
    return isFree && !answer.reasons.some(({ code }) => code === KEPT_BY_RETURN) ? 'return-then-lend' : 'return';
  }
  if (isCostAsked(answer)) return 'agree';
  const isRefused = against.some(({ effect }) => effect === 'block');
  if (!isRefused && [...STRANGERS].some((code) => standing.has(code))) return 'who';
  const isMissing = standing.size > 0 && [...standing].every((code) => NOT_IN_COPY.has(code));
  return isMissing && against.every(({ mayOverride }) => mayOverride) ? 'lend-anyway' : null;
}

function isLentAnyway({ code, mayOverride }: ReasonView): boolean {
  return STRANGERS.has(code) || (NOT_IN_COPY.has(code) && mayOverride);
}

/** How a desk would go about it; `override`: a person has to lift the blocks. */
export type Way = 'done' | 'return-then-lend' | 'lend-anyway' | 'who' | 'agree' | 'override' | 'refused';

/** The desk's way with that answer: a renewal that gains nothing cannot be overridden there either. */
export function wayOf(answer: Explanation): Way {
  const { decision, asks, reasons } = answer;
  if (decision === 'done') return 'done';
  const step = asks === 'checkout' ? stepToLend(answer) : null;
  if (step === 'return-then-lend' || step === 'lend-anyway' || step === 'who' || step === 'agree') return step;
  return decision === 'refused' || isPointless(reasons) ? 'refused' : 'override';
}

/** Whether a reason is that the patron, or their family, owes money. */
export function isAboutMoney(code: string): boolean {
  return OWED.has(code);
}

/** The patron's debt, if it stands in the way of an act that was not done. */
export function moneyInTheWay({ state, answer }: Pick<Entry, 'state' | 'answer'>): ReasonView | null {
  if (state !== 'ask' && state !== 'refused') return null;
  return answer?.reasons.find(({ code, overridden }) => isAboutMoney(code) && !overridden) ?? null;
}

/** Whether the card at hand stands in the way, which is put right on the record of its patron. */
export function cardInTheWay(entry: Pick<Entry, 'state' | 'answer'>): boolean {
  if (entry.state !== 'ask' && entry.state !== 'refused') return false;
  return entry.answer?.reasons.some(({ code, overridden }) => code === 'PATRON_CARD_LOST' && !overridden) ?? false;
}

/** Whether an override would change nothing: a renewal that ends no later than the loan does now. */
export function isPointless(reasons: readonly ReasonView[]): boolean {
  return reasons.some(({ code }) => code === 'RENEW_NO_GAIN');
}

/** Whether the override form may be opened for an entry. An item lent to this patron is renewed instead. */
export function canOverride(entry: Entry): boolean {
  if (entry.act === 'changeDueDate' || entry.state !== 'ask' || entry.answer === null) return false;
  if (isPointless(entry.answer.reasons)) return false;
  const codes = liftable(entry.answer).map((reason) => reason.code);
  return codes.length > 0 && !(entry.act === 'checkout' && codes.includes('LOANED_TO_PATRON'));
}

/** Whether a part of it may be reported missing: it came back, and has parts. */
export function offersPartMissing({ act, state, answer }: Pick<Entry, 'act' | 'state' | 'answer'>): boolean {
  return (
    act === 'checkin' && state === 'done' && (answer?.reasons ?? []).some(({ code }) => code === 'ITEM_PARTS_BACK')
  );
}

/** The kind of equipment, by its code, whose agreement stands in the way of a checkout; null = none, or it is that of a sponsor who is not here. */
export function agreementAsked({ act, state, answer, forWhom }: Entry): string | null {
  if (act !== 'checkout' || (state !== 'ask' && state !== 'refused') || answer === null || forWhom !== undefined)
    return null;
  const kind = answer.reasons.find(({ code, overridden }) => code === 'AGREEMENT_NEEDED' && !overridden)?.params[
    'kindId'
  ];
  return typeof kind === 'string' ? kind : null;
}

const NOT_CATALOGED: ReadonlySet<string> = new Set(['ITEM_UNKNOWN', 'ITEM_NOT_REGISTERED']);

/** Whether a thing may be recorded quickly so that it can be lent: the catalog does not have it, and this person may lend it all the same. */
export function offersQuickRecord({ act, state, answer }: Pick<Entry, 'act' | 'state' | 'answer'>): boolean {
  if (act !== 'checkout' || (state !== 'ask' && state !== 'refused') || answer === null) return false;
  return answer.reasons.some(({ code, mayOverride }) => NOT_CATALOGED.has(code) && mayOverride);
}

/** Whether that record is offered first. */
export function isQuickRecordFirst(entry: Entry): boolean {
  return offersQuickRecord(entry) && firstStep(entry) === null;
}

/** Whether a button offers that form: not where the first offer does the same and needs no reason. */
export function offersOverride(entry: Entry): boolean {
  const step = firstStep(entry);
  return canOverride(entry) && step !== 'lend-anyway' && step !== 'agree' && step !== 'who';
}

/** Whether a second person must sign for it: not where a night grant covers it. */
export function needsSecondPerson(answer: SaidAnswer): boolean {
  return answer.nightGrant === undefined && asking(answer).some((reason) => !reason.mayOverride);
}
