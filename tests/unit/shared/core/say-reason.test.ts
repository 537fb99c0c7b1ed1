// Reasons, traces and statuses in words: every code in both languages, and the text when a figure is missing.

import { ItemStatusSchema } from '../../../../shared/circ/model/item.ts';
import { ITEM_STATUS_WORDS } from '../../../../shared/core/codes/item-status.ts';
import { REASONS } from '../../../../shared/core/codes/reasons.ts';
import type { ReasonEntry } from '../../../../shared/core/codes/reasons/reason-entry.ts';
import { TRACE_WORDS } from '../../../../shared/core/codes/trace.ts';
import type { Words } from '../../../../shared/core/language.ts';
import type { Params } from '../../../../shared/core/say.ts';
import { sayReason } from '../../../../shared/core/say-reason.ts';
import { sayTrace } from '../../../../shared/core/say-trace.ts';

const english = { language: 'en', now: 0 } as const;
const spanish = { language: 'es', now: 0 } as const;

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

const everyText: [string, Words][] = [
  ...Object.entries<ReasonEntry>(REASONS).flatMap(([code, { words, bare, next }]): [string, Words][] =>
    [words, bare, next].flatMap((text): [string, Words][] => (text === undefined ? [] : [[code, text]])),
  ),
  ...Object.entries<Words>(TRACE_WORDS),
];

describe('words of reasons and traces', () => {
  test.each(everyText)('%s says the same values in both languages', (_code, words) => {
    expect(placeholders(words.es)).toEqual(placeholders(words.en));
    expect(words.es).not.toBe('');
  });

  test('a block without figures is told by its label, one with figures by them', () => {
    const label = 'Patron exceeds lost threshold';
    expect(sayReason(english, { code: 'PATRON_LOST_COUNT', params: { label } })).toBe(`Too many lost items: ${label}.`);
    expect(sayReason(english, { code: 'PATRON_LOST_COUNT', params: { count: 3, limit: 2 } })).toBe(
      'Lost items: 3; the limit is 2.',
    );
  });

  test('a loan without a due date is told without one', () => {
    const said = (code: string) => [english, spanish].map((saying) => sayReason(saying, { code, params: {} }));
    expect(said('LOANED_TO_PATRON')).toEqual([
      'Already out to this patron. Renew it?',
      'Este usuario ya lo tiene. ¿Renovar?',
    ]);
    expect(said('LOANED_TO_ANOTHER')).toEqual(['On loan to another patron.', 'Prestado a otra persona.']);
  });

  test('a debt is not for the whole counter to read', () => {
    const money = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    expect(sayReason(english, { code: 'PATRON_FINES', params: { owed: money(1250), limit: money(1000) } })).toBe(
      'Owes too much.',
    );
  });

  test('meanings of one code are told apart where people keep them apart', () => {
    const said = (code: string, params: Params) => sayReason(english, { code, params });
    expect(said('PATRON_FAMILY_FINES', {})).toBe('Those whom this patron answers for owe too much.');
    expect(said('PATRON_FAMILY_FINES', { by: 'guarantors' })).toBe('Those who answer for this patron owe too much.');
    expect(said('PATRON_RESTRICTED', { label: 'automatic' })).toMatch(/^Blocked automatically/);
    expect(said('PATRON_RESTRICTED', { label: 'manual' })).toBe('Blocked by staff.');
    expect(said('PATRON_RESTRICTED', { label: 'bill' })).toBe('Block on the account: bill.');
  });

  test('the next step is said where an override is asked for', () => {
    const reason = { code: 'ITEM_UNKNOWN', params: { barcode: '123' } };
    expect(sayReason(english, { ...reason, effect: 'alert' })).toBe('No item has the barcode 123.');
    expect(sayReason(english, { ...reason, effect: 'override' })).toBe(
      'No item has the barcode 123. Lend it anyway; it is cataloged later.',
    );
  });

  test('statuses are said in the language of the sentence', () => {
    const reason = { code: 'ITEM_BAD_STATUS', params: { status: 'damaged' } };
    expect(sayReason(english, reason)).toBe('This item is marked damaged.');
    expect(sayReason(spanish, reason)).toBe('Este material está marcado como dañado.');
    expect(ItemStatusSchema.options.filter((status) => ITEM_STATUS_WORDS[status] === undefined)).toEqual([]);
  });

  test('a time that ends in a full stop ends its sentence', () => {
    const due = { dueAt: Date.parse('2022-06-27T22:00:00Z'), grain: 'time' as const, zone: 'America/New_York' };
    const saying = { language: 'es', now: Date.parse('2022-06-27T14:00:00Z') } as const;
    expect(sayTrace(saying, { code: 'DUE_CEILING', params: { due } })).toMatch(/m\.$/);
    expect(sayTrace(saying, { code: 'DUE_CEILING', params: { due } })).not.toMatch(/\.\.$/);
  });

  test('codes of another version are said as they are', () => {
    expect(sayReason(english, { code: 'OF_TOMORROW', params: {} })).toBe('OF_TOMORROW');
    expect(sayTrace(english, { code: 'OF_TOMORROW', params: {} })).toBe('OF_TOMORROW');
  });

  test('a step of a due date reads as a sentence', () => {
    const zone = 'America/New_York';
    const day = { dueAt: Date.parse('2022-07-04T16:00:00Z'), grain: 'day' as const, zone };
    const now = { language: 'en', now: Date.parse('2022-06-27T14:00:00Z') } as const;
    expect(sayTrace(now, { code: 'DUE_CLOSED', params: { day, name: 'July 4th' } })).toBe(
      'Closed Mon, Jul 4: July 4th.',
    );
  });
});
