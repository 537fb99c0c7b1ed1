// A decision as lines to read.

import { sayExplained, type Explained } from '../../../../electron/cli/commands/say-explained.ts';

const lost = (number: number): Explained['trace']['candidates'][number] => ({
  ruleId: `lost-${number}`,
  name: `Rule ${number}`,
  matched: false,
  score: 0,
  failedOn: 'location',
  gave: [],
  text: 'Does not match: location.',
});

const EXPLAINED: Explained = {
  asks: 'checkout',
  decision: 'done',
  dueAt: '2026-12-16T07:59:59Z',
  dueText: 'Tue, Dec 15',
  reasons: [
    {
      code: 'ITEM_PARTS',
      effect: 'alert',
      text: 'Hand over with: charger.',
      params: {},
      right: null,
      mayOverride: false,
      overridden: false,
    },
  ],
  trace: {
    candidates: [
      {
        ...lost(0),
        ruleId: 'won',
        name: 'Books',
        matched: true,
        failedOn: null,
        gave: ['duration'],
        text: 'Gave: loan period.',
      },
      {
        ...lost(0),
        ruleId: 'outranked',
        name: 'Everything',
        matched: true,
        failedOn: null,
        text: 'Matches, and “Books” goes before it.',
      },
      ...Array.from({ length: 12 }, (_, index) => lost(index + 1)),
    ],
    due: [
      { code: 'DUE_COUNTED_FROM', params: {}, text: 'Counted from today 2:00 PM.' },
      { code: 'DUE_END_OF_DAY', params: {}, text: 'Loans in days end with the day.' },
    ],
    limits: [{ code: 'LIMIT_ITEMS_OUT', params: {}, text: 'Items out: 3. Limit: 50.' }],
    data: [],
  },
};

describe('a decision in lines', () => {
  test('tells the answer, the reasons with their codes, the rule, those it went before, the steps, the limits and the nearest that lost', () => {
    expect(sayExplained('en', EXPLAINED)).toEqual([
      'Would be checked out · due Tue, Dec 15',
      'Reasons',
      '  to do: Hand over with: charger. (ITEM_PARTS)',
      'Rule that decided',
      '  ✔ Books. Gave: loan period.',
      'Rules that match and do not decide',
      '  – Everything. Matches, and “Books” goes before it.',
      'Due date, step by step',
      '  1. Counted from today 2:00 PM.',
      '  2. Loans in days end with the day.',
      'Limits',
      '  Items out: 3. Limit: 50.',
      'Rules that did not match, nearest first',
      ...Array.from({ length: 10 }, (_, index) => `  – Rule ${index + 1}. Does not match: location.`),
      '  and 2 more; --json lists all',
    ]);
  });

  test('an item that the patron already has is explained as a renewal, in both languages', () => {
    const renewal: Explained = { ...EXPLAINED, asks: 'renewal' };
    expect(sayExplained('en', renewal)[0]).toBe('The patron already has it: would be renewed · due Tue, Dec 15');
    expect(sayExplained('es', { ...renewal, decision: 'refused' })[0]).toBe('El usuario ya lo tiene: no se renovaría');
  });

  test('a refusal has no date, and says where no rule matched', () => {
    const { trace } = EXPLAINED;
    const refused: Explained = { ...EXPLAINED, decision: 'refused', reasons: [], trace: { ...trace, candidates: [] } };
    expect(sayExplained('es', refused).slice(0, 3)).toEqual([
      'No se prestaría',
      'Regla de préstamo que se aplicaría',
      '  Ninguna regla coincidió.',
    ]);
  });
});
