// The cost of lending as it is judged: the price by the rules of the loan, shown with its terms and recorded with the act.

import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import { itemId } from '../../../../../shared/core/ids.ts';
import { NO_MONEY_GATE } from '../../../../../shared/rules/model/policy/money-gate.ts';
import type { RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../../support/koha-rules.ts';
import {
  checkoutFacts,
  days,
  duration,
  item,
  itemFacts,
  loan,
  MONDAY,
  patron,
} from '../../../../support/small-library.ts';
import { giving } from '../../../../support/written-rules.ts';

const lend = (rules: RuleSet, kind: string | null = null) =>
  decideCheckout(
    checkoutFacts({ rules, item: itemFacts({ item: item({ kind }) }) }),
    { barcode: '3100', card: '2100', overrides: ['RENTAL_FEE', 'DEPOSIT'] },
    MONDAY,
  ).terms?.charges;
const { rental } = NO_MONEY_GATE;

describe('the price of a loan', () => {
  test('is nothing where no rule says so', () => {
    expect(lend(giving({}))).toBeUndefined();
    expect(
      lend(giving({ money: { rental: { ...rental, flatMinor: 100, freeFor: [patron().group] } } })),
    ).toBeUndefined();
  });

  test('is flat, by the day that begins and by the hour, whether or not it is asked about', () => {
    const price = { ...rental, flatMinor: 100, perDayMinor: 10 };
    const week = duration(days(7));
    // Lent at ten on a Monday and due at the end of the day a week later.
    expect(lend(giving({ duration: week, money: { rental: price, depositMinor: 2_000 } }))).toEqual({
      rentalMinor: 180,
      depositMinor: 2_000,
    });
    expect(lend(giving({ duration: week, money: { rental: { ...price, confirm: true } } }))?.rentalMinor).toBe(180);
  });

  test('is that of the item type in Koha, less the discount of the rule', () => {
    const rules = kohaRules({
      rows: [plainKohaRow, kohaRow({ rentaldiscount: '50' })],
      itemTypes: { film: { rental: { flatMinor: 300, perDayMinor: 0, perHourMinor: 0 } } },
    });
    expect(lend(rules, 'film')).toEqual({ rentalMinor: 150, depositMinor: 0 });
    expect(lend(rules, 'map')).toBeUndefined();
  });
});

describe('the price of a renewal', () => {
  const renewed = (rules: RuleSet, kind: string | null = null) => {
    const held = loan('L', { itemId: itemId('X'), dueAt: MONDAY + 1 });
    const facts = itemFacts({ item: item({ kind }, { status: 'on-loan', loan: held.id }), loan: held });
    const { terms } = decideRenew(checkoutFacts({ rules, item: facts }), { barcode: '3100', overrides: [] }, MONDAY);
    return terms?.charges;
  };
  const films = { film: { rental: { flatMinor: 300, perDayMinor: 0, perHourMinor: 0 } } };

  test('is the rental once more in Koha, and elsewhere where a rule says so', () => {
    const koha = kohaRules({ rows: [plainKohaRow], itemTypes: films });
    expect(renewed(koha, 'film')).toEqual({ rentalMinor: 300, depositMinor: 0 });
    expect(renewed(koha, 'map')).toBeUndefined();
    const price = { ...rental, flatMinor: 100 };
    expect(renewed(giving({ money: { rental: price, depositMinor: 500 } }))).toBeUndefined();
    expect(renewed(giving({ money: { rental: { ...price, again: true }, depositMinor: 500 } }))).toEqual({
      rentalMinor: 100,
      depositMinor: 0,
    });
    const free = { ...price, again: true, freeFor: [patron().group] };
    expect(renewed(giving({ money: { rental: free } }))).toBeUndefined();
  });
});

test('a check-in says which deposit ends with it', () => {
  const back = (charges?: { rentalMinor: number; depositMinor: number }) => {
    const held = loan('L', { itemId: itemId('X'), ...(charges === undefined ? {} : { charges }) });
    const facts = itemFacts({ item: item({}, { status: 'on-loan', loan: held.id }), loan: held });
    const rules = giving({});
    const { terms, trace: _ } = decideCheckout(
      checkoutFacts({ rules }),
      { barcode: '', card: '', overrides: [] },
      MONDAY,
    );
    const { library } = checkoutFacts({ rules });
    return decideCheckin({ library, item: facts, policy: terms?.policy ?? null }, { barcode: '3100' }, MONDAY).deposit;
  };
  expect(back({ rentalMinor: 100, depositMinor: 2_000 })).toEqual({ amountMinor: 2_000, currency: 'USD' });
  expect(back({ rentalMinor: 100, depositMinor: 0 })).toBeNull();
  expect(back()).toBeNull();
});
