// Whether a hold may be placed: each reason by itself, and all of them at once.

import { judgeHold, type HoldQuestion } from '../../../../../shared/rules/holds/judge-hold.ts';
import { holdQuestion, holdTerms } from '../../../../support/request-terms.ts';

const { item, patron, counts, pickup } = holdQuestion();
const reasons = (over: Partial<HoldQuestion>) =>
  judgeHold(holdQuestion(over)).map(({ code, because }) => `${code} ${because}`);

describe('placing a hold', () => {
  test('is allowed where nothing speaks against it', () => {
    expect(reasons({})).toEqual([]);
  });

  test('is refused where no rule says anything about it', () => {
    expect(reasons({ terms: null })).toEqual(['HOLD_NOT_ALLOWED no-rule']);
  });

  const cases: readonly (readonly [string, Partial<HoldQuestion>, string])[] = [
    ['the rule forbids it', { terms: holdTerms({ from: 'none' }) }, 'HOLD_NOT_ALLOWED rule'],
    ['the item is not held', { item: { ...item, holdable: false } }, 'HOLD_NOT_ALLOWED item'],
    ['its location is not', { item: { ...item, locationHoldable: false } }, 'HOLD_NOT_ALLOWED location'],
    ['its status is not', { item: { ...item, statusHoldable: false } }, 'HOLD_STATUS status'],
    ['the status takes another request', { item: { ...item, status: 'available' } }, 'HOLD_STATUS status'],
    ['the policy takes another request', { typesByPolicy: ['page'] }, 'HOLD_NOT_ALLOWED request-type'],
    ['there is a recall', { recallOpen: true }, 'HOLD_RECALL_EXISTS record-open'],
    ['it is damaged', { item: { ...item, isDamaged: true } }, 'HOLD_ITEM_DAMAGED damaged'],
    ['the patron is too young', { item: { ...item, minimumAge: 31 } }, 'HOLD_AGE too-young'],
    ['the patron has it out', { patron: { ...patron, hasItOnLoan: true } }, 'HOLD_ON_LOAN_TO_PATRON on-loan'],
    ['the patron holds it already', { patron: { ...patron, hasItHeld: true } }, 'HOLD_DUPLICATE held'],
    ['no pickup was named', { pickup: { ...pickup, given: false } }, 'HOLD_PICKUP pickup-missing'],
    ['the pickup does not exist', { pickup: { ...pickup, exists: false } }, 'HOLD_PICKUP pickup-unknown'],
    ['nothing is picked up there', { pickup: { ...pickup, isPickup: false } }, 'HOLD_PICKUP pickup-closed'],
    ['nothing is sent there', { pickup: { ...pickup, canBeSent: false } }, 'HOLD_PICKUP pickup-no-transfer'],
    ['libraries serve their own patrons', { homesOnly: { itemLibrary: 'annex' } }, 'HOLD_OTHER_LIBRARY other-library'],
    [
      'copies are on the shelf',
      {
        terms: holdTerms({ onShelf: 'only-if-all-unavailable' }),
        copies: { available: 1, total: 2, isThisOut: null },
      },
      'HOLD_AVAILABLE_PAGE_INSTEAD on-shelf',
    ],
  ];
  test.each(cases)('is refused where %s', (_, over, reason) => {
    expect(reasons(over)).toEqual([reason]);
  });

  test('counts holds under the rule, on the title, of the day and in all; 0 forbids', () => {
    const limited = (over: Parameters<typeof holdTerms>[0], now: Partial<typeof counts> = {}) =>
      reasons({ terms: holdTerms(over), counts: { ...counts, ...now } });
    expect(limited({ underRule: 2 }, { underRule: 1 })).toEqual([]);
    expect(limited({ underRule: 2 }, { underRule: 2 })).toEqual(['HOLD_LIMIT_REACHED rule-limit']);
    expect(limited({ underRule: 0 })).toEqual(['HOLD_LIMIT_REACHED rule-limit']);
    expect(limited({ perRecord: 1, perDay: 1, total: 1 }, { onRecord: 1, today: 1, total: 1 })).toEqual([
      'HOLD_LIMIT_RECORD record-limit',
      'HOLD_LIMIT_DAY day-limit',
      'HOLD_LIMIT_REACHED total-limit',
    ]);
  });

  test('may be for items of the own library, or of its group', () => {
    const elsewhere = { item: { ...item, home: 'annex' } };
    expect(reasons({ ...elsewhere, terms: holdTerms({ from: 'home' }) })).toEqual(['HOLD_OTHER_LIBRARY other-library']);
    const group = { ...elsewhere, terms: holdTerms({ from: 'group' }) };
    expect(reasons(group)).toEqual(['HOLD_OTHER_GROUP other-group']);
    expect(reasons({ ...group, groups: [['annex', 'main']] })).toEqual([]);
  });

  test('is for pickup within the group of the item or of the patron, and within reach', () => {
    const far = { pickup: { ...pickup, id: 'east' } };
    expect(reasons({ ...far, terms: holdTerms({ fulfilAt: 'group' }) })).toEqual(['HOLD_PICKUP pickup-group']);
    expect(reasons({ ...far, terms: holdTerms({ fulfilAt: 'patron-group' }), groups: [['main', 'east']] })).toEqual([]);
    expect(reasons({ terms: holdTerms({ transitRange: 1 }), item: { ...item, distance: 2 } })).toEqual([
      'HOLD_PICKUP distance',
    ]);
  });

  test('waits for new items that are kept near', () => {
    const terms = holdTerms({ ageProtection: { youngerThanDays: 90, distance: 1 } });
    expect(reasons({ terms, item: { ...item, ageDays: 89, distance: 2 } })).toEqual(['HOLD_AGE protected']);
    expect(reasons({ terms, item: { ...item, ageDays: 90, distance: 2 } })).toEqual([]);
    expect(reasons({ terms, item: { ...item, ageDays: 89, distance: 1 } })).toEqual([]);
  });

  test('tells every reason at once', () => {
    const over = { item: { ...item, isDamaged: true }, patron: { ...patron, hasItHeld: true } };
    expect(reasons({ ...over, pickup: { ...pickup, isPickup: false } })).toEqual([
      'HOLD_ITEM_DAMAGED damaged',
      'HOLD_DUPLICATE held',
      'HOLD_PICKUP pickup-closed',
    ]);
  });
});
