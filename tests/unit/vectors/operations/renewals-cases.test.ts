// How cases of renewals are put to the engine: made-up ones, worked by hand.

import { runVector } from '../../../vectors/run-vector.ts';

type Parts = { readonly input: object; readonly expect: object; readonly clock?: string; readonly timezone?: string };
const run = (operation: string, system: string, parts: Parts) =>
  runVector({ id: 'made-up', operation, system, ...parts }, 'made-up');
const passes = { id: 'made-up', outcome: 'passed' };
const unreadable = (reason: string) => ({ outcome: 'failed', reason: expect.stringContaining(reason) });

describe('a renewal by a policy', () => {
  const clock = '2024-03-04T10:00:00Z';
  const loan = { loan_date: '2024-03-01T10:00:00Z', current_due: '2024-03-08T10:00:00Z' };
  const weekly = { profile: 'rolling', period: { n: 1, unit: 'weeks' }, closed_day_mode: 'keep_exact' };
  const renew = (policy: object, expected: object, over: object = {}) =>
    run('renew', 'folio', { timezone: 'UTC', clock, input: { ...loan, policy, ...over }, expect: expected });

  test('counts the renewal and gives the new date', () => {
    const allowed = { allowed: true, due: '2024-03-15T10:00:00Z', renewals_used: 2, codes: [], count: 0 };
    expect(renew({ ...weekly, renew_from: 'current_due' }, allowed, { renewals_used: 1 })).toMatchObject(passes);
  });

  test('goes past a hold with the period for it, and past closed days', () => {
    const policy = {
      ...weekly,
      closed_day_mode: 'end_next_open_day',
      renew_from: 'now',
      renew_with_hold: true,
      alternate_renewal_period_when_hold_waiting: { n: 6, unit: 'days' },
      calendar: { closed_dates: ['2024-03-10', '2024-03-11'] },
    };
    const queue = [{ type: 'hold', level: 'title' }];
    expect(renew(policy, { allowed: true, due: '2024-03-12T23:59:59Z' }, { queue })).toMatchObject(passes);
  });

  test('tells all reasons with the name of the first one upstream', () => {
    const policy = { ...weekly, renew_from: 'now', renewals: 1 };
    const queue = [
      { type: 'page', for_this_item: true, position: 1 },
      { type: 'recall', for_this_item: true, position: 2 },
    ];
    const expected = {
      allowed: false,
      codes: ['RENEW_ITEM_CLAIMED', 'RENEW_LIMIT_REACHED', 'RENEW_RECALLED'],
      count: 3,
      upstream_code: 'ITEM_CLAIMED_RETURNED_NOT_RENEWABLE',
    };
    const over = { queue, renewals_used: 1, item_status: 'claimed_returned' };
    expect(renew(policy, expected, over)).toMatchObject(passes);
  });

  test('is refused without the moments that its date would need where something else stands in the way', () => {
    const fixed = { profile: 'fixed', renew_with_hold: true };
    const queue = [{ type: 'hold', for_this_item: true }];
    const undated = (policy: object, code: string) =>
      run('renew', 'folio', { input: { policy, queue }, expect: { allowed: false, codes: [code], count: 1 } });
    const alternate = { alternate_renewal_period_when_hold_waiting: { n: 1, unit: 'days' } };
    expect(undated({ ...fixed, ...alternate }, 'POLICY_FIXED_WITH_ALTERNATE')).toMatchObject(passes);
    const period = { renewal_period: { n: 1, unit: 'days' } };
    expect(undated({ ...fixed, ...period }, 'POLICY_FIXED_WITH_PERIOD')).toMatchObject(passes);
    expect(undated(fixed, 'RENEW_NO_GAIN')).toMatchObject(unreadable('clock'));
  });

  test('tells an item by its status in either way of writing it, and a loan of somebody else', () => {
    const refused = (code: string) => ({ allowed: false, codes: [code], count: 1 });
    expect(renew(weekly, refused('RENEW_ITEM_LOST'), { item_status: 'Declared lost' })).toMatchObject(passes);
    expect(renew(weekly, refused('RENEW_ITEM_LOST'), { item: { status: 'aged_to_lost' } })).toMatchObject(passes);
    expect(renew(weekly, refused('OTHER_PATRON'), { on_loan_to: 'another_patron' })).toMatchObject(passes);
  });

  test('stops when the account has expired, not at its last moment', () => {
    const expired = { allowed: false, codes: ['PATRON_EXPIRED'], count: 1 };
    expect(renew(weekly, expired, { patron: { expires: '2024-03-04T09:59:59Z' } })).toMatchObject(passes);
    expect(renew(weekly, expired, { patron: { active: false, expired: true } })).toMatchObject(passes);
    expect(renew(weekly, { allowed: true }, { patron: { expires: clock } })).toMatchObject(passes);
  });

  test('takes null for what the case does not say', () => {
    const nothing = { queue: null, holds: null, patron: null, calendar: null, item_status: null, renewals_used: null };
    const policy = { ...weekly, renewable: null, loanable: null, renew_with_hold: null };
    expect(renew(policy, { allowed: true, renewals_used: 1 }, nothing)).toMatchObject(passes);
  });

  test('asks for no date where the case says nothing of dates and something else refuses it', () => {
    const refused = run('renew', 'folio', {
      input: { policy: { renewals: 0 } },
      expect: { allowed: false, codes: ['RENEW_LIMIT_REACHED'], count: 1 },
    });
    expect(refused).toMatchObject(passes);
    const nothing = run('renew', 'folio', {
      clock,
      input: { ...loan, policy: {} },
      expect: { allowed: false, codes: ['PERIOD_MISSING'], count: 1 },
    });
    expect(nothing).toMatchObject(passes);
  });

  test('is a failed case where the moment that it counts from is missing', () => {
    const missing = run('renew', 'folio', {
      input: { policy: { ...weekly, renew_from: 'current_due' } },
      expect: { allowed: true },
    });
    expect(missing).toMatchObject(unreadable('input.current_due'));
  });
});

describe('a verdict on a renewal', () => {
  const verdict = (input: object, expected: object, system = 'koha') =>
    run('renew_verdict', system, { clock: '2024-03-04T10:00:00', input, expect: expected });

  test('looks at windows, counts and settings', () => {
    const soon = { due: '2024-03-10T10:00:00', no_renewal_before: { n: 3, unit: 'days' } };
    expect(verdict(soon, { allowed: false, codes: ['RENEW_TOO_SOON'], upstream_code: 'too_soon' })).toMatchObject(
      passes,
    );
    expect(verdict({ ...soon, override_limit: true }, { allowed: true })).toMatchObject(passes);
    expect(verdict({ ...soon, due: '2024-03-07T10:00:00' }, { allowed: true, count: 0 })).toMatchObject(passes);
    const unseen = { unseen_renewals_allowed: 1, unseen_renewals_used: 1 };
    const refused = { allowed: false, codes: ['RENEW_LIMIT_REACHED'], upstream_code: 'too_unseen' };
    expect(verdict({ ...unseen, seen: false }, refused)).toMatchObject(passes);
    expect(verdict({ ...unseen, seen: true }, { allowed: true })).toMatchObject(passes);
    const gone = { restriction_blocks_renewing: true, patron: { restricted_until: '2024-03-04' } };
    expect(verdict(gone, { allowed: true })).toMatchObject(passes);
  });

  test('knows requests that are over, and those that a copy stands for', () => {
    const title = (status: string) => ({ holds: [{ type: 'hold', level: 'title', status }] });
    expect(verdict(title('cancelled'), { allowed: true })).toMatchObject(passes);
    expect(verdict(title('waiting'), { allowed: true })).toMatchObject(passes);
    expect(verdict(title('not_yet_filled'), { allowed: false, codes: ['RENEW_ON_HOLD'] })).toMatchObject(passes);
    const recalled = { recalled: true, override_limit: true };
    expect(verdict(recalled, { allowed: false, codes: ['RENEW_RECALLED'] })).toMatchObject(passes);
  });

  test('of Evergreen goes by what blocks stop', () => {
    const blocked = (name: string, more: object = {}) => ({ patron: { penalties: [{ name, ...more }] } });
    const refused = { allowed: false, codes: ['PATRON_RESTRICTED'], upstream_code: 'STAFF_CR' };
    expect(verdict(blocked('STAFF_CR'), refused, 'evergreen')).toMatchObject(passes);
    expect(verdict(blocked('STAFF_C'), { allowed: true }, 'evergreen')).toMatchObject(passes);
    expect(verdict(blocked('OURS', { blocks: ['RENEW'] }), { allowed: false }, 'evergreen')).toMatchObject(passes);
    expect(verdict(blocked('OURS'), { allowed: true }, 'evergreen')).toMatchObject(unreadable('OURS'));
  });

  test('of a loan that renews by itself asks its own window', () => {
    const auto = { auto_renew: true, issued: '2024-02-01T10:00:00', due: '2024-03-10T10:00:00', no_renewal_before: 9 };
    const final = { ...auto, renewals_allowed: 2, renewals_used: 1 };
    expect(verdict(final, { allowed: true, count: 0, upstream_code: 'auto_renew_final' })).toMatchObject(passes);
    const late = { ...auto, no_auto_after: { n: 1, unit: 'months' } };
    expect(verdict(late, { allowed: false, codes: ['AUTO_TOO_LATE'] })).toMatchObject(passes);
    expect(verdict({ auto_renew: true }, { allowed: true })).toMatchObject(unreadable('input.due'));
  });

  test('reads what is said of the patron beside the patron, and settings by their other names', () => {
    const auto = { auto_renew: true, issued: '2024-03-01T10:00:00', due: '2024-03-10T10:00:00', no_renewal_before: 9 };
    const expired = { allowed: false, codes: ['AUTO_EXPIRED'] };
    expect(verdict({ ...auto, patron_expired: true, block_expired: true }, expired)).toMatchObject(passes);
    expect(verdict({ ...auto, patron_expires: '2024-03-01', expired_blocks_auto: true }, expired)).toMatchObject(
      passes,
    );
    expect(verdict({ ...auto, patron_expired: true, block_expired: false }, { count: 0 })).toMatchObject(passes);
    const both = { ...auto, patron: { restricted: true }, patron_owes: 11, fines_block_auto: true, fine_limit: 10 };
    expect(verdict(both, { allowed: false, codes: ['AUTO_FINES'] })).toMatchObject(passes);
    const twice = { ...auto, block_expired: true, expired_blocks_auto: false };
    expect(verdict(twice, { allowed: true })).toMatchObject(unreadable('block_expired'));
  });

  test('of Evergreen knows which places are above the lending library', () => {
    const at = (place: string) => ({ patron: { penalties: [{ name: 'STAFF_R', at: place }] } });
    expect(verdict(at('consortium'), { allowed: false }, 'evergreen')).toMatchObject(passes);
    expect(verdict(at('other_library'), { allowed: true }, 'evergreen')).toMatchObject(passes);
    expect(verdict(at('the moon'), { allowed: true }, 'evergreen')).toMatchObject(unreadable('the moon'));
  });

  test('refuses what it does not know', () => {
    expect(verdict({ moon: 'full' }, { allowed: true })).toMatchObject(unreadable('moon'));
  });
});

describe('the window of renewals', () => {
  test('is told as moments in the zone of the case', () => {
    const soonest = run('soonest_renew', 'koha', {
      timezone: 'America/New_York',
      input: { due: '2024-03-12T23:59:00-04:00', no_renewal_before: { n: 3, unit: 'days' }, precision: 'date' },
      expect: { soonest: '2024-03-09T00:00:00-05:00' },
    });
    expect(soonest).toMatchObject(passes);
    const latest = run('latest_auto_renew', 'koha', {
      input: { issued: '2024-03-01T08:00:00', length_unit: 'hours', no_auto_after: '30', no_auto_after_hard: '' },
      expect: { latest: '2024-03-02T14:00:00' },
    });
    expect(latest).toMatchObject(passes);
  });

  test('without a rule opens now, or when a loan that renews by itself is due', () => {
    const soonest = (input: object, expected: string) =>
      run('soonest_renew', 'koha', { clock: '2024-03-04T10:00:00', input, expect: { soonest: expected } });
    const due = '2024-03-12T23:59:00';
    expect(soonest({ due, no_renewal_before: null }, '2024-03-04T10:00:00')).toMatchObject(passes);
    expect(soonest({ due, no_renewal_before: '', auto_renew: true }, due)).toMatchObject(passes);
  });
});
