// A library with FOLIO's rules at a desk: the same decisions, by its own ways.

import { decideCheckout, type CheckoutAsk } from '../../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import type { CheckoutFacts, ItemFacts, RenewFacts } from '../../../../../shared/circ/facts.ts';
import type { Item } from '../../../../../shared/circ/model/item.ts';
import { holdId, itemId, locationId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { PLAIN_RENEW_TERMS } from '../../../../../shared/rules/model/policy/renew.ts';
import type { LoanPolicy, PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import {
  checkoutFacts,
  hold,
  inNewYork,
  item,
  itemFacts,
  loan,
  MONDAY,
  out,
  patron,
  patronFacts,
} from '../../../../support/small-library.ts';

const facts = (over: Partial<PolicyRuleSet> = {}, about: Partial<Item> = {}, loansOut = [out('A')]): CheckoutFacts =>
  checkoutFacts({
    rules: folioRules(over),
    item: itemFacts({ item: item({ kind: 'book', ...about }) }),
    patron: patronFacts({ patron: patron({ group: 'students' }), loansOut }),
  });
const decide = (one: CheckoutFacts, over: Partial<CheckoutAsk> = {}) =>
  decideCheckout(one, { barcode: '3100', card: '2100', overrides: [], ...over }, MONDAY);
const codes = (one: CheckoutFacts) => decide(one).reasons.map(({ code, effect }) => `${code} ${effect}`);

describe('a recalled copy', () => {
  const recall: LoanPolicy['recall'] = { ...loanPolicy('').recall, returnInterval: { n: 3, unit: 'days' } };
  const lentUnder = (over: Partial<LoanPolicy['recall']>, about: Partial<ItemFacts>) =>
    checkoutFacts({
      rules: folioRules({ loanPolicies: [loanPolicy('two-weeks', { recall: { ...recall, ...over } })] }),
      item: itemFacts({ item: item({ kind: 'book' }), ...about }),
      patron: patronFacts({ patron: patron({ group: 'students' }) }),
    });
  const mine = hold('M', { patronId: patron().id });
  const recalled = { holds: [mine, hold('H', { position: 2 })], recalls: [holdId('H')] };

  test('is lent to who waits first for as long as the recall of the next leaves', () => {
    const decision = decide(lentUnder({}, recalled));
    expect(decision).toMatchObject({ outcome: 'done', terms: { dueAt: inNewYork('2022-06-16T23:59:59') } });
    expect(decision.trace.due.at(-1)).toMatchObject({ code: 'DUE_RECALLED' });
    const guaranteed = lentUnder({ minimumGuaranteed: { n: 1, unit: 'weeks' } }, recalled);
    expect(decide(guaranteed).terms?.dueAt).toBe(inNewYork('2022-06-20T23:59:59'));
  });

  test('is never lent for longer by a recall, and not for less once nobody waits', () => {
    const plain = inNewYork('2022-06-27T23:59:59');
    const dueUnder = (over: Partial<LoanPolicy['recall']>, about: Partial<ItemFacts>) =>
      decide(lentUnder(over, about)).terms?.dueAt;
    const longer = { returnInterval: { n: 9, unit: 'weeks' }, mayLengthen: true };
    expect(dueUnder(longer, recalled)).toBe(plain);
    expect(dueUnder({}, { ...recalled, holds: [mine] })).toBe(plain);
    expect(dueUnder({}, { ...recalled, holds: [mine, hold('H', { position: 2, state: 'captured' })] })).toBe(plain);
    expect(dueUnder({}, { ...recalled, recalls: [mine.id] })).toBe(plain);
  });

  test('is kept for who called it back, and renewed for nobody else', () => {
    const kept = { holds: [hold('H')], recalls: [holdId('H')] };
    expect(codes(lentUnder({}, kept))).toEqual(['RECALLED_FOR_ANOTHER block', 'HELD_FOR_ANOTHER block']);
    const held = loan('L', { itemId: itemId('X') });
    const onLoan = { item: item({ kind: 'book' }, { status: 'on-loan', loan: held.id }), loan: held };
    const renewed = (about: Partial<ItemFacts>) =>
      decideRenew(lentUnder({}, { ...onLoan, ...about }), { barcode: '3100', overrides: [] }, MONDAY).reasons.map(
        ({ code }) => code,
      );
    expect(renewed(kept)).toContain('RENEW_RECALLED');
    expect(renewed({ recalls: [null] })).toContain('RENEW_RECALLED');
    expect(renewed({})).not.toContain('RENEW_RECALLED');
  });
});

describe('a checkout', () => {
  test('follows the one rule that wins, and names it and what lost', () => {
    const decision = decide(facts());
    expect(decision).toMatchObject({
      outcome: 'done',
      terms: {
        dueAt: inNewYork('2022-06-27T23:59:59'),
        rowIds: ['line-2'],
        policy: {
          overdue: { rateMinor: 25, maxMinor: 1000 },
          lost: { bill: 'price', setMinor: 9900 },
          terms: { profile: 'folio', name: 'Policy two-weeks' },
        },
      },
    });
    expect(decide(facts({}, { kind: 'film' })).trace.candidates).toMatchObject([
      { ruleId: 'line-1', matched: true, failedOn: null },
      { ruleId: 'line-2', matched: false, failedOn: 'itemKind' },
    ]);
  });

  test('knows where a location is, by its code', () => {
    const rules = [
      ...folioRules().rules,
      policyRule(3, 'never', { rank: [2], criteria: { campus: { in: ['campus'] } } }),
    ];
    expect(decide(facts({ rules }, { location: locationId('STACKS') })).trace.candidates[0]?.ruleId).toBe('line-3');
    expect(decide(facts({ rules }, { location: locationId('elsewhere') })).trace.candidates[0]?.ruleId).toBe('line-2');
  });

  test('of what is not lent is refused until somebody types a date', () => {
    const film = facts({}, { kind: 'film' });
    expect(codes(film)).toEqual(['ITEM_NOT_LOANABLE block']);
    const typed = decide(film, { dueAt: MONDAY + DAY_MS });
    expect(typed.reasons).toMatchObject([
      { code: 'ITEM_NOT_LOANABLE', effect: 'override', right: 'override-item' },
      { code: 'DUE_SET_BY_STAFF', effect: 'override' },
    ]);
    expect(typed.terms).not.toBeNull();
  });

  test('falls under no rule where the policy that it names is not there', () => {
    expect(codes(facts({ rules: [policyRule(1, 'gone')] }))).toEqual(['NO_RULE block']);
    expect(codes(facts({ rules: [] }))).toEqual(['NO_RULE block']);
  });

  test('is not made on days for which there is no calendar', () => {
    const rules = folioRules();
    const [june] = rules.calendars;
    if (june === undefined) throw new Error('no calendar');
    expect(codes(facts({ calendars: [{ ...june, to: '2022-06-20' }] }))).toEqual(['NO_OPEN_DAYS block']);
    expect(codes(facts({ calendars: [] }))).toEqual(['CALENDAR_MISSING block']);
    const july = { ...june, id: 'july', from: '2022-06-25', to: '2022-07-30' };
    expect(decide(facts({ calendars: [{ ...june, to: '2022-06-20' }, july] })).terms?.dueAt).toBe(
      inNewYork('2022-06-27T23:59:59'),
    );
  });

  test('counts by what the rule asks about, and by the limits of the group', () => {
    const loanPolicies = [loanPolicy('two-weeks', { itemLimit: 1 }), ...folioRules().loanPolicies.slice(1)];
    const books = [out('A', {}, { kind: 'book' }), out('B', {}, { kind: 'film' })];
    expect(decide(facts({ loanPolicies }, {}, books)).reasons).toMatchObject([
      { code: 'LIMIT_MATERIAL_TYPE', effect: 'override', params: { count: 1, limit: 1 } },
    ]);
    const limits: PolicyRuleSet['limits'] = [
      { group: 'group-students', counts: 'items-out', limit: 2, blocks: ['borrowing'] },
      { group: 'another', counts: 'items-out', limit: 1, blocks: ['borrowing'] },
    ];
    const limited = decide(facts({ limits }, {}, books));
    expect(limited.reasons).toMatchObject([{ code: 'LIMIT_REACHED', params: { count: 2, limit: 2 } }]);
    expect(limited.trace.limits).toMatchObject([
      { code: 'LIMIT_ITEMS_OUT', params: { count: 2, limit: 2, group: 'students' } },
    ]);
  });

  test('counts what is overdue after a recall, and how long, and nothing that is merely overdue', () => {
    const limits = (counts: PolicyRuleSet['limits'][number]['counts'], limit: number) => ({
      limits: [{ group: 'group-students', counts, limit, blocks: ['borrowing' as const] }],
    });
    const late = (days: number, recalled = true) => out(`R${days}`, { dueAt: MONDAY - days * DAY_MS, recalled });
    const recalls = decide(facts(limits('overdue-recalls', 1), {}, [late(3), late(9, false)]));
    expect(recalls.reasons).toMatchObject([
      { code: 'PATRON_OVERDUES', params: { count: 1, limit: 1, of: 'overdue-recalls' } },
    ]);
    expect(recalls.trace.limits).toMatchObject([{ code: 'LIMIT_OVERDUE_RECALLS', params: { count: 1, limit: 1 } }]);
    expect(codes(facts(limits('overdue-recalls', 1), {}, [late(9, false)]))).toEqual([]);
    expect(codes(facts(limits('overdue-recalls', 1), {}, [late(-2)]))).toEqual([]);
    expect(codes(facts(limits('recall-days-overdue', 4), {}, [late(3), late(2), late(9, false)]))).toEqual([]);
    expect(decide(facts(limits('recall-days-overdue', 3), {}, [late(3), late(2)])).reasons).toMatchObject([
      { code: 'PATRON_OVERDUES', params: { count: 3, limit: 3, of: 'recall-days-overdue' } },
    ]);
  });
});

describe('a renewal', () => {
  const made = decide(facts()).terms;
  const changed = folioRules({
    loanPolicies: [loanPolicy('two-weeks', { renew: { ...PLAIN_RENEW_TERMS, allowed: false } })],
  });
  const onLoan = (policy: RenewFacts['policy'], renewals = 0): RenewFacts => {
    const held = loan('L', { itemId: itemId('X'), renewals });
    return {
      ...checkoutFacts({
        rules: changed,
        item: itemFacts({ item: item({ kind: 'book' }, { status: 'on-loan', loan: held.id }), loan: held }),
      }),
      policy,
    };
  };
  const renew = (one: RenewFacts) => decideRenew(one, { barcode: '3100', overrides: [] }, MONDAY);

  test('goes by the rules that the loan was made under, and says so', () => {
    const decision = renew(onLoan(made?.policy));
    expect(decision).toMatchObject({
      outcome: 'done',
      terms: { dueAt: inNewYork('2022-06-27T23:59:59'), policy: made?.policy },
    });
    expect(decision.trace.due[0]?.code).toBe('RULES_KEPT');
    expect(renew(onLoan(made?.policy, 2)).reasons).toMatchObject([{ code: 'RENEW_LIMIT_REACHED' }]);
  });

  test('asks the rules of now where nobody knows those', () => {
    const decision = renew(onLoan(null));
    expect(decision.reasons).toMatchObject([{ code: 'RENEW_NOT_ALLOWED' }]);
    expect(decision).toMatchObject({ outcome: 'refused', terms: null });
  });
});
