// Judging a checkout: the reasons, the effect of each, and the terms that are given all the same.

import { decideCheckout, type CheckoutAsk } from '../../../../../shared/circ/decide/checkout.ts';
import { countedAs, type CheckoutFacts } from '../../../../../shared/circ/facts.ts';
import type { ItemState } from '../../../../../shared/circ/model/item.ts';
import type { Patron } from '../../../../../shared/circ/model/patron.ts';
import { branchId, holdId, itemId, locationId, patronId } from '../../../../../shared/core/ids.ts';
import { MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { sayReason } from '../../../../../shared/core/say-reason.ts';
import {
  block,
  checkoutFacts,
  closedOn,
  calendar,
  days,
  hold,
  hours,
  inNewYork,
  item,
  itemFacts,
  lending,
  loan,
  MONDAY,
  out,
  patron,
  patronFacts,
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';

const ask = (over: Partial<CheckoutAsk> = {}): CheckoutAsk => ({
  barcode: '3100',
  card: '2100',
  overrides: [],
  ...over,
});
const decide = (facts: CheckoutFacts = checkoutFacts(), over: Partial<CheckoutAsk> = {}) =>
  decideCheckout(facts, ask(over), MONDAY);
const codes = (facts: CheckoutFacts, over: Partial<CheckoutAsk> = {}) =>
  decide(facts, over).reasons.map(({ code, effect }) => `${code} ${effect}`);
const ofPatron = (over: Partial<Patron>) => checkoutFacts({ patron: patronFacts({ patron: patron(over) }) });
const inState = (state: Partial<ItemState>, over: Partial<ReturnType<typeof itemFacts>> = {}) =>
  checkoutFacts({ item: itemFacts({ item: item({}, state), ...over }) });

describe('a checkout', () => {
  test('of an item on the shelf is done, with date, policy, rules and trace', () => {
    const decision = decide();
    expect(decision).toMatchObject({ outcome: 'done', reasons: [] });
    expect(decision.terms).toMatchObject({
      dueAt: inNewYork('2022-06-27T23:59:59'),
      grain: 'day',
      zone: 'America/New_York',
      rulesVersion: 'rules-1',
      rowIds: ['1'],
      policy: { maxRenewals: 2, overdue: { rateMinor: 10, maxMinor: 500 } },
    });
    expect(decision.trace.candidates).toHaveLength(1);
    expect(decision.trace.data.map(({ code }) => code)).toEqual(['DATA_RULES', 'DATA_OWN']);
  });

  test('tells every reason at once, and the terms that an override would give', () => {
    const facts = checkoutFacts({
      patron: patronFacts({ patron: patron({ barred: true, expiresAt: MONDAY }), owedMinor: 100 }),
      item: itemFacts({ item: item({ circulates: false }, { status: 'damaged' }) }),
    });
    expect(codes(facts)).toEqual([
      'PATRON_EXPIRED override',
      'PATRON_BARRED override',
      'ITEM_BAD_STATUS override',
      'ITEM_NOT_LOANABLE override',
    ]);
    expect(decide(facts)).toMatchObject({
      outcome: 'needs-override',
      terms: { dueAt: inNewYork('2022-06-27T23:59:59') },
    });
  });

  test('needs each reason overridden by its own code', () => {
    const facts = ofPatron({ barred: true, active: false });
    const one = decide(facts, { overrides: ['PATRON_BARRED'] });
    expect(one.outcome).toBe('needs-override');
    expect(one.reasons.map(({ code, overridden, right }) => [code, overridden, right])).toEqual([
      ['PATRON_INACTIVE', false, 'override-account'],
      ['PATRON_BARRED', true, 'override-account'],
    ]);
    expect(decide(facts, { overrides: ['PATRON_BARRED', 'PATRON_INACTIVE'] }).outcome).toBe('done');
  });

  test('to a card and of a barcode that nobody has is judged as the most general patron and a plain item', () => {
    const rules = ruleSet({ rules: [rule('1', { criteria: { patronGroup: { in: ['students'] } } }), rule('2')] });
    const unknown = checkoutFacts({ rules, patron: null, item: null });
    expect(codes(unknown)).toEqual(['PATRON_UNKNOWN override', 'ITEM_UNKNOWN override']);
    expect(decide(unknown).reasons.map(({ right, params }) => [right, params])).toEqual([
      ['lend-unknown', { card: '2100' }],
      ['lend-unknown', { barcode: '3100' }],
    ]);
    const both = decide(unknown, { overrides: ['PATRON_UNKNOWN', 'ITEM_UNKNOWN'] });
    expect(both).toMatchObject({ outcome: 'done', terms: { rowIds: ['2'] } });
  });

  test('to a provisional patron falls under the rules and limits of the most general group, whatever the row says', () => {
    const rules = ruleSet({
      rules: [rule('1', { criteria: { patronGroup: { in: ['students'] } } }), rule('2')],
      thresholds: [
        { group: 'everybody', branch: branchId('all'), counts: 'items-out', limit: 2, blocks: ['CIRC'] },
        { group: 'students', branch: branchId('all'), counts: 'items-out', limit: 9, blocks: ['CIRC'] },
      ],
    });
    const once = (group: string, loansOut = [out('L1')]) =>
      checkoutFacts({ rules, patron: patronFacts({ patron: patron({ provisional: true, group }), loansOut }) });
    for (const group of ['', 'students']) {
      expect(decide(once(group))).toMatchObject({ outcome: 'done', reasons: [], terms: { rowIds: ['2'] } });
      expect(codes(once(group, [out('L1'), out('L2')]))).toEqual(['LIMIT_REACHED override']);
    }
  });

  test('of a provisional item is asked about every time: it is not an item of the library', () => {
    const facts = checkoutFacts({ item: itemFacts({ item: item({ provisional: true }) }) });
    expect(codes(facts)).toEqual(['ITEM_UNKNOWN override']);
    expect(decide(facts).reasons).toMatchObject([{ right: 'lend-unknown', params: { barcode: item().barcode } }]);
    expect(decide(facts, { overrides: ['ITEM_UNKNOWN'] }).outcome).toBe('done');
  });

  test('of what is not in the catalog, as the server knows it, takes the right to override about items', () => {
    const sought = { unknownItem: { isSought: true } };
    for (const unknown of [null, itemFacts({ item: item({ barcode: '3100', provisional: true }) })]) {
      const decision = decide(checkoutFacts({ item: unknown }), sought);
      expect(decision.outcome).toBe('needs-override');
      expect(decision.reasons).toMatchObject([
        { code: 'ITEM_NOT_REGISTERED', right: 'override-item', params: { barcode: '3100' } },
      ]);
    }
    expect(codes(checkoutFacts(), sought)).toEqual([]);
  });

  test('is refused without a desk, a calendar, a rule, or an open day, and then has no terms', () => {
    expect(codes(checkoutFacts({ desk: null }))).toEqual(['DESK_MISSING block']);
    expect(codes(checkoutFacts({ rules: ruleSet({}, null) }))).toEqual(['CALENDAR_MISSING block']);
    expect(codes(checkoutFacts({ rules: ruleSet({}, calendar({ zone: 'Middle/Earth' })) }))).toEqual([
      'CALENDAR_MISSING block',
    ]);
    expect(codes(checkoutFacts({ rules: ruleSet({ rules: [] }) }))).toEqual(['NO_RULE block']);
    const forEver = calendar({ closures: [{ from: '2022-01-01T00:00', to: '2099-01-01T00:00', name: 'Closed' }] });
    const closed = decide(checkoutFacts({ rules: ruleSet({}, forEver) }));
    expect(closed).toMatchObject({
      outcome: 'refused',
      terms: null,
      reasons: [{ code: 'NO_OPEN_DAYS', effect: 'block' }],
    });
    expect(decide(checkoutFacts({ rules: ruleSet({}, forEver) }), { overrides: ['NO_OPEN_DAYS'] }).outcome).toBe(
      'refused',
    );
  });

  test('says which field no rule gives', () => {
    const rules = ruleSet({ rules: [rule('1', { gives: { circulates: true } })] });
    expect(decide(checkoutFacts({ rules })).trace.due.map(({ code }) => code)).toEqual(['RULE_LACKS_DURATION']);
  });

  test('tells how it was shortened', () => {
    const rules = ruleSet({ rules: [lending(hours(9), { hoursMode: 'cut_to_closing' })] });
    expect(decide(checkoutFacts({ rules })).reasons).toMatchObject([{ code: 'DUE_SHORTENED', effect: 'message' }]);
  });
});

describe('the patron of a checkout', () => {
  test('is stopped by blocks that stop loans and are not over, by their own words', () => {
    const blocks = [
      block('STAFF_C', { label: 'Ask for the book of June' }),
      block('STAFF_R', { blocks: ['RENEW'] }),
      block('STAFF_OLD', { endsAt: MONDAY }),
    ];
    expect(decide(ofPatron({ blocks })).reasons).toMatchObject([
      { code: 'PATRON_RESTRICTED', params: { label: 'Ask for the book of June' } },
    ]);
  });

  test('is told one reason when a limit is computed and imported, with the figures', () => {
    const blocks = [
      block('PATRON_EXCEEDS_FINES', { label: 'Patron exceeds fine threshold' }),
      block('PATRON_EXCEEDS_OVERDUE_COUNT'),
      block('PATRON_EXCEEDS_CHECKOUT_COUNT'),
      block('PATRON_EXCEEDS_LOST_COUNT'),
    ];
    const thresholds = [
      { group: 'everybody', branch: branchId('all'), counts: 'fines' as const, limit: 1000, blocks: ['CIRC' as const] },
    ];
    const withFines = (owedMinor: number) =>
      decide(
        checkoutFacts({
          rules: ruleSet({ thresholds }),
          patron: patronFacts({ patron: patron({ blocks }), owedMinor }),
        }),
      ).reasons;
    const all = ['PATRON_FINES', 'PATRON_OVERDUES', 'LIMIT_REACHED', 'PATRON_LOST_COUNT'];
    expect(withFines(1000).map(({ code }) => code)).toEqual(all);
    expect(withFines(999).map(({ code }) => code)).toEqual(all);
    const said = (owedMinor: number) =>
      withFines(owedMinor)
        .slice(0, 1)
        .map((reason) => sayReason({ language: 'en', now: MONDAY }, reason));
    expect(said(1000)).toEqual(['Owes too much.']);
    expect(said(999)).toEqual(said(1000));
  });

  test('reaches a limit with what is out, not counting the item itself', () => {
    const thresholds = [
      { group: 'students', branch: branchId('all'), counts: 'items-out' as const, limit: 2, blocks: ['CIRC' as const] },
    ];
    const rules = ruleSet({ thresholds });
    const two = checkoutFacts({ rules, patron: patronFacts({ loansOut: [out('L1'), out('L2')] }) });
    expect(decide(two).reasons).toMatchObject([{ code: 'LIMIT_REACHED', params: { count: 2, limit: 2 } }]);
    expect(decide(two).trace.limits).toMatchObject([
      { code: 'LIMIT_ITEMS_OUT', params: { count: 2, group: 'Students' } },
    ]);
    const same = patronFacts({ loansOut: [out('L1'), out('L2', { itemId: itemId('X') })] });
    expect(codes(checkoutFacts({ rules, patron: same }))).toEqual([]);
  });

  test('reaches the cap of a limit set, told by its name', () => {
    const limitSets = [
      {
        id: '1',
        name: 'Films',
        branch: branchId('all'),
        limit: 1,
        kinds: ['dvd'],
        locations: [locationId('films')],
        global: true,
      },
    ];
    const facts = checkoutFacts({
      rules: ruleSet({ limitSets }),
      item: itemFacts({ item: item({ kind: 'dvd' }) }),
      patron: patronFacts({ loansOut: [out('L1', {}, { location: 'films' })] }),
    });
    expect(decide(facts).reasons).toMatchObject([{ code: 'LIMIT_SET', params: { count: 1, limit: 1, name: 'Films' } }]);
  });

  test('with an old card is asked about it', () => {
    expect(codes(checkoutFacts({ patron: patronFacts({ isOldCard: true }) }))).toEqual(['PATRON_CARD_LOST override']);
  });

  test('judged on old data is told so, and lent to', () => {
    const asOf = (minutes: number) => checkoutFacts({ patronsAsOf: MONDAY - minutes * MINUTE_MS });
    expect(codes(asOf(15))).toEqual([]);
    expect(codes(asOf(16))).toEqual(['STALE_DATA message']);
    expect(decide(asOf(16)).outcome).toBe('done');
    const age = { asOf: { dueAt: MONDAY - 16 * MINUTE_MS, grain: 'time', zone: 'America/New_York' } };
    expect(decide(asOf(16)).trace.data.slice(1)).toEqual([
      { code: 'DATA_PATRONS_AS_OF', params: age },
      { code: 'DATA_HOLDS_AS_OF', params: age },
      { code: 'DATA_DESK_ACTS', params: {} },
    ]);
  });

  test('of a group that may not borrow is told that, and of an item that does not circulate the other', () => {
    const cannot = rule('2', { criteria: { patronGroup: { in: ['students'] } }, gives: { circulates: false } });
    expect(codes(checkoutFacts({ rules: ruleSet({ rules: [rule('1'), cannot] }) }))).toEqual(['PATRON_CANT override']);
    const reference = rule('2', { criteria: { reference: { is: true } }, gives: { circulates: false } });
    const facts = checkoutFacts({
      rules: ruleSet({ rules: [rule('1', { criteria: {} }), reference] }),
      item: itemFacts({ item: item({ reference: true }) }),
    });
    expect(codes(facts)).toEqual(['ITEM_NOT_LOANABLE override']);
  });
});

describe('the item of a checkout', () => {
  const mine = loan('L', { itemId: itemId('X') });
  const theirs = loan('L', { itemId: itemId('X'), patronId: patronId('Q') });

  test('that the patron has already is renewed instead', () => {
    const decision = decide(inState({ status: 'on-loan', loan: mine.id }, { loan: mine }));
    expect(decision.reasons).toMatchObject([{ code: 'LOANED_TO_PATRON', right: 'renew-instead' }]);
  });

  test('of a second copy of one title is told, and stopped by nothing', () => {
    const out = (id: string) => ({ loan: loan(id, { itemId: itemId('Y') }), ...countedAs(item({ id: itemId('Y') })) });
    const facts = checkoutFacts({ patron: patronFacts({ loansOut: [out('A')] }) });
    expect(decide(facts).outcome).toBe('done');
    expect(decide(facts).reasons.map(({ code, effect }) => `${code} ${effect}`)).toContain('SAME_TITLE_OUT alert');
  });

  test('that somebody else has is on loan to another, also where nobody knows who', () => {
    expect(codes(inState({ status: 'on-loan', loan: theirs.id }, { loan: theirs }))).toEqual([
      'LOANED_TO_ANOTHER override',
    ]);
    expect(codes(inState({ status: 'on-loan-unknown' }))).toEqual(['LOANED_TO_ANOTHER override']);
  });

  test('that somebody else has and others wait for says so: a check-in would keep it for them', () => {
    const state = { status: 'on-loan' as const, loan: theirs.id };
    const waitedFor = (who: string) =>
      codes(inState(state, { loan: theirs, holds: [hold('H', { patronId: patronId(who) })] }));
    expect(waitedFor('R')).toEqual(['LOANED_TO_ANOTHER override', 'HOLD_WAITING message']);
    expect(waitedFor('P')).toEqual(['LOANED_TO_ANOTHER override']);
  });

  test('that is lost is told so, with whose loan it is', () => {
    expect(codes(inState({ status: 'lost' }))).toEqual(['ITEM_LOST override']);
    const lost = { ...theirs, state: 'lost' as const };
    expect(codes(inState({ status: 'lost', loan: lost.id }, { loan: lost }))).toEqual([
      'ITEM_LOST override',
      'LOANED_TO_ANOTHER override',
    ]);
    expect(codes(inState({ status: 'missing' }))).toEqual(['ITEM_LOST override']);
  });

  test('on the hold shelf goes to the patron it is held for, and to nobody else without asking', () => {
    const shelf = { status: 'on-hold-shelf' as const, hold: holdId('H') };
    const heldFor = (who: string) => [
      hold('H', { patronId: patronId(who), state: 'captured', capturedItem: itemId('X') }),
    ];
    expect(codes(inState(shelf, { holds: heldFor('P') }))).toEqual([]);
    expect(codes(inState(shelf, { holds: heldFor('Q') }))).toEqual(['HELD_FOR_ANOTHER override']);
    expect(codes(inState(shelf))).toEqual(['HELD_FOR_ANOTHER override']);
  });

  test('in transit, in question, or set aside is told by name', () => {
    const transit = decide(inState({ status: 'in-transit', to: branchId('east') }));
    expect(transit.reasons).toMatchObject([{ code: 'ITEM_IN_TRANSIT', params: { branch: 'East Library' } }]);
    expect(codes(inState({ status: 'in-question' }))).toEqual(['ITEM_IN_QUESTION override']);
    expect(codes(inState({ status: 'bindery' }))).toEqual(['ITEM_BAD_STATUS override']);
  });

  test('that somebody waits for is lent from the shelf with a message, unless the patron waits too', () => {
    expect(codes(inState({}, { holds: [hold('H')] }))).toEqual(['HOLD_WAITING message']);
    expect(codes(inState({}, { holds: [hold('H'), hold('I', { patronId: patronId('P') })] }))).toEqual([]);
    expect(codes(inState({}, { holds: [hold('H', { suspended: true })] }))).toEqual([]);
  });

  test('on a shelf that does not lend is not lendable', () => {
    const shelf = { id: locationId('S'), name: 'Stacks', branch: branchId('main'), circulates: false, holdable: true };
    expect(codes(inState({}, { location: shelf }))).toEqual(['ITEM_NOT_LOANABLE override']);
  });

  test('tells its parts and its alert', () => {
    const facts = checkoutFacts({
      item: itemFacts({ item: item({ parts: ['charger', 'case'], alert: 'Unlock first' }) }),
    });
    expect(decide(facts)).toMatchObject({
      outcome: 'done',
      reasons: [
        { code: 'ITEM_PARTS', effect: 'alert', params: { parts: 'charger, case' } },
        { code: 'ITEM_ALERT', effect: 'alert', params: { text: 'Unlock first' } },
      ],
    });
  });
});

describe('a due date that staff typed', () => {
  const typed = inNewYork('2022-06-20T12:00:00');

  test('needs its right, skips the calendar, and ends with its day for a loan in days', () => {
    const closed = ruleSet({ rules: [lending(days(14))] }, calendar({ closures: [closedOn('2022-06-20')] }));
    const decision = decide(checkoutFacts({ rules: closed }), { dueAt: typed });
    expect(decision).toMatchObject({
      outcome: 'needs-override',
      reasons: [{ code: 'DUE_SET_BY_STAFF', right: 'set-due-date' }],
      terms: { dueAt: inNewYork('2022-06-20T23:59:59') },
    });
    expect(decide(checkoutFacts(), { dueAt: typed, overrides: ['DUE_SET_BY_STAFF'] }).outcome).toBe('done');
  });

  test('in the past is told so', () => {
    expect(codes(checkoutFacts(), { dueAt: MONDAY - 48 * 60 * MINUTE_MS })).toEqual([
      'DUE_SET_BY_STAFF override',
      'DUE_INVALID override',
    ]);
  });

  test('is a way out where the calendar gives none', () => {
    const none = checkoutFacts({ rules: ruleSet({}, null) });
    expect(codes(none, { dueAt: typed })).toEqual(['DUE_SET_BY_STAFF override']);
  });
});
