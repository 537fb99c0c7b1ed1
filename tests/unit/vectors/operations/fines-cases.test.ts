// How cases of fines and bans are put to the engine: made-up ones, worked by hand.

import { runVector } from '../../../vectors/run-vector.ts';

type Parts = { readonly input: object; readonly expect: object; readonly clock?: string; readonly timezone?: string };
const run = (operation: string, system: string, parts: Parts) =>
  runVector({ id: 'made-up', operation, system, ...parts }, 'made-up');
const passes = { id: 'made-up', outcome: 'passed' };

const perDay = { fine: '0.25', charge_every: { n: 1, unit: 'days' }, charge_at: 'end', grace: { n: 2, unit: 'days' } };
const late = { due: '2024-03-01T23:59:00', returned: '2024-03-11T10:00:00' };

describe('a fine by a rule', () => {
  test.each<[string, object, string]>([
    ['takes the grace off', { rule: perDay }, '2.00'],
    ['charges all once the grace is over', { rule: { ...perDay, fines_include_grace_period: true } }, '2.50'],
    ['leaves out closed dates', { rule: perDay, closed_weekdays: ['sun'] }, '1.50'],
    ['does not where they count', { rule: perDay, closed_weekdays: ['sun'], use_calendar: false }, '2.00'],
    ['has no cap where the cap is 0', { rule: { ...perDay, cap: '0' } }, '2.00'],
    ['has no cap where the cap is blank', { rule: { ...perDay, cap: '' } }, '2.00'],
    ['is nothing without a length to charge by', { rule: { ...perDay, charge_every: null } }, '0.00'],
    ['is nothing by a length of 0', { rule: { ...perDay, charge_every: { n: 0, unit: 'days' } } }, '0.00'],
    ['of a recall without a rate is nothing', { rule: perDay, item: { overdue_recall: true } }, '0.00'],
    [
      'of a recall has its own rate',
      { rule: { ...perDay, recall_fine: '1.00' }, item: { overdue_recall: true } },
      '8.00',
    ],
    [
      'counts hours of an hourly loan',
      {
        due: '2024-03-01T10:00:00',
        returned: '2024-03-01T13:30:00',
        rule: { fine: '1.00', charge_every: { n: 1, unit: 'hours' }, charge_at: 'end', grace: { n: 1, unit: 'hours' } },
      },
      '2.00',
    ],
    ['may be told beside the rule to count the grace', { rule: perDay, fines_include_grace_period: true }, '2.50'],
    [
      'counts in the unit of the loan',
      {
        due: '2024-03-01T23:00:00',
        returned: '2024-03-02T01:30:00',
        rule: { fine: '1.00', charge_every: { n: 1, unit: 'hours' }, length_unit: 'hours' },
      },
      '2.00',
    ],
    ['stops at what the patron can owe', { rule: perDay, patron_cap: '10.00', patron_owes: '9.50' }, '0.50'],
  ])('%s', (_, input, amount) => {
    expect(run('overdue_fine', 'koha', { input: { ...late, ...input }, expect: { amount } })).toMatchObject(passes);
  });
});

describe('a fine by a policy', () => {
  const policy = { fine: { quantity: '1.0', interval: 'day' }, max_fine: '0' };

  test.each<[string, object, string]>([
    ['has no cap where the maximum is 0', policy, '30.00'],
    ['is nothing where no maximum is set', { ...policy, max_fine: null }, '0.00'],
    ['starts a period with its first minute', { ...policy, fine: { quantity: '1.0', interval: 'week' } }, '5.00'],
    ['is nothing within the grace', { ...policy, grace: { n: 1, unit: 'months' } }, '0.00'],
    ['is nothing by an interval that nobody knows', { ...policy, fine: { quantity: '1', interval: 'moon' } }, '0.00'],
  ])('%s', (_, terms, amount) => {
    const input = { overdue_minutes: 30 * 1440, due_changed_by_recall: false, event: 'checkin', policy: terms };
    expect(run('overdue_fine_minutes', 'folio', { input, expect: { amount } })).toMatchObject(passes);
  });

  test('is forgiven by a renewal that forgives', () => {
    const input = { overdue_minutes: 99, event: 'renewal', policy: { ...policy, forgive_on_renewal: true } };
    expect(run('overdue_fine_minutes', 'folio', { input, expect: { amount: '0.00' } })).toMatchObject(passes);
  });

  test('applies to a loan that has a due date and to a policy that says whether closed time counts', () => {
    const apply = (input: object, applies: boolean) =>
      expect(
        run('overdue_fine_applies', 'folio', { clock: '2024-05-01T09:00:00Z', input, expect: { applies } }),
      ).toMatchObject(passes);
    apply({ due: null, count_closed: true }, false);
    apply({ due: '2024-05-01T09:00:00Z', count_closed: false }, true);
    apply({ due: '2024-04-01T09:00:00Z' }, false);
  });

  test('is made by an event, save of a lost item that lateness is not charged for', () => {
    const happens = (event: object, charged: boolean) =>
      expect(
        run('overdue_fine_event', 'folio', {
          input: { event: 'checkin', loan_overdue: true, policy, ...event },
          expect: { charged },
        }),
      ).toMatchObject(passes);
    happens({}, true);
    happens({ loan_overdue: false }, false);
    happens({ found_by_library: true }, false);
    happens({ item_lost: true }, false);
    happens({ item_lost: true, charge_overdue_for_lost: true }, true);
    happens({ item_lost: true, charge_overdue_for_lost: true, within_refund_period: false }, false);
    happens({ policy: { fine: { quantity: '0.0', interval: 'day' } } }, false);
  });
});

describe('parts of a fine', () => {
  test.each<[string, string, object, object]>([
    ['days late', 'chargeable_units', { unit: 'days', ...late }, { units: 10 }],
    [
      'days late without closed ones',
      'chargeable_units',
      { unit: 'days', ...late, calendar: { closed_weekdays: ['sun'] } },
      { units: 8 },
    ],
    [
      'hours late',
      'chargeable_units',
      { unit: 'hours', due: '2024-03-01T10:00', returned: '2024-03-01T10:01' },
      { units: 1 },
    ],
    [
      'minutes late',
      'overdue_minutes',
      { due: '2024-03-01T10:00:59', returned: '2024-03-01T10:02:01', count_closed: true },
      { minutes: 2 },
    ],
    [
      'open minutes late',
      'overdue_minutes',
      {
        ...late,
        count_closed: false,
        weekly_hours: { sat: [], sun: [], mon: [['09:00', '12:00']], tue: [], wed: [], thu: [], fri: [] },
      },
      { minutes: 180 + 60 },
    ],
    [
      'open minutes of a timetable in a zone of its own',
      'overdue_minutes',
      {
        due: '2024-03-01T14:00:00Z',
        returned: '2024-03-04T15:00:00Z',
        count_closed: false,
        days: [{ date: '2024-03-01', open: true, hours: [['08:00', '10:00']], zone: 'America/New_York' }],
      },
      { minutes: 60 },
    ],
    [
      'minutes late without a desk',
      'overdue_minutes',
      { ...late, count_closed: false, has_desk: false },
      { minutes: 9 * 1440 + 601 },
    ],
    [
      'a fine by the branch that counts',
      'overdue_fine_branch',
      { rules: { home: '0.50 per week', holding: null }, controlling_item_branch: 'home', days_late: 15 },
      { outstanding: '1.00' },
    ],
    [
      'no fine where that branch has no rule',
      'overdue_fine_branch',
      { rules: { home: '1.00 per day' }, controlling_item_branch: 'holding', days_late: 15 },
      { outstanding: '0.00' },
    ],
  ])('%s', (_, operation, input, expected) => {
    expect(run(operation, 'koha', { input, expect: expected })).toMatchObject(passes);
  });

  test('bills are counted from the due date on, past a grace that closed days may lengthen', () => {
    const bills = (input: object, count: number) =>
      expect(
        run('fine_billing_count', 'evergreen', {
          timezone: 'America/New_York',
          clock: '2024-04-09T12:00:00-04:00',
          input: { due: '2024-04-05T23:59:59-04:00', fine_interval: { n: 1, unit: 'days' }, ...input },
          expect: { bills: count },
        }),
      ).toMatchObject(passes);
    bills({ closed_weekdays: ['sun'] }, 3);
    bills({ closed_weekdays: ['sun'], charge_when_closed: true }, 4);
    bills({ closed_weekdays: ['sun'], grace: { n: 3, unit: 'days' } }, 3);
    bills({ closed_weekdays: ['tue'], grace: { n: 3, unit: 'days' }, grace_extend: true }, 3);
    bills({ closed_weekdays: ['sun'], grace: { n: 3, unit: 'days' }, grace_extend: true, grace_extend_all: true }, 0);
    bills({ grace: { n: 4, unit: 'days' } }, 0);
  });

  test('money that is none, lengths that are none and dates that are none fail their case', () => {
    const failed = (operation: string, input: object) =>
      expect(run(operation, 'koha', { input, expect: { amount: '0.00' } })).toMatchObject({
        outcome: 'failed',
        differences: [],
      });
    failed('overdue_fine', { ...late, rule: { ...perDay, fine: 'ten' } });
    failed('overdue_fine', { ...late, due: 'soon', rule: perDay });
    failed('overdue_fine', { ...late });
    failed('overdue_fine_branch', { rules: { home: 'a lot' }, controlling_item_branch: 'home', days_late: 1 });
  });
});

describe('a ban', () => {
  const rate = { suspension_days_per_unit: 2, per_units: 1, grace: 0, max_days: null };

  test.each<[string, object, object]>([
    ['counts late days past the grace', { ...rate, days_late: 5, per_units: 3, grace: 1 }, { days: 2 }],
    [
      'leaves closed days out',
      { ...rate, days_late: 5, closed_days_between: 1, use_calendar: true, grace: { n: 1, unit: 'days' } },
      { days: 6 },
    ],
    [
      'is none where nothing is said of days',
      { days_late: 5, suspension_days_per_unit: '', per_units: '' },
      { days: 0 },
    ],
    ['counts a day of each hour', { ...rate, hours_late: 2 }, { days: 96 }],
    ['is counted from dates', { ...rate, ...late, closed_dates: ['2024-03-05'] }, { days: 18, until: '2024-03-29' }],
    [
      'may end after so many open days',
      { ...rate, days_late: 2, returned: '2024-03-08', use_calendar: true, closed_weekdays: ['sun'] },
      { days: 4, until: '2024-03-13' },
    ],
    [
      'may follow one that runs',
      { ...rate, days_late: 2, returned: '2024-03-08', cumulative: true, banned_until: '2024-03-20' },
      { days: 4, until: '2024-03-24' },
    ],
  ])('%s', (_, input, expected) => {
    expect(run('suspension_days', 'koha', { input, expect: expected })).toMatchObject(passes);
  });
});

describe('open minutes of a timetable', () => {
  const minutes = (days: readonly object[], expected: number) =>
    run('open_minutes_between', 'folio', {
      input: { due: '2024-03-01T10:00:00Z', returned: '2024-03-02T12:00:00Z', days },
      expect: { minutes: expected },
    });

  test('go by the openings that a day lists, also where it is open all day', () => {
    const day = { date: '2024-03-01', open: true, all_day: true, zone: null };
    expect(minutes([{ ...day, hours: [['00:00', '23:59']] }], 839)).toMatchObject(passes);
    expect(minutes([{ ...day, hours: [] }], 840)).toMatchObject(passes);
    expect(minutes([{ ...day, hours: null }], 840)).toMatchObject(passes);
    expect(minutes([{ ...day, open: false, hours: [['00:00', '23:59']] }], 0)).toMatchObject(passes);
  });

  test('are those of the days of their own zone', () => {
    const day = { date: '2024-03-03', open: true, hours: [['00:30', '01:30']], zone: 'Pacific/Auckland' };
    expect(minutes([day], 30)).toMatchObject(passes);
    const input = { due: '2024-03-02T10:00:00Z', returned: '2024-03-02T12:00:00Z' };
    const expected = { minutes: 30 };
    const calendar = { days: [day] };
    expect(run('open_minutes_between', 'folio', { input: { ...input, calendar }, expect: expected })).toMatchObject(
      passes,
    );
    expect(run('open_minutes_between', 'folio', { input, expect: expected })).toMatchObject({ outcome: 'failed' });
  });

  test('are none of an opening without an end, or that runs backwards', () => {
    const day = { date: '2024-03-01', open: true };
    expect(minutes([{ ...day, hours: [[null, null]] }], 0)).toMatchObject(passes);
    expect(minutes([{ ...day, hours: [['16:00', '15:00']] }], 0)).toMatchObject(passes);
    const good = ['13:00', '14:00'];
    expect(minutes([{ ...day, hours: [['16:00', '15:00'], good, ['18:00', null]] }], 60)).toMatchObject(passes);
    expect(minutes([{ ...day, all_day: false, hours: [] }], 0)).toMatchObject(passes);
  });
});

test('an item whose status says that it is lost is fined as a lost one', () => {
  const policy = { fine: { quantity: '1.0', interval: 'day' }, count_closed: true };
  const charged = (status: string | null, expected: boolean) =>
    run('overdue_fine_event', 'folio', {
      input: { event: 'checkin', loan_overdue: true, item_status: status, policy },
      expect: { charged: expected },
    });
  expect(charged('declared_lost', false)).toMatchObject(passes);
  expect(charged('Aged to lost', false)).toMatchObject(passes);
  expect(charged('checked_out', true)).toMatchObject(passes);
  expect(charged(null, true)).toMatchObject(passes);
});
