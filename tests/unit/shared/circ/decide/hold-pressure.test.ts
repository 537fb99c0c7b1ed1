// Loans of titles that many wait for, by the rules of each system: shorter, asked about, or as ever.

import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import type { HoldCopy, ItemFacts } from '../../../../../shared/circ/facts.ts';
import type { Hold } from '../../../../../shared/circ/model/hold.ts';
import type { Item, ItemState } from '../../../../../shared/circ/model/item.ts';
import { itemId, patronId } from '../../../../../shared/core/ids.ts';
import { DEFAULT_SETTINGS, type KohaSettings } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { NO_LEND_TERMS } from '../../../../../shared/rules/model/policy/lend.ts';
import type { RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../../../../shared/rules/resolve/rule-engine.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../../support/koha-rules.ts';
import {
  checkoutFacts,
  days,
  hold,
  hours,
  inNewYork,
  item,
  itemFacts,
  lending,
  MONDAY,
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';

const others = (n: number, over: Partial<Hold> = {}) =>
  Array.from({ length: n }, (_, i) => hold(`H${i}`, { patronId: patronId(`Q${i}`), position: i + 1, ...over }));
const own = hold('own', { patronId: patronId('P') });
const copy = (id: string, over: Partial<Item> = {}, state: Partial<ItemState> = {}): HoldCopy => ({
  item: item({ id: itemId(id), ...over }, state),
  location: null,
});
const out = { status: 'on-loan' } as const;
/** The copy in hand is X. */
const copies = [copy('X'), copy('Y', {}, out), copy('Z', { holdable: false }), copy('W', {}, { status: 'missing' })];

const decide = (rules: RuleSet, facts: Partial<ItemFacts>, dueAt: number | null = null) =>
  decideCheckout(
    checkoutFacts({ rules, item: itemFacts(facts) }),
    { barcode: '3100', card: '2100', dueAt, overrides: ['HELD_FOR_ANOTHER', 'DUE_SET_BY_STAFF'] },
    MONDAY,
  );
const told = (...asked: Parameters<typeof decide>) =>
  decide(...asked)
    .reasons.filter(({ code }) => code !== 'HELD_FOR_ANOTHER' && code !== 'HOLD_WAITING')
    .map(({ code, effect, params }) => [code, effect, params]);
const dueOf = (...asked: Parameters<typeof decide>) => decide(...asked).terms?.dueAt;

const endOf = (day: string) => inNewYork(`${day}T23:59:00`);
const PLAIN = endOf('2022-06-27');

describe('Koha', () => {
  const rules = (highHolds: KohaSettings['highHolds'], values: Record<string, string> = {}) =>
    kohaRules({ settings: { ...DEFAULT_SETTINGS, highHolds }, rows: [kohaRow({ ...plainKohaRow.values, ...values })] });
  const above = (control: 'static' | 'dynamic', holds: number) => ({ control, holds, days: 3 });

  test('lends for fewer days from the first hold above the number, and asks', () => {
    const shorter = rules(above('static', 2));
    expect(dueOf(shorter, { holds: others(3) })).toBe(endOf('2022-06-16'));
    expect(told(shorter, { holds: others(3) })).toEqual([['HIGH_HOLDS', 'override', { holds: 3, days: 3 }]]);
    expect(decide(shorter, { holds: others(3) }).trace.due).toContainEqual({ code: 'DUE_HOLD_PRESSURE', params: {} });
    // As many are not more, and the borrower's own hold does not count.
    expect(dueOf(shorter, { holds: others(2) })).toBe(PLAIN);
    expect(told(shorter, { holds: [own, ...others(2)] })).toEqual([]);
    expect(told(rules(null), { holds: others(9) })).toEqual([]);
  });

  test('lends for the days of the rule where that gives any, and never for longer than else', () => {
    expect(dueOf(rules(above('static', 0), { decreaseloanholds: '5' }), { holds: others(1) })).toBe(
      endOf('2022-06-18'),
    );
    expect(dueOf(rules(above('static', 0), { decreaseloanholds: '' }), { holds: others(1) })).toBe(endOf('2022-06-16'));
    const longer = rules(above('static', 0), { decreaseloanholds: '30' });
    expect(dueOf(longer, { holds: others(1) })).toBe(PLAIN);
    expect(told(longer, { holds: others(1) })).toEqual([]);
  });

  test('counts from the copies that can be held, where the number is one above theirs', () => {
    const dynamic = rules(above('dynamic', 1));
    expect(told(dynamic, { holds: others(3), copies })).toEqual([]);
    expect(told(dynamic, { holds: others(4), copies })).toEqual([['HIGH_HOLDS', 'override', { holds: 4, days: 3 }]]);
    expect(ruleEngine(dynamic).asks.copies).toBe(true);
    expect(ruleEngine(rules(above('static', 1))).asks.copies).toBe(false);
  });

  test('leaves a date that staff typed alone', () => {
    const typed = inNewYork('2022-06-20T12:00:00');
    expect(dueOf(rules(above('static', 0)), { holds: others(5) }, typed)).toBe(endOf('2022-06-20'));
    expect(told(rules(above('static', 0)), { holds: others(5) }, typed).map(([code]) => code)).toEqual([
      'DUE_SET_BY_STAFF',
    ]);
  });
});

describe.each(['evergreen', 'holdfast'] as const)('rules of %s', (profile) => {
  const rules = (gives: Parameters<typeof lending>[1]) => ruleSet({ profile, rules: [lending(days(14), gives)] });

  test('ask where there are fewer copies for each hold than they want, the copy in hand among them', () => {
    const half = rules({ leastCopiesPerHold: 0.5 });
    expect(told(half, { holds: others(4), copies })).toEqual([]);
    expect(told(half, { holds: others(5), copies })).toEqual([['HIGH_HOLDS', 'override', { holds: 5 }]]);
    expect(told(half, { holds: [own, ...others(4)], copies })).toEqual([['HIGH_HOLDS', 'override', { holds: 5 }]]);
    const resting = others(5, { suspended: true });
    expect(told(half, { holds: resting, copies })).toEqual([]);
    expect(told(half, { holds: others(5, { itemId: itemId('Y') }), copies })).toEqual([]);
    expect(told(rules({ leastAvailablePerHold: 1 }), { holds: others(1), copies })).toEqual([]);
    expect(told(rules({ leastAvailablePerHold: 1 }), { holds: others(2), copies })).toEqual([
      ['HIGH_HOLDS', 'override', { holds: 2 }],
    ]);
    expect(told(rules({ leastCopiesPerHold: 9 }), { holds: [] })).toEqual([]);
  });

  test('are filled field by field, and ask for copies only where one needs them', () => {
    const filled = ruleSet({
      profile,
      rules: [
        rule('1', { gives: { leastCopiesPerHold: 0 } }),
        rule('2', lending(days(14), { leastAvailablePerHold: 1 })),
      ],
    });
    expect(told(filled, { holds: others(2), copies }).map(([code]) => code)).toEqual(['HIGH_HOLDS']);
    expect(ruleEngine(filled).asks.copies).toBe(true);
    expect(ruleEngine(rules({})).asks.copies).toBe(false);
  });

  test('may lend for a shorter time, told in days where it is in days', () => {
    const shorter = (period: ReturnType<typeof days>, threshold: { holds: number; above: 'nothing' | 'copies' }) =>
      rules({ shorterUnderHolds: { threshold, period } });
    const some = { holds: 2, above: 'nothing' } as const;
    expect(told(shorter(days(7), some), { holds: others(2) })).toEqual([
      ['HIGH_HOLDS', 'override', { holds: 2, days: 7 }],
    ]);
    expect(dueOf(shorter(hours(4), some), { holds: others(2) })).toBe(MONDAY + 4 * 3_600_000);
    expect(told(shorter(hours(4), some), { holds: others(2) })).toEqual([['HIGH_HOLDS', 'override', { holds: 2 }]]);
    expect(told(shorter(days(7), some), { holds: others(1) })).toEqual([]);
    expect(told(shorter(days(7), { holds: 1, above: 'copies' }), { holds: others(2), copies })).toEqual([]);
    expect(ruleEngine(shorter(days(7), { holds: 1, above: 'copies' })).asks.copies).toBe(true);
  });
});

test('FOLIO lends for the other period where somebody else waits, also when the borrower waited before them', () => {
  const lend = { ...NO_LEND_TERMS, period: days(14), holdWaitingPeriod: days(2) };
  const rules = folioRules({ rules: [policyRule(1, 'p')], loanPolicies: [loanPolicy('p', { lend })] });
  const end = inNewYork('2022-06-15T23:59:59');
  expect(dueOf(rules, { holds: [own, ...others(1)] })).toBe(end);
  expect(dueOf(rules, { holds: [own] })).toBe(inNewYork('2022-06-27T23:59:59'));
  expect(dueOf(rules, { holds: [own, ...others(1, { itemId: itemId('Y') })] })).toBe(inNewYork('2022-06-27T23:59:59'));
  expect(told(rules, { holds: [own, ...others(1)] })).toEqual([]);
});
