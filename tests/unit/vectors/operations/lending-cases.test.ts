// How cases of limits and of checkouts are put to the engine: made-up ones, worked by hand.

import { runVector } from '../../../vectors/run-vector.ts';

type Parts = { readonly input: object; readonly expect: object; readonly clock?: string; readonly timezone?: string };
const run = (operation: string, system: string, parts: Parts) =>
  runVector({ id: 'made-up', operation, system, ...parts }, 'made-up');
const passes = { id: 'made-up', outcome: 'passed' };
const unreadable = (reason: string) => ({ outcome: 'failed', reason: expect.stringContaining(reason) });

describe('a limit', () => {
  const limit = (input: object, expected: object) => run('loan_limit', 'koha', { input, expect: expected });

  test('of the item type above is asked before that of the rule', () => {
    const input = {
      rule: { max: 1, max_onsite: null },
      parent_rule: { max: 3 },
      out: { loans: 1 },
      parent_out: { loans: 3, onsite: 0 },
    };
    const code = 'TOO_MANY_CHECKOUTS';
    expect(limit(input, { allowed: false, code, max: 3, count: 3 })).toMatchObject(passes);
    const below = { ...input, parent_out: { loans: 2 } };
    expect(limit(below, { allowed: false, code, max: 1, count: 1 })).toMatchObject(passes);
    expect(limit({ ...below, rule: { max: '' } }, { allowed: true, code: null })).toMatchObject(passes);
  });

  test('allows one more where an item in use here is taken home', () => {
    const input = { rule: { max: 1, max_onsite: 1 }, out: { loans: 0, onsite: 1 }, count_onsite_as_normal: true };
    expect(limit({ ...input, switch_onsite: true }, { allowed: true })).toMatchObject(passes);
    expect(limit(input, { allowed: false, count: 1 })).toMatchObject(passes);
  });

  test('may be written as none', () => {
    const input = { rule: { max: 1, max_onsite: 'unlimited' }, out: { loans: 1 }, this_is_onsite: true };
    expect(limit(input, { allowed: true })).toMatchObject(passes);
  });

  test('of a set counts at its library and below', () => {
    const input = {
      limit_set: { max_out: 2, circ_modifiers: ['dvd'], limit_groups: [7] },
      libraries: [
        { id: 'main', parent: null },
        { id: 'annex', parent: 'main' },
        { id: 'east', parent: null },
      ],
      library: 'main',
      out: [
        { circ_modifier: 'dvd', library: 'annex' },
        { limit_group: 7, library: 'main' },
        { circ_modifier: 'dvd', library: 'east' },
        { circ_modifier: 'dvd', library: 'main', stop_fines: 'CLAIMSRETURNED' },
      ],
      item: { circ_modifier: 'dvd' },
    };
    const set = (more: object) => run('limit_set', 'evergreen', { input, expect: more });
    expect(set({ allowed: false, code: 'LIMIT_SET', max: 2, count: 2 })).toMatchObject(passes);
    expect(
      run('limit_set', 'evergreen', {
        input: { ...input, out: input.out.slice(1) },
        expect: { allowed: true },
      }),
    ).toMatchObject(passes);
  });

  test('on overdue items is reached by as many', () => {
    const penalty = (threshold: number | null, overdue: number, penalties: string[]) =>
      run('overdue_count_penalty', 'evergreen', { input: { threshold, overdue }, expect: { penalties } });
    expect(penalty(2, 2, ['PATRON_EXCEEDS_OVERDUE_COUNT'])).toMatchObject(passes);
    expect(penalty(2, 1, [])).toMatchObject(passes);
    expect(penalty(null, 99, [])).toMatchObject(passes);
  });

  test('of a rule is named by what it counts, and says so', () => {
    const item = { material_type: 'book', loan_type: 'reserve' };
    const input = { rule_criteria: { t: ['reserve'], g: '!staff' }, item_limit: 2, out: [item, item], item };
    const expected = { allowed: false, code: 'LIMIT_PATRON_GROUP_LOAN_TYPE', max: 2, count: 2 };
    expect(run('item_limit_per_rule', 'folio', { input, expect: expected })).toMatchObject(passes);
  });
});

describe('a verdict on a checkout', () => {
  const verdict = (system: string, input: object, expected: object) =>
    run('checkout_verdict', system, { clock: '2024-03-04T10:00:00', input, expect: expected });

  test('asks in Koha where FOLIO refuses until somebody may', () => {
    const input = { policy: { loanable: false } };
    const asked = [{ code: 'ITEM_NOT_LOANABLE', effect: 'block', overridable_with_permission: true }];
    expect(verdict('folio', input, { allowed: false, includes: asked })).toMatchObject(passes);
    const fines = { patron: { owes: '10.01' }, fine_limit: '10', allow_fine_override: true };
    const includes = [{ code: 'PATRON_FINES', effect: 'confirm', upstream: 'DEBT' }];
    expect(verdict('koha', fines, { includes, none_of_kind: ['block'] })).toMatchObject(passes);
    expect(verdict('koha', { ...fines, allow_fine_override: false }, { none_of_kind: ['confirm'] })).toMatchObject(
      passes,
    );
    expect(verdict('koha', { ...fines, fine_limit: '10.01' }, { allowed: true })).toMatchObject(passes);
  });

  test('tells a restriction with its date, and none that has passed', () => {
    const until = (restricted_until: string) => ({ patron: { restricted_until } });
    const ends = [{ code: 'PATRON_RESTRICTED', upstream: 'USERBLOCKEDWITHENDDATE', value: '2024-05-01' }];
    expect(verdict('koha', until('2024-05-01'), { includes: ends })).toMatchObject(passes);
    expect(verdict('koha', until('2024-03-01'), { allowed: true })).toMatchObject(passes);
    const automatic = [{ code: 'PATRON_RESTRICTED', upstream: 'USER_IS_BLOCKED_AUTOMATICALLY' }];
    expect(verdict('folio', { patron: { blocked: 'automatic' } }, { includes: automatic })).toMatchObject(passes);
  });

  test('knows bookings of others by whether they have begun', () => {
    const booked = (start: string) => ({
      patron: 'one',
      due: '2024-03-09T10:00:00',
      booking: { for: 'other', start, end: '2024-03-20T10:00:00' },
    });
    const told = (effect: string) => ({ includes: [{ code: 'BOOKED_TO_ANOTHER', effect }] });
    expect(verdict('koha', booked('2024-03-08T10:00:00'), told('confirm'))).toMatchObject(passes);
    expect(verdict('koha', booked('2024-03-03T10:00:00'), told('block'))).toMatchObject(passes);
    expect(verdict('koha', booked('2024-03-09T10:00:00'), { allowed: true })).toMatchObject(passes);
  });

  test('lends from the statuses that the system lends from', () => {
    const status = (system: string, name: string, expected: object) =>
      expect(verdict(system, { item: { status: name } }, expected)).toMatchObject(passes);
    status('folio', 'withdrawn', { allowed: true });
    status('folio', 'lost_and_paid', { allowed: true });
    status('folio', 'declared_lost', { allowed: false, codes: ['ITEM_LOST'] });
    status('koha', 'withdrawn', { allowed: false, codes: ['ITEM_WITHDRAWN'], upstream_code: 'WTHDRAWN' });
    status('evergreen', 'damaged', { allowed: false, codes: ['ITEM_BAD_STATUS'] });
  });

  test('tells whose debt stands in the way, and what staff may lend though it is not for loan', () => {
    const debt = (upstream: string, input: object) =>
      expect(
        verdict('koha', input, { includes: [{ code: 'PATRON_FAMILY_FINES', effect: 'confirm', upstream }] }),
      ).toMatchObject(passes);
    debt('DEBT_GUARANTEES', { patron: { guarantees_owe: 6 }, guarantees_limit: 5 });
    debt('DEBT_GUARANTORS', { patron: { guarantors_owe: 6 }, guarantors_limit: 5 });
    const forced = { item: { not_for_loan: true }, allow_not_for_loan_override: true };
    const includes = [{ code: 'ITEM_NOT_LOANABLE', effect: 'confirm', upstream: 'NOT_FOR_LOAN_FORCING' }];
    expect(verdict('koha', forced, { includes })).toMatchObject(passes);
  });

  test('reads null as nothing said where it can stand for nothing else', () => {
    const nothing = { patron: { penalties: null, expires: null }, item: { home: null }, policy: null, bookings: null };
    expect(verdict('evergreen', nothing, { allowed: true, codes: [], upstream_code: null })).toMatchObject(passes);
    expect(verdict('evergreen', { bookings: [null] }, { allowed: true })).toMatchObject(unreadable('bookings.0'));
    const debt = { guarantees_owe: 6, no_issues_charge_guarantees: 5 };
    expect(verdict('koha', debt, { codes: ['PATRON_FAMILY_FINES'] })).toMatchObject(passes);
  });

  test('asks for rental by the day where nothing says how long the loan is', () => {
    const rental = { rental_charge_daily: '0.50', confirm_rental: true };
    expect(verdict('koha', rental, { codes: ['RENTAL_CHARGE'] })).toMatchObject(passes);
  });

  test('counts limits, and an item that is switched as no further one', () => {
    const input = { limit: { max: 1, max_onsite: 1 }, out: { loans: 0, onsite: 1 }, count_onsite_as_normal: true };
    expect(verdict('koha', input, { codes: ['LIMIT_REACHED'] })).toMatchObject(passes);
    const switched = { ...input, item: { on_loan_to: 'same_patron', onsite: true }, switch_onsite: true };
    expect(verdict('koha', switched, { not_codes: ['LIMIT_REACHED'], allowed: true })).toMatchObject(passes);
    expect(verdict('koha', { limit: null }, { codes: ['NO_RULE'], allowed: false })).toMatchObject(passes);
  });

  test('refuses what it does not know', () => {
    expect(verdict('koha', { moon: 'full' }, { allowed: true })).toMatchObject(unreadable('moon'));
  });
});

test('an item limit asks by the criteria that are named, and counts nothing claimed, however its status is written', () => {
  const item = { material_type: 'map', loan_type: 'day' };
  const limit = (out: object, expected: object) =>
    run('item_limit_per_rule', 'folio', {
      input: { rule_criteria: { m: 'map', t: null, g: null }, item_limit: 1, out: [{ ...item, ...out }], item },
      expect: expected,
    });
  expect(limit({}, { allowed: false, code: 'LIMIT_MATERIAL_TYPE', max: 1, count: 1 })).toMatchObject(passes);
  expect(limit({ status: 'Claimed returned' }, { allowed: true })).toMatchObject(passes);
  expect(limit({ status: null, loan_type: 'week' }, { allowed: false })).toMatchObject(passes);
});

test('a block of a patron may be called by the word of its system', () => {
  const upstream = 'USER_IS_BLOCKED_AUTOMATICALLY';
  for (const blocked of ['automatic', 'automated']) {
    const told = { input: { patron: { blocked } }, expect: { includes: [{ code: 'PATRON_RESTRICTED', upstream }] } };
    expect(run('checkout_verdict', 'folio', told)).toMatchObject(passes);
  }
});

test('a checkout may tell the status of its item beside it', () => {
  const verdict = (item_status: string, expected: object) =>
    run('checkout_verdict', 'folio', { input: { item_status }, expect: expected });
  expect(verdict('Claimed returned', { allowed: false, codes: ['ITEM_CLAIMED'] })).toMatchObject(passes);
  expect(verdict('intellectual_item', { allowed: false, codes: ['ITEM_BAD_STATUS'] })).toMatchObject(passes);
  expect(verdict('lost_and_paid', { allowed: true, codes: [] })).toMatchObject(passes);
});
