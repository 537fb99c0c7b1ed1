// How a message to another library system ends: it has it, has it otherwise, refuses it, or the end is unknown. None of these systems recognizes a
// message that comes twice, so that after a lost answer the state there is looked up, and only a message that surely had no effect is sent again.

import { MINUTE_MS, type Instant } from '../core/instant.ts';
import type { ZoneClock } from '../rules/calendar/zone-clock.ts';
import { dayOf } from '../rules/calendar/local-time.ts';
import type { Answer, Message, Refusal, Seen } from './message.ts';

/** The end of a message. */
export type Ending =
  | { readonly is: 'told' }
  /** It was taken, and a person has to know of a difference: another due date there, or the copy is wanted there. */
  | { readonly is: 'date-differs'; readonly there: Instant }
  | { readonly is: 'wanted-there'; readonly place: string | null }
  | { readonly is: 'refused'; readonly why: Refusal; readonly text: string }
  /** The line broke, and the state there does not show whether it was taken. */
  | { readonly is: 'unclear' };

/** The next step after a look. */
export type Reconciled = { readonly do: 'send' } | { readonly do: 'end'; readonly ending: Ending };

const TOLD: Ending = { is: 'told' };
const SEND: Reconciled = { do: 'send' };
const end = (ending: Ending): Reconciled => ({ do: 'end', ending });
const UNCLEAR = end({ is: 'unclear' });

/** The end that an answer makes. */
export function endingOf(message: Message, answer: Answer, clock: ZoneClock): Ending {
  if (answer.is === 'refused') {
    // Both sides agree that it is in.
    if (message.kind === 'checkin' && answer.why === 'not-on-loan') return TOLD;
    return { is: 'refused', why: answer.why, text: answer.text };
  }
  if (message.kind === 'checkin' && answer.wanted !== null && !message.routed)
    return { is: 'wanted-there', place: answer.wanted.place };
  return dueEnding(message, answer.dueAt, clock);
}

/** Knowledge after a lost answer. */
export type Looked = {
  /** How it stood before the message was sent; null = it was not looked at. */
  readonly before: Seen | null;
  readonly now: Seen;
  /** The copy was lent or renewed there on this very day: one more renewal may leave its date as it is. */
  readonly isFresh: boolean;
};

/** The next step for a message whose answer was lost. */
export function reconcile(message: Message, { before, now, isFresh }: Looked, clock: ZoneClock): Reconciled {
  switch (message.kind) {
    case 'checkout':
      return afterCheckout(message, now, clock);
    case 'checkin':
      return afterCheckin(message, now);
    case 'renew':
      return afterRenewal(message, { before, now, isFresh }, clock);
    case 'pay':
      return afterPayment(message.amountMinor, before?.patron?.owedMinor ?? null, now.patron?.owedMinor ?? null);
    case 'placeHold':
      return afterChange({ before: before?.patron?.holds, now: now.patron?.holds, by: 1 });
    case 'cancelHold':
      return afterChange({ before: before?.patron?.holds, now: now.patron?.holds, by: -1 });
  }
}

function afterCheckout(message: Message, { item, patron }: Seen, clock: ZoneClock): Reconciled {
  // Sent again where the copy is unknown or not out there: the system refuses an unknown copy, and says so.
  if (item === null || !item.isOut) return SEND;
  if (patron === null) return end({ is: 'refused', why: 'on-loan-elsewhere', text: '' });
  if (patron.hasItem === null) return UNCLEAR;
  if (!patron.hasItem) return end({ is: 'refused', why: 'on-loan-elsewhere', text: '' });
  return end(dueEnding(message, item.dueAt, clock));
}

function afterCheckin(message: Message & { kind: 'checkin' }, { item, patron }: Seen): Reconciled {
  if (item === null) return SEND;
  if (!item.isOut) return end(TOLD);
  // A loan there to another card may have begun since: a second check-in would end the wrong one.
  return patron?.hasItem === true ? SEND : UNCLEAR;
}

function afterRenewal(
  message: Message & { kind: 'renew' },
  { before, now, isFresh }: Looked,
  clock: ZoneClock,
): Reconciled {
  const due = now.item?.dueAt ?? null;
  if (now.item === null || !now.item.isOut) return SEND;
  if (due === null) return UNCLEAR;
  if (isSameDue(due, message.dueAt, clock)) return end(TOLD);
  const was = before?.item?.dueAt ?? null;
  if (was === null) return UNCLEAR;
  if (was === due) return isFresh ? UNCLEAR : SEND;
  return end(dueEnding(message, due, clock));
}

/** Where the debt was less than the payment, the figure need not show a payment: some systems show no credit. */
function afterPayment(amountMinor: number, before: number | null, now: number | null): Reconciled {
  if (before === null || before < amountMinor) return UNCLEAR;
  return afterChange({ before, now, by: -amountMinor });
}

/** A figure that the message changes by so much, if it was taken. */
function afterChange(figures: {
  readonly before: number | null | undefined;
  readonly now: number | null | undefined;
  readonly by: number;
}): Reconciled {
  const { before = null, now = null, by } = figures;
  if (before === null || now === null) return UNCLEAR;
  if (now === before + by) return end(TOLD);
  return now === before ? SEND : UNCLEAR;
}

function dueEnding(message: Message, there: Instant | null, clock: ZoneClock): Ending {
  if ((message.kind !== 'checkout' && message.kind !== 'renew') || there === null) return TOLD;
  return isSameDue(there, message.dueAt, clock) ? TOLD : { is: 'date-differs', there };
}

/** Systems end a day at 23:59:00, at 23:59:59 or at midnight. */
const END_OF_DAY_MS = 10 * MINUTE_MS;
const SAME_TIME_MS = 5 * MINUTE_MS;

/** Whether two due dates are one for a patron: the same day where both are at its end, else the same time. */
export function isSameDue(a: Instant, b: Instant, clock: Pick<ZoneClock, 'toLocal'>): boolean {
  if (Math.abs(a - b) <= SAME_TIME_MS) return true;
  const [one, other] = [clock.toLocal(a), clock.toLocal(b)];
  const isLast = (local: number) => dayOf(local + END_OF_DAY_MS) > dayOf(local);
  return isLast(one) && isLast(other) && dayOf(one) === dayOf(other);
}
