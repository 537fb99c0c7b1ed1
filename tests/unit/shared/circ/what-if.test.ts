// "What would happen?": a renewal of the patron's own loan, a checkout of every other item, by the same judgement as
// the acts themselves.

import { decideCheckout } from '../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../shared/circ/decide/renew.ts';
import { judgeWhatIf } from '../../../../shared/circ/what-if.ts';
import { patronId } from '../../../../shared/core/ids.ts';
import { checkoutFacts, itemFacts, loan, MONDAY, patronFacts } from '../../../support/small-library.ts';

const ASK = { card: 'card-1', barcode: 'barcode-1' };

const lentTo = (patron: string | null) =>
  checkoutFacts({ item: itemFacts({ loan: patron === null ? null : loan('1', { patronId: patronId(patron) }) }) });

const owner = patronFacts().patron.id;

describe('the expected outcome', () => {
  test('of what the patron already has is whether it renews', () => {
    const facts = { ...lentTo(owner), policy: null };
    const { asks, decision } = judgeWhatIf(facts, ASK, MONDAY);
    expect(asks).toBe('renewal');
    expect(decision).toEqual(decideRenew(facts, { barcode: 'barcode-1', overrides: [] }, MONDAY));
    expect(decision.terms?.dueAt).toBeGreaterThan(MONDAY);
  });

  test.each([[null], ['somebody-else']])('of an item that %s has is a checkout', (holder) => {
    const facts = { ...lentTo(holder), policy: null };
    const { asks, decision } = judgeWhatIf(facts, ASK, MONDAY);
    expect(asks).toBe('checkout');
    expect(decision).toEqual(decideCheckout(facts, { ...ASK, overrides: [] }, MONDAY));
  });

  test('an old card does not stand in the way of a renewal, which asks for none', () => {
    const facts = { ...lentTo(owner), patron: patronFacts({ isOldCard: true }), policy: null };
    expect(judgeWhatIf(facts, ASK, MONDAY).decision.reasons.map(({ code }) => code)).not.toContain('PATRON_CARD_LOST');
  });

  test('of a card or barcode that nobody has is a checkout', () => {
    const facts = { ...checkoutFacts({ item: null, patron: null }), policy: null };
    expect(judgeWhatIf(facts, ASK, MONDAY).asks).toBe('checkout');
  });
});
