// A library with Koha's rules at a desk: the same decisions, by its own ways.

import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import type { CheckoutFacts, RenewFacts } from '../../../../../shared/circ/facts.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { branchId, itemId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import type { KohaRuleSet } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { DEFAULT_SETTINGS } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../../support/koha-rules.ts';
import {
  block,
  calendar,
  checkoutFacts,
  closedOn,
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

const decide = (facts: CheckoutFacts, overrides: string[] = []) =>
  decideCheckout(facts, { barcode: '3100', card: '2100', overrides }, MONDAY);
const codes = (facts: CheckoutFacts) => decide(facts).reasons.map(({ code, effect }) => `${code} ${effect}`);
const lent = (over: Partial<KohaRuleSet> = {}) => checkoutFacts({ rules: kohaRules(over) });

const onLoan = (over: Partial<Loan> = {}, rules = kohaRules()): RenewFacts => {
  const held = loan('L', { itemId: itemId('X'), outAt: MONDAY - 7 * DAY_MS, ...over });
  return checkoutFacts({
    rules,
    item: itemFacts({ item: item({}, { status: 'on-loan', loan: held.id }), loan: held }),
  });
};
const renew = (facts: RenewFacts) => decideRenew(facts, { barcode: '3100', overrides: [] }, MONDAY);

describe('a checkout', () => {
  test('ends with its day, and says which row gave what', () => {
    const decision = decide(lent({ rows: [plainKohaRow, kohaRow({ issuelength: '21' }, { branch: 'main' })] }));
    expect(decision).toMatchObject({
      outcome: 'done',
      reasons: [],
      terms: {
        dueAt: inNewYork('2022-07-04T23:59:00'),
        grain: 'day',
        policy: { maxRenewals: 2, terms: { profile: 'koha', renew: { period: { n: 7, unit: 'days' } } } },
        rowIds: ['main · * · *', '* · * · *'],
      },
    });
    expect(decision.trace.candidates[0]).toMatchObject({ gave: ['issuelength'], matched: true });
    expect(decision.trace.candidates.map(({ name, asks }) => [name, asks])).toEqual([
      ['', { deskBranch: { in: ['main'] } }],
      ['', {}],
    ]);
    // No row has a name, so the period has none either.
    expect(decision.trace.due[1]).toMatchObject({ code: 'DUE_LENGTH_DAYS', params: { n: 21 } });
    expect(codes(lent({ rows: [kohaRow({ ...plainKohaRow.values, issuelength: '' })] }))).toEqual([
      'PERIOD_MISSING block',
    ]);
    expect(decision.trace.limits).toMatchObject([{ code: 'LIMIT_OF_RULE', params: { count: 0, limit: 3 } }]);
  });

  test('follows the rules and the calendar of the library that the site names', () => {
    const rows = [plainKohaRow, kohaRow({ issuelength: '7' }, { branch: 'east' })];
    const calendars = { east: calendar({ weekly: null, closures: [closedOn('2022-06-16')] }) };
    const facts = (settings: Partial<KohaRuleSet['settings']>) =>
      checkoutFacts({
        rules: kohaRules({ rows, calendars, settings: { ...DEFAULT_SETTINGS, ...settings } }),
        item: itemFacts({ item: item({ home: branchId('east') }) }),
      });
    expect(decide(facts({})).terms?.dueAt).toBe(inNewYork('2022-06-21T23:59:00'));
    expect(decide(facts({ circControl: 'PickupLibrary' })).terms?.dueAt).toBe(inNewYork('2022-06-27T23:59:00'));
  });

  test('is refused where nothing can be overridden', () => {
    const facts = checkoutFacts({
      rules: kohaRules(),
      patron: patronFacts({ patron: patron({ expiresAt: MONDAY }) }),
      item: itemFacts({ item: item({ circulates: false }) }),
    });
    expect(codes(facts)).toEqual(['PATRON_EXPIRED block', 'ITEM_NOT_LOANABLE block']);
    expect(decide(facts, ['PATRON_EXPIRED', 'ITEM_NOT_LOANABLE'])).toMatchObject({ outcome: 'refused', terms: null });
  });

  test('without a loan length has no rule, and that is told once', () => {
    expect(codes(lent({ rows: [] }))).toEqual(['NO_RULE block']);
    expect(codes(lent({ rows: [kohaRow({ maxissueqty: '3' })] }))).toEqual(['NO_RULE block']);
    expect(codes(lent({ rows: [kohaRow({ issuelength: '3' })] }))).toEqual(['NO_RULE block']);
  });

  test('counts the loans that the row of the limit is about', () => {
    const row = kohaRow({ maxissueqty: '1' }, { item_type: 'film' });
    const facts = (kind: string | null, loansOut = [out('A', {}, { kind: 'film' })]) =>
      checkoutFacts({
        rules: kohaRules({ rows: [plainKohaRow, row] }),
        item: itemFacts({ item: item({ kind }) }),
        patron: patronFacts({ loansOut }),
      });
    expect(decide(facts('film')).reasons).toMatchObject([
      { code: 'LIMIT_REACHED', effect: 'override', params: { count: 1, limit: 1 } },
    ]);
    // A kind with a row of its own is left out where the row of all kinds counts.
    const three = ['A', 'B', 'C'].map((id) => out(id, {}, { kind: 'book' }));
    expect(codes(facts('book', [...three.slice(1), out('F', {}, { kind: 'film' })]))).toEqual([]);
    expect(codes(facts('book', three))).toEqual(['LIMIT_REACHED override']);
  });

  test('counts what is out of the item type above with all types below it, and of its own type where that allows less', () => {
    const limits = (film: string, dvd: string | null): KohaRuleSet => ({
      ...kohaRules({
        rows: [
          plainKohaRow,
          kohaRow({ maxissueqty: film }, { item_type: 'film' }),
          ...(dvd === null ? [] : [kohaRow({ maxissueqty: dvd }, { item_type: 'dvd' })]),
        ],
      }),
      itemTypeParents: { dvd: 'film', reel: 'film' },
    });
    const asking = (rules: KohaRuleSet, kind: string, kinds: readonly string[], state: Loan['state'] = 'open') =>
      decide(
        checkoutFacts({
          rules,
          item: itemFacts({ item: item({ kind }) }),
          patron: patronFacts({ loansOut: kinds.map((one, n) => out(`${n}`, { state }, { kind: one })) }),
        }),
      );
    const told = (...asked: Parameters<typeof asking>) =>
      asking(...asked).reasons.map(({ code, params }) => [code, params['count'], params['limit']]);
    // Two of the parent type, of either type below it.
    expect(told(limits('2', null), 'dvd', ['reel', 'film'])).toEqual([['LIMIT_REACHED', 2, 2]]);
    expect(told(limits('2', null), 'film', ['reel', 'dvd'])).toEqual([['LIMIT_REACHED', 2, 2]]);
    expect(told(limits('2', null), 'dvd', ['reel', 'book', 'book'])).toEqual([]);
    // The row of all types does not apply to a type whose parent type has a limit.
    expect(told(limits('4', null), 'dvd', ['book', 'book', 'book'])).toEqual([]);
    expect(told(limits('4', '1'), 'dvd', ['dvd'])).toEqual([['LIMIT_REACHED', 1, 1]]);
    expect(told(limits('4', '1'), 'dvd', ['reel', 'reel', 'reel'])).toEqual([]);
    expect(told(limits('2', '9'), 'dvd', ['reel', 'reel'])).toEqual([['LIMIT_REACHED', 2, 2]]);
    // Blank is no limit of the type above, so that its own counts.
    expect(told(limits('', '1'), 'dvd', ['dvd'])).toEqual([['LIMIT_REACHED', 1, 1]]);
    expect(asking(limits('4', '1'), 'dvd', ['dvd', 'reel']).trace.limits).toMatchObject([
      { code: 'LIMIT_OF_TYPE_ABOVE', params: { count: 2, limit: 4 } },
      { code: 'LIMIT_OF_RULE', params: { count: 1, limit: 1 } },
    ]);
    // A copy marked lost is no longer out, except where a site says that it is.
    expect(told(limits('1', null), 'dvd', ['dvd'], 'lost')).toEqual([]);
    const counts = { ...limits('1', null), settings: { ...DEFAULT_SETTINGS, lostEndsLoan: false } };
    expect(told(counts, 'dvd', ['dvd'], 'lost')).toEqual([['LIMIT_REACHED', 1, 1]]);
  });

  test('of what nobody may borrow is told as such, and one that another waits for as kept', () => {
    expect(codes(lent({ rows: [plainKohaRow, kohaRow({ maxissueqty: '0' }, { branch: 'main' })] }))).toEqual([
      'PATRON_CANT override',
    ]);
    const waited = checkoutFacts({ rules: kohaRules(), item: itemFacts({ holds: [hold('H')] }) });
    expect(codes(waited)).toEqual(['HELD_FOR_ANOTHER override']);
  });
});

describe('a renewal', () => {
  test('counts from the due date with the period of renewals, by the rules as they are now', () => {
    const dueAt = inNewYork('2022-06-16T23:59:00');
    expect(renew(onLoan({ dueAt }))).toMatchObject({ outcome: 'done', terms: { dueAt: dueAt + 7 * DAY_MS } });
    const rows = [plainKohaRow, kohaRow({ renewalperiod: '3' }, { branch: 'main' })];
    expect(renew(onLoan({ dueAt }, kohaRules({ rows }))).terms?.dueAt).toBe(dueAt + 3 * DAY_MS);
  });

  test('ends with its count and waits for its window', () => {
    expect(renew(onLoan({ renewals: 2 })).reasons).toMatchObject([
      { code: 'RENEW_LIMIT_REACHED', effect: 'override', params: { count: 2, limit: 2 } },
    ]);
    const rows = [plainKohaRow, kohaRow({ norenewalbefore: '2' }, { branch: 'main' })];
    const early = renew(onLoan({ dueAt: MONDAY + 5 * DAY_MS }, kohaRules({ rows })));
    expect(early.reasons).toMatchObject([{ code: 'RENEW_TOO_SOON', effect: 'override' }]);
  });

  test('is stopped by what is overdue, and goes past who waits, as the site has it', () => {
    const bySite = (settings: Partial<KohaRuleSet['settings']>, late: Partial<Loan>, about = {}) => {
      const rules = kohaRules({ settings: { ...DEFAULT_SETTINGS, ...settings } });
      const facts = onLoan(late, rules);
      const own = out('Y', { dueAt: MONDAY - DAY_MS });
      const patronOf = patronFacts({ loansOut: [own] });
      const asked = { ...facts, patron: patronOf, item: facts.item === null ? null : { ...facts.item, ...about } };
      return renew(asked).reasons.map(({ code }) => code);
    };
    const due = { dueAt: MONDAY + DAY_MS };
    expect(bySite({}, due)).toEqual([]);
    expect(bySite({ overduesBlockRenewing: 'item' }, due)).toEqual([]);
    expect(bySite({ overduesBlockRenewing: 'item' }, { dueAt: MONDAY - DAY_MS })).toEqual(['PATRON_OVERDUES']);
    expect(bySite({ overduesBlockRenewing: 'all' }, due)).toEqual(['PATRON_OVERDUES']);
    const waiting = {
      holds: [hold('H', { itemId: null })],
      copies: [{ item: item({ id: itemId('Y') }), location: null }],
    };
    expect(bySite({}, due, waiting)).toEqual(['RENEW_ON_HOLD']);
    // Blank as the rules are here, holds on copies on the shelf are not allowed.
    expect(bySite({ renewsIfOthersCanFill: true }, due, waiting)).toEqual(['RENEW_ON_HOLD']);
    const rows = [plainKohaRow, kohaRow({ onshelfholds: '1' })];
    const rules = kohaRules({ rows, settings: { ...DEFAULT_SETTINGS, renewsIfOthersCanFill: true } });
    const facts = onLoan(due, rules);
    expect(renew({ ...facts, item: facts.item === null ? null : { ...facts.item, ...waiting } }).reasons).toEqual([]);
  });
});

describe('money', () => {
  const owing = (owedMinor: number, settings: Partial<KohaRuleSet['settings']> = {}) =>
    codes(
      checkoutFacts({
        rules: kohaRules({ settings: { ...DEFAULT_SETTINGS, ...settings } }),
        patron: patronFacts({ owedMinor }),
      }),
    );

  test('owed for what the site does not count stops nothing, and is told', () => {
    const owed = (settings: Partial<KohaRuleSet['settings']>) =>
      decide(
        checkoutFacts({
          rules: kohaRules({ settings: { ...DEFAULT_SETTINGS, ...settings } }),
          patron: patronFacts({ owedMinor: 900, owedFor: { rental: 400, manual: 300, overdue: 200 } }),
        }),
      ).reasons.map(({ code, effect, params }) => [code, effect, params['owed']]);
    const money = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    expect(owed({})).toEqual([['PATRON_FINES', 'block', money(900)]]);
    expect(owed({ rentalsCount: false, allFinesNeedOverride: false })).toEqual([
      ['PATRON_OTHER_FEES', 'alert', money(400)],
    ]);
    expect(owed({ rentalsCount: false, manualFeesCount: false })).toEqual([
      ['PATRON_FINES', 'override', money(200)],
      ['PATRON_OTHER_FEES', 'alert', money(700)],
    ]);
  });

  test('stops a loan above the limit of the site, and any debt is asked about where the site wants it', () => {
    expect(owing(0)).toEqual([]);
    expect(owing(1)).toEqual(['PATRON_FINES override']);
    expect(owing(500, { allFinesNeedOverride: false })).toEqual([]);
    expect(owing(501)).toEqual(['PATRON_FINES block']);
    expect(owing(501, { allowFineOverride: true })).toEqual(['PATRON_FINES override']);
    expect(owing(99_999, { noIssuesCharge: null, allFinesNeedOverride: false })).toEqual([]);
  });
});

describe('a check-in', () => {
  const back = (rows: KohaRuleSet['rows'], copy: Parameters<typeof item> = [{}, {}], desk = 'main') =>
    decideCheckin(
      {
        library: checkoutFacts({ rules: kohaRules({ rows }), desk }).library,
        item: itemFacts({ item: item(...copy) }),
      },
      { barcode: '3100' },
      MONDAY,
    );
  const east = branchId('east');
  const lentTo = (branch: typeof east, over = {}): Parameters<typeof item> => [over, { status: 'on-loan', branch }];

  test('sends a copy where the library that it belongs to wants its kind, and says which row told so', () => {
    const rows = [
      plainKohaRow,
      kohaRow({ returnbranch: 'noreturn' }, { branch: 'main' }),
      kohaRow({ returnbranch: 'homebranch' }, { branch: 'main', item_type: 'film' }),
      kohaRow({ returnbranch: 'holdingbranch' }, { item_type: 'kit' }),
    ];
    const stays = back(rows, lentTo(east), 'east');
    expect(stays).toMatchObject({ route: 'reshelve', transitTo: null, reasons: [{ code: 'RETURNED' }] });
    expect(stays.trace.candidates[0]).toMatchObject({ asks: { deskBranch: { in: ['main'] } }, gave: ['returnbranch'] });
    expect(back(rows, lentTo(east, { kind: 'film' }), 'east')).toMatchObject({
      route: 'transit',
      transitTo: 'main',
      reasons: [{ code: 'RETURNED' }, { code: 'NEEDS_TRANSIT', params: { branch: 'Main Library' } }],
    });
    const kit = lentTo(branchId('main'), { kind: 'kit', home: east });
    expect(back(rows, kit, 'east')).toMatchObject({ route: 'transit', transitTo: 'main' });
    expect(back(rows, kit)).toMatchObject({ route: 'reshelve', transitTo: null });
  });

  test('that Koha would turn away is done, and told what is against it and where it belongs', () => {
    const settings = { ...DEFAULT_SETTINGS, returnsAllowedAt: 'home' as const, blocksLostReturns: true };
    const turned = (...copy: Parameters<typeof item>) =>
      decideCheckin(
        {
          library: checkoutFacts({ rules: kohaRules({ settings }), desk: 'east' }).library,
          item: itemFacts({ item: item(...copy) }),
        },
        { barcode: '3100' },
        MONDAY,
      );
    expect(turned(...lentTo(east))).toMatchObject({
      outcome: 'done',
      transitTo: 'main',
      reasons: [{ code: 'RETURN_NOT_HERE', effect: 'alert' }, { code: 'RETURNED' }, { code: 'NEEDS_TRANSIT' }],
    });
    const told = (status: 'discarded' | 'lost') =>
      turned({ home: east }, { status, branch: east }).reasons.map(({ code, effect }) => `${code} ${effect}`);
    expect(told('discarded')).toEqual(['WITHDRAWN alert']);
    expect(told('lost')).toEqual(['LOST_BLOCKED alert', 'LOST_FOUND alert']);
  });

  test('late under rules that ban tells until when, by the policy of the loan and the open days', () => {
    const rows = [kohaRow({ ...plainKohaRow.values, finedays: '2', firstremind: '1', maxsuspensiondays: '8' })];
    const rules = kohaRules({
      rows,
      calendars: { main: calendar({ weekly: null, closures: [closedOn('2022-06-15')] }) },
    });
    const policy = decide(checkoutFacts({ rules })).terms?.policy;
    const backLate = (dueDay: string, holder: ReturnType<typeof patron> | null = patron()) => {
      const outAt = inNewYork('2022-04-01T09:00:00');
      const held = loan('L', { itemId: itemId('X'), outAt, dueAt: inNewYork(`${dueDay}T23:59:00`) });
      const facts = onLoan(held, rules);
      return decideCheckin({ library: facts.library, item: facts.item, policy, holder }, { barcode: '3100' }, MONDAY);
    };
    const until = (day: string) => ({ until: { dateOf: inNewYork(`${day}T23:59:59`), zone: 'America/New_York' } });
    // Three days late, one of grace: four days of ban, with a closed one between.
    expect(backLate('2022-06-10')).toMatchObject({
      bans: true,
      reasons: [{ code: 'RETURNED' }, { code: 'BAN_SET', effect: 'alert', params: until('2022-06-18') }],
    });
    // The longest is eight.
    expect(backLate('2022-05-02').reasons).toMatchObject([{}, { params: until('2022-06-22') }]);
    expect(backLate('2022-06-12')).toMatchObject({ bans: false, reasons: [{ code: 'RETURNED' }] });
    expect(backLate('2022-06-10', null).bans).toBe(false);
    const banned = (endsAt: number | null) => patron({ blocks: [block('SUSPENSION', { endsAt })] });
    expect(backLate('2022-06-10', banned(inNewYork('2022-07-01T23:59:59'))).reasons).toMatchObject([
      {},
      { code: 'BAN_BEFORE', params: until('2022-07-01') },
    ]);
    expect(backLate('2022-06-10', banned(null)).reasons).toMatchObject([{}, { code: 'BAN_FOREVER' }]);
    expect(backLate('2022-06-10', banned(MONDAY)).reasons).toMatchObject([{}, { code: 'BAN_SET' }]);
  });

  test('goes home where no rule says anything, and is done whatever the copy is', () => {
    expect(back([plainKohaRow], lentTo(east), 'east')).toMatchObject({ transitTo: 'main', trace: { candidates: [] } });
    for (const status of ['discarded', 'lost', 'in-question'] as const) {
      const decision = back([], [{}, { status }]);
      expect(decision.outcome).toBe('done');
      expect(decision.reasons.filter(({ effect }) => effect !== 'alert')).toEqual([]);
    }
  });
});

test('a rule that changes later changes nothing about the loan that was made before', () => {
  const before = decide(lent()).terms;
  const dearer = kohaRules({ rows: [plainKohaRow, kohaRow({ fine: '5.00' }, { branch: 'main' })] });
  const late = loan('L', { itemId: itemId('X'), dueAt: inNewYork('2022-06-03T23:59:00') });
  const facts = onLoan(late, dearer);
  const answer = decideCheckin({ ...facts, policy: before?.policy }, { barcode: '3100' }, MONDAY);
  expect(answer.fine).toEqual({ amountMinor: 500, currency: 'USD' });
});
