// The time that a copy waits on the hold shelf is shown at the check-in that puts it there, by the terms of its pickup branch.

import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { branchId } from '../../../../../shared/core/ids.ts';
import type { PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { folioRules } from '../../../../support/folio-rules.ts';
import { checkoutFacts, hold, inNewYork, item, itemFacts, MONDAY } from '../../../../support/small-library.ts';

const desk = (shelfPeriod: { n: number; unit: string } | null): NonNullable<PolicyRuleSet['desks']>[number] => ({
  id: 'main',
  name: 'Main',
  code: null,
  isPickup: true,
  shelfPeriod,
  shelfClosedMode: 'end_of_due_day',
});

/** Until when a copy that comes in for a hold waits. */
function waits(desks: PolicyRuleSet['desks'], pickup = 'main') {
  const { library } = checkoutFacts({ rules: folioRules({ desks }) });
  const waiting = hold('H', { pickup: branchId(pickup) });
  const facts = { library, item: itemFacts({ item: item({ kind: 'book' }), holds: [waiting] }) };
  return decideCheckin(facts, { barcode: '3100' }, MONDAY);
}

describe('the wait on the shelf', () => {
  test('ends by the period of the desk where it is picked up', () => {
    expect(waits([desk({ n: 3, unit: 'days' })])).toMatchObject({
      route: 'hold-shelf',
      holdUntil: inNewYork('2022-06-16T23:59:59'),
    });
  });

  test('has no end where none is said', () => {
    expect(waits([desk(null)])).toMatchObject({ route: 'hold-shelf', holdUntil: null });
    expect(waits(undefined).holdUntil).toBeNull();
  });

  test('is not told of a copy that travels first', () => {
    expect(waits([desk({ n: 3, unit: 'days' })], 'east')).toMatchObject({ route: 'transit', holdUntil: null });
  });
});
