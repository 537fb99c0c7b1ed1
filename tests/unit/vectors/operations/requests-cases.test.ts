// How cases of recalls and holds are put to the engine: made-up ones, worked by hand.

import { runVector } from '../../../vectors/run-vector.ts';

type Parts = { readonly input: object; readonly expect: object; readonly clock?: string; readonly timezone?: string };
const run = (operation: string, system: string, parts: Parts) =>
  runVector({ id: 'made-up', operation, system, ...parts }, 'made-up');
const passes = { id: 'made-up', outcome: 'passed' };

describe('a recall', () => {
  const loan = { loan_date: '2024-03-01T10:00:00Z', due: '2024-03-22T10:00:00Z' };
  const after = (policy: object, expected: object, over: object = {}) =>
    expect(
      run('recall_due', 'folio', {
        timezone: 'UTC',
        clock: '2024-03-04T10:00:00Z',
        input: { policy, loan: { ...loan, ...over } },
        expect: expected,
      }),
    ).toMatchObject(passes);

  test('takes its settings from the policy', () => {
    const back = { recall_return_interval: { n: 4, unit: 'days' } };
    after(back, { due: '2024-03-08T10:00:00Z', changed: true });
    after({ ...back, recall_min_guaranteed: { n: 9, unit: 'days' } }, { due: '2024-03-10T10:00:00Z', changed: true });
    after(back, { due: loan.due, changed: false }, { due_changed_by_recall: true });
    after({ recall_return_interval: { n: -1, unit: 'days' } }, { error: 'PERIOD_DURATION_INVALID' });
    after({ recall_return_interval: { n: null, unit: null } }, { error: 'PERIOD_MISSING' });
    const overdue = { due: '2024-03-03T10:00:00Z' };
    const extending = { ...back, allow_recall_to_extend_overdue: true };
    after(extending, { due: '2024-03-08T10:00:00Z', changed: true }, overdue);
  });

  test('gives days by a rule, or five', () => {
    const days = (interval: unknown, expected: number) =>
      expect(
        run('recall_interval', 'koha', { input: { recall_due_date_interval: interval }, expect: { days: expected } }),
      ).toMatchObject(passes);
    days('', 5);
    days('7', 7);
    days(0, 0);
  });

  test('is picked up where it says, and goes on in some states', () => {
    const input = { pickup: 'B1', patron_branch: 'B2' };
    expect(run('recall_pickup', 'koha', { input, expect: { pickup: 'B1' } })).toMatchObject(passes);
    const state = (status: string, current: boolean) =>
      run('recall_is_current', 'koha', { input: { status }, expect: { current, finished: !current } });
    expect(state('requested', true)).toMatchObject(passes);
    expect(state('cancelled', false)).toMatchObject(passes);
    expect(state('forgotten', false)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('status') });
  });
});

describe('a verdict on a hold', () => {
  test.each<[string, object, object]>([
    ['allows it', {}, { allowed: true, code: null, upstream_code: 'OK' }],
    [
      'none are allowed',
      { hold_allowed_rule: 'not_allowed' },
      { code: 'HOLD_NOT_ALLOWED', upstream_code: 'notReservable' },
    ],
    ['old number of none', { hold_allowed_rule: 0 }, { code: 'HOLD_NOT_ALLOWED' }],
    [
      'old number of the home library',
      { hold_allowed_rule: 1, item_home: 'B1', patron_branch: 'B2' },
      { code: 'HOLD_OTHER_LIBRARY' },
    ],
    [
      'group of libraries',
      { hold_allowed_rule: 'from_local_hold_group', item_home: 'B1', patron_branch: 'B2', hold_groups: [['B1', 'B3']] },
      { code: 'HOLD_OTHER_GROUP', upstream_code: 'branchNotInHoldGroup' },
    ],
    [
      'independent branches with leave',
      { independent_branches: true, may_reserve_from_other_branches: true, patron_branch: 'B1', item_branch: 'B2' },
      { allowed: true },
    ],
    [
      'holds of the day',
      { holds_per_day: 2, holds_today: 2 },
      { code: 'HOLD_LIMIT_DAY', upstream_code: 'tooManyReservesToday' },
    ],
    ['holds in all', { max_holds: 1, holds_now: 1 }, { code: 'HOLD_LIMIT_REACHED', upstream_code: 'tooManyReserves' }],
    [
      'holds in all beside those under the rule',
      { max_holds: 3, holds_allowed: 9, holds_now: 1, holds_total: 3 },
      { code: 'HOLD_LIMIT_REACHED' },
    ],
    [
      'the rules of the library of the item',
      {
        rows: [
          { branch: 'B1', holds_allowed: 0 },
          { branch: 'B2', holds_allowed: 5 },
        ],
        patron_branch: 'B2',
        item_home: 'B1',
        reserves_control: 'ItemHomeLibrary',
      },
      { code: 'HOLD_LIMIT_REACHED' },
    ],
    [
      'rows looked up for another library',
      {
        rows: [
          { branch: 'B1', max_holds: 1 },
          { branch: 'B2', max_holds: 5 },
        ],
        query: { branch: 'B2' },
        item_level: true,
        holds_now: 3,
      },
      { allowed: true },
    ],
    ['blank is no limit', { holds_allowed: '', holds_now: 99 }, { allowed: true }],
    ['held already, by another name', { has_hold_on_item: true }, { code: 'HOLD_DUPLICATE' }],
    ['held already', { already_on_hold: true }, { code: 'HOLD_DUPLICATE', upstream_code: 'itemAlreadyOnHold' }],
    [
      'the most specific row, value by value',
      {
        rows: [
          { item_type: '*', holds_allowed: 1, holds_per_record: 2 },
          { item_type: 'DVD', holds_allowed: 3 },
        ],
        item_type: 'DVD',
        holds_on_record_now: 2,
      },
      { codes: ['HOLD_LIMIT_RECORD'], count: 1 },
    ],
  ])('of Koha: %s', (_, input, expected) => {
    expect(run('hold_verdict', 'koha', { input, expect: expected })).toMatchObject(passes);
  });

  test.each<[string, object, object]>([
    ['no rule', { rules: [] }, { allowed: false, matched_rule: null, upstream_code: 'no_matchpoint' }],
    [
      'best rule',
      {
        rules: [
          { id: 1, holdable: true },
          { id: 2, holdable: false, pickup_lib: 'BR1' },
        ],
        query: { pickup_lib: 'BR1' },
      },
      { allowed: false, matched_rule: 2, code: 'HOLD_NOT_ALLOWED' },
    ],
    [
      'item',
      { rules: [{ id: 1, holdable: true }], item: { holdable: false } },
      { code: 'HOLD_NOT_ALLOWED', upstream_code: 'item.holdable' },
    ],
    ['limit', { rules: [{ id: 1, holdable: true, max_holds: 2 }], holds_now: 2 }, { code: 'HOLD_LIMIT_REACHED' }],
    [
      'range',
      { rules: [{ id: 1, holdable: true, transit_range: 1 }], item: { distance: 2 } },
      { upstream_code: 'transit_range' },
    ],
  ])('of Evergreen: %s', (_, input, expected) => {
    expect(run('hold_verdict', 'evergreen', { input, expect: expected })).toMatchObject(passes);
  });

  test.each<[string, object, object]>([
    ['status', { request_type: 'recall', item_status: 'available' }, { allowed: false, code: 'HOLD_STATUS' }],
    [
      'policy',
      { request_type: 'page', item_status: 'available', request_types_allowed: ['hold'] },
      { code: 'HOLD_NOT_ALLOWED' },
    ],
    ['pickup', { pickup: null }, { code: 'HOLD_PICKUP' }],
    ['own loan', { on_loan_to_patron: true }, { code: 'HOLD_ON_LOAN_TO_PATRON' }],
  ])('of FOLIO: %s', (_, input, expected) => {
    expect(run('hold_verdict', 'folio', { input, expect: expected })).toMatchObject(passes);
  });
});

describe('filling and keeping', () => {
  test.each<[string, string, object, object]>([
    [
      'a copy of the group',
      'hold_can_be_filled',
      { fulfilment_policy: 'holdgroup', item: { home: 'A' }, pickup: 'B', hold_groups: [['A', 'B']] },
      { filled: true },
    ],
    [
      'a damaged copy',
      'hold_can_be_filled',
      { item: {}, item_damaged: true, allow_on_damaged: false },
      { filled: false },
    ],
    [
      'a damaged copy of which nothing else is said',
      'hold_can_be_filled',
      { item_damaged: true, allow_on_damaged: true },
      { filled: true },
    ],
    [
      'a copy that may not be sent to the pickup',
      'hold_can_be_filled',
      { item: { home: 'A', holding: 'B' }, pickup: 'C', transfer_allowed: false },
      { filled: false },
    ],
    [
      'a copy under way',
      'item_level_hold_allowed',
      { on_shelf_holds: 'no', this_item_in_transit: true, copies_available: 1, copies_total: 2 },
      { allowed: true },
    ],
    [
      'a copy that is out',
      'item_level_hold_allowed',
      { on_shelf_holds: 'no', item_status: 'checked_out' },
      { allowed: true },
    ],
    [
      'a copy that is in',
      'item_level_hold_allowed',
      { on_shelf_holds: 'if_any_unavailable', item_status: 'available' },
      { allowed: false },
    ],
    ['rows that give nothing', 'hold_rule_match', { rows: [], query: {} }, { holds_allowed: null, max_holds: null }],
    [
      'one of two in',
      'item_level_hold_allowed',
      { on_shelf_holds: 'only_if_all_unavailable', copies_available: 1, copies_total: 2 },
      { allowed: false },
    ],
    [
      'one of two out',
      'item_level_hold_allowed',
      { on_shelf_holds: 0, copies_available: 1, copies_total: 2 },
      { allowed: true },
    ],
    [
      'all in',
      'item_level_hold_allowed',
      { on_shelf_holds: 1, copies_available: 2, copies_total: 2 },
      { allowed: true },
    ],
    [
      'a copy in that the patron may not hold',
      'item_level_hold_allowed',
      {
        on_shelf_holds: 2,
        hold_allowed_rule: 'from_home_library',
        patron_branch: 'A',
        copies: [
          { home: 'B', available: true },
          { home: 'A', on_loan: true },
        ],
      },
      { allowed: true },
    ],
    [
      'a status that nobody knows',
      'request_type_allowed_for_status',
      { item_status: 'dreamt_of', request_type: 'hold' },
      { allowed: false },
    ],
  ])('%s', (_, operation, input, expected) => {
    expect(run(operation, 'koha', { input, expect: expected })).toMatchObject(passes);
  });

  test('the shelf keeps an item for hours, and refuses a period that says nothing', () => {
    const shelf = (input: object, expected: object) =>
      expect(
        run('hold_shelf_expiry', 'folio', {
          timezone: 'UTC',
          clock: '2024-05-15T10:00:00Z',
          input: { set_waiting_at: '2024-05-15T10:00:00Z', ...input },
          expect: expected,
        }),
      ).toMatchObject(passes);
    shelf({ period: { n: 42, unit: 'minutes' }, closed_day_mode: 'keep_exact' }, { expires: '2024-05-15T10:42:00Z' });
    shelf({ period: { n: null, unit: 'days' } }, { error: 'PERIOD_MISSING' });
    const hours = { mon: [], tue: [], wed: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [], sat: [], sun: [] };
    const closing = { period: { n: 9, unit: 'hours' }, calendar: { weekly_hours: hours } };
    shelf({ ...closing, closed_day_mode: 'end_current_hours' }, { expires: '2024-05-15T17:00:00Z' });
    shelf({ ...closing, closed_day_mode: 'begin_next_hours' }, { expires: '2024-05-16T09:00:00Z' });
  });
});

describe('a request', () => {
  const allowed = (item_status: string | null, request_type: string | null, expected: boolean) =>
    run('request_type_allowed_for_status', 'folio', {
      input: { item_status, request_type },
      expect: { allowed: expected },
    });

  test('goes by the status in either way of writing it', () => {
    expect(allowed('Awaiting delivery', 'Recall', true)).toMatchObject(passes);
    expect(allowed('awaiting_delivery', 'page', false)).toMatchObject(passes);
    expect(allowed('In process (non-requestable)', 'hold', false)).toMatchObject(passes);
  });

  test('without a type, or for an item without a status, is not allowed', () => {
    for (const type of ['none', '', null]) expect(allowed('restricted', type, false)).toMatchObject(passes);
    expect(allowed(null, 'page', false)).toMatchObject(passes);
  });
});

test('the shelf keeps the day where its library names no mode, and waits some time after opening where it says so', () => {
  const shelf = (input: object, expires: string) =>
    run('hold_shelf_expiry', 'folio', {
      timezone: 'UTC',
      input: { set_waiting_at: '2024-03-04T10:00:00Z', ...input },
      expect: { expires },
    });
  const days = { period: { n: 3, unit: 'days' } };
  expect(shelf(days, '2024-03-07T23:59:59Z')).toMatchObject(passes);
  expect(shelf({ ...days, closed_day_mode: null }, '2024-03-07T23:59:59Z')).toMatchObject(passes);
  const hours = {
    period: { n: 5, unit: 'hours' },
    closed_day_mode: 'begin_next_hours',
    calendar: { closed_dates: ['2024-03-04'] },
  };
  expect(shelf(hours, '2024-03-05T00:00:00Z')).toMatchObject(passes);
  const later = { opening_offset: { n: 5, unit: 'hours' } };
  expect(shelf({ ...hours, ...later }, '2024-03-05T05:00:00Z')).toMatchObject(passes);
});
