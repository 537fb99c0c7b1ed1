// Judging a renewal: the count, who waits, whether anything is gained, and the blocks that stop renewals.

import { decideRenew, type RenewAsk } from '../../../../../shared/circ/decide/renew.ts';
import type { RenewFacts } from '../../../../../shared/circ/facts.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { branchId, itemId, patronId } from '../../../../../shared/core/ids.ts';
import type { RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import {
  block,
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
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';
import { giving } from '../../../../support/written-rules.ts';

type Case = Parameters<typeof checkoutFacts>[0] & {
  loan?: Partial<Loan> | null;
  about?: Partial<ReturnType<typeof itemFacts>>;
};

function renewFacts({ loan: over = {}, about = {}, ...facts }: Case = {}): RenewFacts {
  const held = over === null ? null : loan('L', { itemId: itemId('X'), ...over });
  const state = held === null ? {} : { status: 'on-loan' as const, loan: held.id };
  return checkoutFacts({ item: itemFacts({ item: item({}, state), loan: held, ...about }), ...facts });
}

const decide = (facts: RenewFacts, over: Partial<RenewAsk> = {}) =>
  decideRenew(facts, { barcode: '3100', overrides: [], ...over }, MONDAY);
const codes = (facts: RenewFacts, over: Partial<RenewAsk> = {}) =>
  decide(facts, over).reasons.map(({ code, effect }) => `${code} ${effect}`);

describe('a renewal', () => {
  test('counts its date from now and tells the rules it fell under', () => {
    expect(decide(renewFacts())).toMatchObject({
      outcome: 'done',
      reasons: [],
      terms: { dueAt: inNewYork('2022-06-27T23:59:59'), rowIds: ['1'] },
    });
  });

  test('asks the rules as a renewal', () => {
    const rules = ruleSet({
      rules: [rule('1'), rule('2', { criteria: { renewal: { is: true } }, gives: { circulates: false } })],
    });
    expect(decide(renewFacts({ rules })).terms?.rowIds).toEqual(['1']);
    const weights = { renewal: 12 };
    expect(codes(renewFacts({ rules: { ...rules, weights } }))).toEqual(['RENEW_NOT_ALLOWED override']);
  });

  test('ends with the count of its policy', () => {
    expect(codes(renewFacts({ loan: { renewals: 1 } }))).toEqual([]);
    expect(decide(renewFacts({ loan: { renewals: 2 } })).reasons).toMatchObject([
      { code: 'RENEW_LIMIT_REACHED', effect: 'override', params: { count: 2, limit: 2 } },
    ]);
    const none = ruleSet({ rules: [rule('1', { gives: { ...rule('1').gives, renewals: 0 } })] });
    expect(decide(renewFacts({ rules: none })).reasons).toMatchObject([
      { code: 'RENEW_LIMIT_REACHED', params: { limit: 0 } },
    ]);
  });

  test('that would not move the date is told so, after closed days were avoided', () => {
    expect(codes(renewFacts({ loan: { dueAt: inNewYork('2022-06-27T23:59:59') } }))).toEqual([
      'RENEW_NO_GAIN override',
    ]);
    expect(codes(renewFacts({ loan: { dueAt: inNewYork('2022-06-26T23:59:59') } }))).toEqual([]);
  });

  test('waits for the holds of others that this copy could fill', () => {
    const withHold = (over: Parameters<typeof hold>[1]) => codes(renewFacts({ about: { holds: [hold('H', over)] } }));
    expect(withHold({})).toEqual(['RENEW_ON_HOLD override']);
    expect(withHold({ patronId: patronId('P') })).toEqual([]);
    expect(withHold({ suspended: true })).toEqual([]);
    expect(withHold({ state: 'captured', capturedItem: itemId('Y') })).toEqual([]);
    expect(withHold({ itemId: itemId('Y') })).toEqual([]);
  });

  test('of a lost item is asked about', () => {
    expect(codes(renewFacts({ loan: { state: 'lost', lostAt: MONDAY - 1 } }))).toEqual(['RENEW_ITEM_LOST override']);
  });

  test('is stopped by blocks and limits that stop renewals, and by no others', () => {
    const blocks = [block('STAFF_C', { blocks: ['CIRC'] }), block('STAFF_R', { blocks: ['RENEW'] })];
    expect(codes(renewFacts({ patron: patronFacts({ patron: patron({ blocks }) }) }))).toEqual([
      'PATRON_RESTRICTED override',
    ]);
    const limit = (counts: 'items-out' | 'overdues', act: 'CIRC' | 'RENEW') => ({
      group: 'everybody',
      branch: branchId('all'),
      counts,
      limit: 1,
      blocks: [act],
    });
    const rules = ruleSet({ thresholds: [limit('items-out', 'CIRC'), limit('overdues', 'RENEW')] });
    const loansOut = [out('L', { itemId: itemId('X'), dueAt: MONDAY - 1 })];
    expect(codes(renewFacts({ rules, loan: { dueAt: MONDAY - 1 }, patron: patronFacts({ loansOut }) }))).toEqual([
      'PATRON_OVERDUES override',
    ]);
  });

  test('without a loan is refused', () => {
    expect(codes(renewFacts({ loan: null }))).toEqual(['LOAN_NOT_FOUND block']);
    const inQuestion = itemFacts({ item: item({}, { status: 'in-question' }) });
    expect(codes(renewFacts({ item: inQuestion }))).toEqual(['ITEM_IN_QUESTION override', 'LOAN_NOT_FOUND block']);
    expect(decide(renewFacts({ item: null }))).toMatchObject({ outcome: 'refused', terms: null });
    expect(codes(renewFacts({ item: null }))).toEqual(['ITEM_UNKNOWN block']);
  });

  test('without a loan says nothing of a patron, of parts or of rules: there is nobody to renew for', () => {
    const kit = itemFacts({ item: item({ circulates: false, parts: ['Charger'] }) });
    expect(codes(renewFacts({ loan: null, patron: null, item: kit }))).toEqual(['LOAN_NOT_FOUND block']);
    expect(codes(renewFacts({ loan: null, patron: null, item: null }))).toEqual(['ITEM_UNKNOWN block']);
  });

  test('of a loan that another patron has by now is not made, and nothing of that patron is told', () => {
    const decision = decide(renewFacts({ loan: { patronId: patronId('Q') } }), { patron: patronId('P') });
    expect(decision).toMatchObject({ outcome: 'refused', terms: null });
    expect(decision.reasons.map(({ code, effect }) => `${code} ${effect}`)).toEqual(['OTHER_PATRON block']);
    expect(decision.trace).toMatchObject({ candidates: [], due: [], limits: [] });
    expect(codes(renewFacts(), { patron: patronId('P') })).toEqual([]);
  });

  test('of a patron who is not known here is judged like any, and asked about', () => {
    expect(codes(renewFacts({ patron: null }))).toEqual(['PATRON_UNKNOWN override']);
  });
});

describe('a renewal of a title that others wait for', () => {
  const rules = giving({ renew: { withHold: 'if-others-can-fill' } });
  const waits = (id: string) => hold(id, { patronId: patronId('Q'), itemId: null });
  const copy = (id: string, state: Parameters<typeof item>[1] = {}, about: Parameters<typeof item>[0] = {}) => ({
    item: item({ id: itemId(id), ...about }, state),
    location: null,
  });
  const renewing = (holds: number, others: ReturnType<typeof copy>[], from: RuleSet = rules) =>
    codes(
      renewFacts({
        rules: from,
        about: {
          holds: Array.from({ length: holds }, (_, n) => waits(`H${n}`)),
          copies: [copy('X', { status: 'on-loan' }), ...others],
        },
      }),
    );

  test('goes on where each of them can have another copy, and not where one is left without', () => {
    expect(renewing(1, [copy('Y')])).toEqual([]);
    expect(renewing(2, [copy('Y')])).toEqual(['RENEW_ON_HOLD override']);
    expect(renewing(2, [copy('Y'), copy('Z')])).toEqual([]);
  });

  test('counts no copy that is out, kept back, not lent or not held, nor the one that is renewed', () => {
    expect(renewing(1, [])).toEqual(['RENEW_ON_HOLD override']);
    expect(renewing(1, [copy('Y', { status: 'on-loan' })])).toEqual(['RENEW_ON_HOLD override']);
    expect(renewing(1, [copy('Y', {}, { circulates: false })])).toEqual(['RENEW_ON_HOLD override']);
    expect(renewing(1, [copy('Y', {}, { holdable: false })])).toEqual(['RENEW_ON_HOLD override']);
  });

  test('counts none where nobody may hold what is on the shelf, and none where the rules do not ask for them', () => {
    const apart = giving({ renew: { withHold: 'if-others-can-fill' }, hold: { onShelf: 'no' } });
    expect(renewing(1, [copy('Y')], apart)).toEqual(['RENEW_ON_HOLD override']);
    expect(renewing(1, [copy('Y')], giving({}))).toEqual(['RENEW_ON_HOLD override']);
  });
});
