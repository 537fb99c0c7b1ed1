// Whether an item may be recalled, the states of a recall, its pickup branch.

import { recallPickup } from '../../../../../shared/rules/recalls/recall-pickup.ts';
import { recallRefusals } from '../../../../../shared/rules/recalls/recall-allowed.ts';
import { isCurrentRecall, isRecallState } from '../../../../../shared/rules/recalls/recall-state.ts';
import { recallTerms } from '../../../../support/request-terms.ts';

const facts = { open: 0, openOnRecord: 0, isOnLoan: true, copiesAvailable: 0 };

describe('a recall', () => {
  test('is allowed where nothing speaks against it', () => {
    expect(recallRefusals(recallTerms(), facts)).toEqual([]);
  });

  test('is refused for every reason there is', () => {
    const terms = recallTerms({ allowed: 3, perRecord: 1 });
    expect(recallRefusals(terms, { ...facts, open: 3, openOnRecord: 1, isOnLoan: false })).toEqual([
      'RECALL_LIMIT_REACHED',
      'RECALL_LIMIT_RECORD',
      'RECALL_ON_SHELF',
    ]);
    expect(recallRefusals(recallTerms({ allowed: 0 }), facts)).toEqual(['RECALL_NOT_ALLOWED']);
  });

  test('of an item that is in depends on the setting and on the other copies', () => {
    const shelved = { ...facts, isOnLoan: false, copiesAvailable: 1 };
    expect(recallRefusals(recallTerms({ onShelf: 'yes' }), shelved)).toEqual([]);
    expect(recallRefusals(recallTerms({ onShelf: 'only-if-none-available' }), shelved)).toEqual(['RECALL_ON_SHELF']);
    expect(
      recallRefusals(recallTerms({ onShelf: 'only-if-none-available' }), { ...shelved, copiesAvailable: 0 }),
    ).toEqual([]);
  });

  test('goes on until it is cancelled, expired or fulfilled', () => {
    const states = ['requested', 'overdue', 'waiting', 'in_transit', 'cancelled', 'expired', 'fulfilled'] as const;
    expect(states.filter(isCurrentRecall)).toEqual(['requested', 'overdue', 'waiting', 'in_transit']);
    expect(isRecallState('lost')).toBe(false);
  });

  test('is picked up where the patron says, else at home', () => {
    expect(recallPickup('annex', 'main')).toBe('annex');
    expect(recallPickup(null, 'main')).toBe('main');
    expect(recallPickup(null, null)).toBeNull();
  });
});
