// The end of a message to another system by its answer, and the repair when the answer was lost.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { endingOf, isSameDue, reconcile } from '../../../../shared/connectors/ending.ts';
import type { Answer, Message, Seen } from '../../../../shared/connectors/message.ts';
import { meaningOfSip2 } from '../../../../shared/connectors/sip2-words.ts';
import { plainRefusal } from '../../../../shared/connectors/plain-refusal.ts';
import { UTC } from '../../../../shared/rules/calendar/zone-clock.ts';

const at = Date.UTC(2026, 10, 24, 10);
const dueAt = Date.UTC(2026, 11, 8, 23, 59, 59);
const checkout: Message = { kind: 'checkout', at, barcode: 'X', card: 'P', dueAt, rentalMinor: 0, depositMinor: 0 };
const checkin: Message = { kind: 'checkin', at, barcode: 'X', card: 'P', returnedAt: at, routed: false };
const renew: Message = { kind: 'renew', at, barcode: 'X', card: 'P', dueAt };
const pay: Message = { kind: 'pay', at, card: 'P', amountMinor: 100, reference: 'r' };
const place: Message = {
  kind: 'placeHold',
  at,
  card: 'P',
  barcode: 'X',
  ofCopy: false,
  pickup: 'main',
  expiresAt: null,
};

const seen = (item: Seen['item'], patron: Partial<NonNullable<Seen['patron']>> | null = null): Seen => ({
  item,
  patron: patron === null ? null : { hasItem: null, owedMinor: null, holds: null, ...patron },
});
const out = (due: number | null = dueAt) => ({ isOut: true, dueAt: due });
const inside = { isOut: false, dueAt: null };
const taken = (due: number | null): Answer => ({ is: 'taken', dueAt: due, wanted: null });

describe('an answer', () => {
  test.each<[string, Message, Answer, object]>([
    ['takes a loan with the same day', checkout, taken(dueAt - 59_000), { is: 'told' }],
    ['takes a loan with another day', checkout, taken(dueAt + DAY_MS), { is: 'date-differs', there: dueAt + DAY_MS }],
    ['takes a loan without a date', checkout, taken(null), { is: 'told' }],
    [
      'takes a renewal with an earlier day',
      renew,
      taken(dueAt - DAY_MS),
      { is: 'date-differs', there: dueAt - DAY_MS },
    ],
    ['takes a return', checkin, taken(null), { is: 'told' }],
    [
      'takes a return and wants the copy',
      checkin,
      { is: 'taken', dueAt: null, wanted: { place: 'CPL' } },
      { is: 'wanted-there', place: 'CPL' },
    ],
    [
      'wants a copy that the desk put on the hold shelf',
      { ...checkin, routed: true },
      { is: 'taken', dueAt: null, wanted: { place: 'CPL' } },
      { is: 'told' },
    ],
    [
      'says that a copy that came back is in',
      checkin,
      { is: 'refused', why: 'not-on-loan', text: 'Item not checked out' },
      { is: 'told' },
    ],
    [
      'refuses a loan',
      checkout,
      { is: 'refused', why: 'account-blocked', text: 'Patron Blocked' },
      { is: 'refused', why: 'account-blocked', text: 'Patron Blocked' },
    ],
  ])('%s', (_, message, answer, ending) => {
    expect(endingOf(message, answer, UTC)).toEqual(ending);
  });
});

describe('after a lost answer', () => {
  const told = { do: 'end', ending: { is: 'told' } };
  const unclear = { do: 'end', ending: { is: 'unclear' } };
  const elsewhere = { do: 'end', ending: { is: 'refused', why: 'on-loan-elsewhere', text: '' } };
  const send = { do: 'send' };
  test.each<[string, Message, Seen | null, Seen, object]>([
    ['a loan that is not there is sent again', checkout, null, seen(inside), send],
    ['a loan of a copy that it does not have is sent again', checkout, null, seen(null), send],
    ['a loan that is there is told', checkout, null, seen(out(), { hasItem: true }), told],
    ['a loan to another card is refused', checkout, null, seen(out(), { hasItem: false }), elsewhere],
    ['a loan by a card that it does not have is refused', checkout, null, seen(out()), elsewhere],
    ['a loan whose borrower it does not name is unclear', checkout, null, seen(out(), {}), unclear],
    ['a return that is there is told', checkin, null, seen(inside), told],
    ['a return that is not there is sent again', checkin, null, seen(out(), { hasItem: true }), send],
    ['a return of a copy that another card has is unclear', checkin, null, seen(out(), { hasItem: false }), unclear],
    ['a renewal to the promised day is told', renew, seen(out(at)), seen(out()), told],
    ['a renewal that changed nothing is sent again', renew, seen(out(at)), seen(out(at)), send],
    ['a renewal without a look before is unclear', renew, null, seen(out(at)), unclear],
    [
      'a renewal to another day differs',
      renew,
      seen(out(at)),
      seen(out(dueAt + DAY_MS)),
      { do: 'end', ending: { is: 'date-differs', there: dueAt + DAY_MS } },
    ],
    [
      'a payment that lowered the debt is told',
      pay,
      seen(null, { owedMinor: 300 }),
      seen(null, { owedMinor: 200 }),
      told,
    ],
    ['a payment that did not is sent again', pay, seen(null, { owedMinor: 300 }), seen(null, { owedMinor: 300 }), send],
    [
      'a payment beside another is unclear',
      pay,
      seen(null, { owedMinor: 300 }),
      seen(null, { owedMinor: 250 }),
      unclear,
    ],
    [
      'a payment by a patron who owed less there is unclear',
      pay,
      seen(null, { owedMinor: 0 }),
      seen(null, { owedMinor: 0 }),
      unclear,
    ],
    ['a payment without a look before is unclear', pay, null, seen(null, { owedMinor: 200 }), unclear],
    ['a hold that is there is told', place, seen(null, { holds: 1 }), seen(null, { holds: 2 }), told],
    ['a hold that is not is sent again', place, seen(null, { holds: 1 }), seen(null, { holds: 1 }), send],
    [
      'a hold that is gone is told',
      { ...place, kind: 'cancelHold' },
      seen(null, { holds: 1 }),
      seen(null, { holds: 0 }),
      told,
    ],
  ])('%s', (...[, message, before, now, expected]) => {
    expect(reconcile(message, { before, now, isFresh: false }, UTC)).toEqual(expected);
  });
});

test('a renewal on the day of another is unclear where the date is as it was', () => {
  const looked = { before: seen(out(at)), now: seen(out(at)), isFresh: true };
  expect(reconcile(renew, looked, UTC)).toEqual({ do: 'end', ending: { is: 'unclear' } });
});

test('due dates are one within minutes, or at the end of one day', () => {
  const end = Date.UTC(2026, 11, 8, 23, 59);
  expect(isSameDue(end, end + 59_000, UTC)).toBe(true);
  expect(isSameDue(end, end + MINUTE_MS, UTC)).toBe(true);
  expect(isSameDue(end - 8 * MINUTE_MS, end, UTC)).toBe(true);
  expect(isSameDue(end, end + DAY_MS, UTC)).toBe(false);
  expect(isSameDue(end, end - HOUR_MS, UTC)).toBe(false);
});

test.each([
  ['23529001000463', '…'],
  ['Edna Acosta ((212) 555-1212)\r\nhas it', '… has it'],
  ['Item not checked out to Edna Acosta', 'Item not checked out to …'],
  ['Patron Blocked', 'Patron Blocked'],
  ['5', '5'],
])('people see of %p only words that are known', (text, plain) => {
  expect(plainRefusal(text)).toBe(plain);
});

test.each([
  ['Invalid Patron', 'unknown-card'],
  ["Invalid Item Barcode: 'NOPE'", 'unknown-item'],
  ['Item checked out to another patron', 'on-loan-elsewhere'],
  ['Item is on hold shelf for another patron.', 'held-for-another'],
  ['23529001000463', 'held-for-another'],
  ['5', 'over-limit'],
  ['item_notforloan: 1', 'not-for-loan'],
  ['Item has reached maximum renewals', 'no-renewal'],
  ['Bill not found', 'no-such-fee'],
  ['Lesesaal', 'other'],
])('the words %p mean %s', (text, meaning) => {
  expect(meaningOfSip2(text)).toBe(meaning);
});
