// The findings against a checkout: each reason with its effect in each profile, and all of them at once.

import { DAY_MS, HOUR_MS } from '../../../../../shared/core/instant.ts';
import {
  PLAIN_ITEM,
  PLAIN_LOAN_TERMS,
  type ItemStanding,
} from '../../../../../shared/rules/judge/checkout-question.ts';
import { isAllowed } from '../../../../../shared/rules/judge/finding.ts';
import { judgeCheckout } from '../../../../../shared/rules/judge/judge-checkout.ts';
import { overlappingBookings } from '../../../../../shared/rules/judge/overlapping-bookings.ts';
import { BLAMELESS, type PatronStanding } from '../../../../../shared/rules/judge/patron-standing.ts';
import { rentalMinor } from '../../../../../shared/rules/judge/rental.ts';
import { NO_MONEY_GATE } from '../../../../../shared/rules/model/policy/money-gate.ts';
import type { ProfileName } from '../../../../../shared/rules/model/profile-name.ts';
import { asksAll, checkoutQuestion } from '../../../../support/rule-questions.ts';
import { MONDAY } from '../../../../support/small-library.ts';

type Over = Parameters<typeof checkoutQuestion>[0];
const found = (over: Over) => judgeCheckout(checkoutQuestion(over)).map(({ code, effect }) => `${effect} ${code}`);
const ofPatron = (over: Partial<PatronStanding>, more: Over = {}) =>
  found({ patron: { ...BLAMELESS, ...over }, ...more });
const ofItem = (over: Partial<ItemStanding>, more: Over = {}) =>
  found({ item: { ...PLAIN_ITEM, home: 'main', holding: 'main', ...over }, ...more });

describe('judging a checkout', () => {
  test('finds nothing where nothing stands in the way', () => {
    for (const profile of ['koha', 'folio', 'evergreen', 'holdfast'] as const) expect(found({ profile })).toEqual([]);
  });

  test('ends where nobody or nothing is known', () => {
    expect(found({ patron: null })).toEqual(['block PATRON_UNKNOWN']);
    expect(found({ patron: null, item: null })).toEqual(['block ITEM_UNKNOWN', 'block PATRON_UNKNOWN']);
  });

  test('lends nothing on a card that only counts use, and says nothing else of it', () => {
    expect(ofPatron({ isForStatistics: true, isExpired: true })).toEqual(['message PATRON_STATS']);
  });

  test('tells everything at once, what only informs too', () => {
    const all = found({
      patron: { ...BLAMELESS, isExpired: true, owedMinor: 1001, overdues: 2, otherOwedMinor: 5 },
      item: { ...PLAIN_ITEM, isWithdrawn: true, parts: 'lens cap', held: 'another' },
      history: { hadBefore: true, isOutNow: true, hasCopy: true },
      terms: { ...PLAIN_LOAN_TERMS, isLoanable: false, reachedLimit: { kind: 'loans', max: 2, count: 2 } },
    });
    expect(all).toEqual([
      'override PATRON_EXPIRED',
      'override PATRON_OVERDUES',
      'override PATRON_FINES',
      'alert PATRON_OTHER_FEES',
      'override ITEM_WITHDRAWN',
      'override HELD_FOR_ANOTHER',
      'override ITEM_PARTS',
      'override SAME_TITLE_OUT',
      'override OUT_NOW',
      'override BORROWED_BEFORE',
      'override ITEM_NOT_LOANABLE',
      'override LIMIT_REACHED',
    ]);
  });

  test.each<[ProfileName, string[]]>([
    ['koha', ['block PATRON_EXPIRED', 'override PATRON_BARRED']],
    ['evergreen', ['override PATRON_EXPIRED', 'override PATRON_BARRED']],
    ['folio', ['block PATRON_EXPIRED', 'override PATRON_BARRED']],
    ['holdfast', ['override PATRON_EXPIRED', 'override PATRON_BARRED']],
  ])('has the effects of the profile: %s', (profile, expected) => {
    expect(ofPatron({ isExpired: true, isBarred: true }, { profile })).toEqual(expected);
  });

  test('the override of one reason covers no other', () => {
    const findings = judgeCheckout(
      checkoutQuestion({
        patron: { ...BLAMELESS, owedMinor: 2000, isExpired: true },
        terms: { ...PLAIN_LOAN_TERMS, reachedLimit: { kind: 'loans', max: 1, count: 1 } },
      }),
    );
    const codes = findings.map(({ code }) => code);
    expect(codes).toEqual(['PATRON_EXPIRED', 'PATRON_FINES', 'LIMIT_REACHED']);
    for (const left of codes) {
      expect(isAllowed(findings, new Set(codes.filter((code) => code !== left)))).toBe(false);
    }
    expect(isAllowed(findings, new Set(codes))).toBe(true);
  });
});

describe('a patron', () => {
  test('restricted in Koha is not told of overdue items besides', () => {
    const restricted = { restriction: { until: null, label: 'Banned' }, overdues: 3 };
    expect(ofPatron(restricted, { profile: 'koha' })).toEqual(['block PATRON_RESTRICTED']);
    expect(ofPatron(restricted)).toEqual(['override PATRON_RESTRICTED', 'override PATRON_OVERDUES']);
  });

  test('with overdue items is told as the library wants it', () => {
    const overdue = (overdues: 'block' | 'override' | 'nothing') =>
      ofPatron({ overdues: 1 }, { settings: { ...asksAll, overdues } });
    expect(overdue('block')).toEqual(['block PATRON_OVERDUES']);
    expect(overdue('override')).toEqual(['override PATRON_OVERDUES']);
    expect(overdue('nothing')).toEqual([]);
  });

  test('may owe the limit and not more, and a library that allows no override blocks', () => {
    expect(ofPatron({ owedMinor: 1000 })).toEqual([]);
    expect(ofPatron({ owedMinor: 1001 })).toEqual(['override PATRON_FINES']);
    const strict = { ...asksAll, money: { ...asksAll.money, mayOverride: false } };
    expect(ofPatron({ owedMinor: 1001 }, { settings: strict })).toEqual(['block PATRON_FINES']);
  });

  test('may be asked about any debt at all', () => {
    const settings = { ...asksAll, money: { ...asksAll.money, confirmsAnyDebt: true } };
    expect(ofPatron({ owedMinor: 1 }, { settings })).toEqual(['override PATRON_FINES']);
    expect(ofPatron({ owedMinor: 0 }, { settings })).toEqual([]);
  });

  test('is told once of family debts, whoever owes', () => {
    expect(ofPatron({ guaranteesOweMinor: 1001, guarantorsOweMinor: 1001 })).toEqual(['override PATRON_FAMILY_FINES']);
    expect(ofPatron({ guarantorsOweMinor: 1001 })).toEqual(['override PATRON_FAMILY_FINES']);
  });

  test('is told of blocks that stop loans, each reason once, and each restriction', () => {
    const penalties = [
      { name: 'PATRON_EXCEEDS_OVERDUE_COUNT', blocks: ['CIRC'] as const },
      { name: 'PATRON_EXCEEDS_LOST_COUNT', blocks: ['RENEW'] as const },
      { name: 'STAFF_CHR', blocks: ['CIRC'] as const },
      { name: 'Made up here', blocks: ['CIRC'] as const },
    ];
    expect(ofPatron({ overdues: 1, penalties })).toEqual([
      'override PATRON_OVERDUES',
      'override PATRON_RESTRICTED',
      'override PATRON_RESTRICTED',
    ]);
  });

  test('switched off is told in FOLIO as expired', () => {
    expect(ofPatron({ isActive: false }, { profile: 'folio' })).toEqual(['block PATRON_EXPIRED']);
    expect(ofPatron({ isActive: false, isExpired: true }, { profile: 'folio' })).toEqual(['block PATRON_EXPIRED']);
    expect(ofPatron({ isActive: false })).toEqual(['override PATRON_INACTIVE']);
  });
});

describe('an item', () => {
  test('that the patron has is renewed, switched, or neither', () => {
    const own = { who: 'this-patron' as const, isOnsite: false, mayRenew: true, dueAt: MONDAY };
    expect(ofItem({ holder: own })).toEqual(['override LOANED_TO_PATRON']);
    expect(ofItem({ holder: { ...own, mayRenew: false } }, { profile: 'koha' })).toEqual(['block NO_MORE_RENEWALS']);
    const onsite = { ...own, isOnsite: true };
    expect(ofItem({ holder: onsite }, { profile: 'koha' })).toEqual(['block RENEW_ONSITE']);
    const switching = { settings: { ...asksAll, switchesOnsite: true } };
    expect(ofItem({ holder: onsite }, switching)).toEqual(['message ONSITE_WILL_SWITCH']);
  });

  test('that another patron has must be able to come back at this desk', () => {
    const holder = { who: 'another' as const };
    expect(ofItem({ holder })).toEqual(['override LOANED_TO_ANOTHER']);
    const at = (allowedAt: 'home' | 'holding' | 'either', desk: string) =>
      ofItem(
        { holder, home: 'main', holding: 'annex' },
        { desk, profile: 'koha', settings: { ...asksAll, returns: { allowedAt } } },
      );
    expect(at('home', 'main')).toEqual(['override LOANED_TO_ANOTHER']);
    expect(at('home', 'annex')).toEqual(['block RETURN_NOT_HERE']);
    expect(at('holding', 'main')).toEqual(['block RETURN_NOT_HERE']);
    expect(at('either', 'annex')).toEqual(['override LOANED_TO_ANOTHER']);
    expect(at('either', 'east')).toEqual(['block RETURN_NOT_HERE']);
    const byItself = { settings: { ...asksAll, takesBackByItself: true } };
    expect(ofItem({ holder }, byItself)).toEqual(['alert RETURNED_FROM_ANOTHER']);
  });

  test('that is recalled for another may be overridden unless it is on its way already', () => {
    expect(ofItem({ recalled: 'another' })).toEqual(['override RECALLED_FOR_ANOTHER']);
    expect(ofItem({ recalled: 'another', isInTransitForRecall: true })).toEqual(['block RECALLED_FOR_ANOTHER']);
    expect(ofItem({ recalled: 'this-patron', held: 'this-patron' })).toEqual([]);
  });

  test('that is booked is told by whom and from when', () => {
    const booked = (isOwn: boolean, startsAt: number, profile: ProfileName = 'koha') =>
      ofItem({ bookings: [{ isOwn, startsAt }] }, { profile });
    expect(booked(true, MONDAY + 1)).toEqual(['override BOOKED_EARLY']);
    expect(booked(true, MONDAY)).toEqual(['alert BOOKED_BY_PATRON']);
    expect(booked(false, MONDAY + 1)).toEqual(['override BOOKED_TO_ANOTHER']);
    expect(booked(false, MONDAY)).toEqual(['block BOOKED_TO_ANOTHER']);
    expect(booked(false, MONDAY, 'holdfast')).toEqual(['override BOOKED_TO_ANOTHER']);
  });

  test('for grown-ups is kept from the young, and from nobody whose age is not known', () => {
    expect(ofItem({ leastAge: 18 }, { patronAge: 17 })).toEqual(['override AGE_RESTRICTED']);
    expect(ofItem({ leastAge: 18 }, { patronAge: 18 })).toEqual([]);
    expect(ofItem({ leastAge: 18 }, { patronAge: null })).toEqual([]);
  });

  test('in any other bad state is told by its state', () => {
    expect(
      ofItem({
        notForLoan: 'block',
        isRestricted: true,
        isClaimed: true,
        isOfOtherLibrary: true,
        lostStatus: 'lost',
        badStatus: 'damaged',
        inTransitTo: 'annex',
      }),
    ).toEqual([
      'override ITEM_RESTRICTED',
      'override ITEM_CLAIMED',
      'override ITEM_OTHER_LIBRARY',
      'override ITEM_LOST',
      'override ITEM_BAD_STATUS',
      'override ITEM_IN_TRANSIT',
      'block ITEM_NOT_LOANABLE',
    ]);
  });
});

describe('the terms of a loan', () => {
  const ofTerms = (over: Partial<typeof PLAIN_LOAN_TERMS>) => found({ terms: { ...PLAIN_LOAN_TERMS, ...over } });

  test('a limit of zero is told as a group that does not borrow such items', () => {
    expect(ofTerms({ reachedLimit: { kind: 'loans', max: 0, count: 0 } })).toEqual(['override PATRON_CANT']);
    expect(ofTerms({ reachedLimit: { kind: 'no-rule', max: 0, count: 0 } })).toEqual(['block NO_RULE']);
    expect(ofTerms({ reachedLimit: { kind: 'onsite', max: 1, count: 1 } })).toEqual(['override LIMIT_ONSITE']);
    expect(ofTerms({ isLoanable: null })).toEqual(['block NO_RULE']);
  });

  test('an item limit stands in the way only once it is reached', () => {
    const limit = { code: 'LIMIT_LOAN_TYPE' as const, max: 2, count: 1 };
    expect(ofTerms({ itemLimit: { ...limit, isReached: false } })).toEqual([]);
    expect(ofTerms({ itemLimit: { ...limit, count: 2, isReached: true } })).toEqual(['override LIMIT_LOAN_TYPE']);
  });

  test('a limit set that is reached stands in the way, and says its name', () => {
    expect(ofTerms({ limitSets: [{ name: 'Cameras', count: 2, limit: 2 }] })).toEqual(['override LIMIT_SET']);
  });

  test.each([
    ['LOAN_DATE_OUTSIDE_SCHEDULES', 'override DUE_INVALID'],
    ['NO_OPEN_DAYS', 'block NO_OPEN_DAYS'],
    ['DUE_TOO_SOON', 'block DUE_TOO_SOON'],
    ['PERIOD_MISSING', 'block PERIOD_MISSING'],
    ['PERIOD_UNIT_UNKNOWN', 'block PERIOD_UNIT_UNKNOWN'],
    ['DUE_INVALID', 'override DUE_INVALID'],
  ] as const)('a policy that gives no date, %s, is told as %s', (dueFailure, expected) => {
    expect(ofTerms({ dueFailure })).toEqual([expected]);
  });

  test('the same again has to wait', () => {
    expect(ofTerms({ reusableFrom: MONDAY + 1 })).toEqual(['override REUSE_TOO_SOON']);
    expect(ofTerms({ reusableFrom: MONDAY })).toEqual([]);
  });

  test('many holds and a due date in the past are told', () => {
    expect(ofTerms({ underPressure: { holds: 9, days: 3 }, duePast: MONDAY - 1 })).toEqual([
      'override HIGH_HOLDS',
      'override DUE_INVALID',
    ]);
  });
});

describe('the charge of a loan', () => {
  const rental = { flatMinor: 100, perDayMinor: 50, perHourMinor: 10, confirm: true, freeFor: ['staff'] };

  test('is flat and by begun days and hours, and nothing for groups that pay none', () => {
    expect(rentalMinor(rental, 'students', DAY_MS)).toBe(100 + 50 + 240);
    expect(rentalMinor({ ...rental, perHourMinor: 0 }, null, DAY_MS + HOUR_MS)).toBe(100 + 100);
    expect(rentalMinor(rental, 'staff', DAY_MS)).toBe(0);
    expect(rentalMinor(rental, 'students', -DAY_MS)).toBe(100);
  });

  test('is asked about where the library wants it, and a deposit always', () => {
    const settings = { ...asksAll, money: { ...NO_MONEY_GATE, rental } };
    expect(found({ settings, depositMinor: 500 })).toEqual(['override RENTAL_FEE', 'override DEPOSIT']);
    expect(found({ settings, patronGroup: 'staff' })).toEqual([]);
    const silent = { ...asksAll, money: { ...NO_MONEY_GATE, rental: { ...rental, confirm: false } } };
    expect(found({ settings: silent })).toEqual([]);
  });
});

test('only bookings that share time with the loan matter', () => {
  const booking = (startsAt: number, endsAt: number) => ({ isOwn: false, startsAt, endsAt });
  const overlapping = (startsAt: number, endsAt: number) =>
    overlappingBookings([booking(startsAt, endsAt)], { from: 10, to: 20 }).length;
  expect([overlapping(0, 10), overlapping(0, 11), overlapping(19, 30), overlapping(20, 30)]).toEqual([0, 1, 1, 0]);
});
