// Terms of holds and recalls for tests, replaced field by field.

import type { HoldQuestion } from '../../shared/rules/holds/judge-hold.ts';
import type { HoldTerms } from '../../shared/rules/model/policy/hold.ts';
import type { RecallTerms } from '../../shared/rules/model/policy/recall.ts';

/** Terms that let every hold be placed and filled. */
export const holdTerms = (over: Partial<HoldTerms> = {}): HoldTerms => ({
  from: 'any',
  underRule: null,
  perRecord: null,
  perDay: null,
  total: null,
  onShelf: 'yes',
  itemLevel: 'allow',
  fulfilAt: 'any',
  shelfPeriod: { n: 7, unit: 'days' },
  damagedAllowed: false,
  possessionAllowed: false,
  transitRange: null,
  ageProtection: null,
  ...over,
});

/** A hold of a patron of the main branch on an item of it, picked up there. */
export const holdQuestion = (over: Partial<HoldQuestion> = {}): HoldQuestion => ({
  terms: holdTerms(),
  type: 'hold',
  typesByPolicy: null,
  item: {
    home: 'main',
    holdable: true,
    locationHoldable: true,
    statusHoldable: true,
    isDamaged: false,
    status: null,
    minimumAge: null,
    ageDays: null,
    distance: null,
  },
  patron: { home: 'main', age: 30, hasItOnLoan: false, hasItHeld: false },
  counts: { underRule: 0, onRecord: 0, today: 0, total: 0 },
  pickup: { id: 'main', given: true, exists: true, isPickup: true, canBeSent: true },
  homesOnly: null,
  recallOpen: false,
  copies: null,
  groups: [],
  ...over,
});

/** A recall gives a week, and no item is due within two weeks of the loan. */
export const recallTerms = (over: Partial<RecallTerms> = {}): RecallTerms => ({
  allowed: null,
  perRecord: null,
  onShelf: 'no',
  minimumGuaranteed: { n: 2, unit: 'weeks' },
  returnInterval: { n: 1, unit: 'weeks' },
  overdueReturnInterval: null,
  mayExtendOverdue: false,
  mayLengthen: false,
  timeOfDay: 'now',
  changesOnce: true,
  ...over,
});
