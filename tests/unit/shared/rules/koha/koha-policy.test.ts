// The policy that Koha's values make: blank, absent and zero apart, units of the loan, unreadable values listed and left out.

import { zoneClock, type ZoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { kohaPolicy } from '../../../../../shared/rules/koha/koha-policy.ts';
import { DEFAULT_SETTINGS, type KohaSettings } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import type { ValuesOf } from '../../../../../shared/rules/koha/read-value.ts';

const clock = zoneClock('America/New_York');
const policyOf = (values: ValuesOf, settings: Partial<KohaSettings> = {}) =>
  kohaPolicy(values, { settings: { ...DEFAULT_SETTINGS, ...settings }, currency: 'USD' }, required(clock));
const required = (known: ZoneClock | null): ZoneClock => {
  if (known === null) throw new Error('the zone is not known');
  return known;
};

test('a length is counted in its unit, a missing one stays missing, zero is a length', () => {
  expect(policyOf({ issuelength: '14', lengthunit: 'hours' }).lend.period).toEqual({ n: 14, unit: 'hours' });
  expect(policyOf({}).lend.period).toBeNull();
  expect(policyOf({ issuelength: '' }).lend.period).toBeNull();
  expect(policyOf({ issuelength: '0' }).lend).toMatchObject({ period: { n: 0, unit: 'days' }, zeroPeriod: true });
});

test('a hard date is the end of that day in the zone of the library', () => {
  expect(policyOf({ hardduedate: '2026-06-30', hardduedatecompare: '0' }).lend.hardDate).toEqual({
    at: Date.parse('2026-06-30T23:59:00-04:00'),
    mode: 'exact',
  });
  expect(policyOf({ hardduedate: '' }).lend.hardDate).toBeNull();
});

test.each([
  [undefined, 'skip_closed_days'],
  ['', 'skip_closed_days'],
  ['Days', 'ignore'],
  ['Datedue', 'next_open_day'],
  ['Dayweek', 'next_same_weekday'],
  ['Whatever', 'skip_closed_days'],
])('days mode %j of a rule means %s', (daysmode, mode) => {
  expect(policyOf(daysmode === undefined ? {} : { daysmode }).shaping.closedDayMode).toBe(mode);
});

test('limits: blank is no limit, zero is nothing, absent is no rule', () => {
  expect(policyOf({ maxissueqty: '', maxonsiteissueqty: '0' }).limits.perRule).toEqual({ max: null, maxOnsite: 0 });
  expect(policyOf({ patron_maxissueqty: '5' }).limits).toMatchObject({
    perRule: null,
    total: { max: 5, maxOnsite: null },
  });
});

test('holds: without a rule nothing may be held, blank is no limit', () => {
  expect(policyOf({}).hold.underRule).toBe(0);
  expect(policyOf({ reservesallowed: '' }).hold.underRule).toBeNull();
  expect(
    policyOf({ reservesallowed: '3', onshelfholds: '2', opacitemholds: 'F', holdallowed: 'from_home_library' }).hold,
  ).toMatchObject({
    underRule: 3,
    onShelf: 'only-if-all-unavailable',
    itemLevel: 'force',
    from: 'home',
  });
});

test('fines: rate, period and cap of the rule, no cap at zero, and nothing for a recall without a rate', () => {
  const values = {
    fine: '0.25',
    chargeperiod: '2',
    chargeperiod_charge_at: '1',
    overduefinescap: '5.00',
    firstremind: '3',
  };
  expect(policyOf(values).overdue).toMatchObject({
    lateness: { in: 'days', closedTime: 'subtract-closed-dates' },
    grace: { period: { n: 3, unit: 'days' }, mode: 'all-or-nothing' },
    normal: { rate: { amountMinor: 25, per: { n: 2, unit: 'days' }, chargeAt: 'start' }, capMinor: 500 },
    recalled: { rate: null },
  });
  expect(policyOf({ ...values, overduefinescap: '0' }).overdue.normal.capMinor).toBeNull();
  expect(policyOf(values, { finesWhenClosed: true }).overdue.lateness.closedTime).toBe('count');
});

test('money is read in the decimals of the currency', () => {
  const rateIn = (currency: string, fine: string) => {
    const { overdue, faults } = kohaPolicy({ fine }, { settings: DEFAULT_SETTINGS, currency }, required(clock));
    return faults.length > 0 ? faults.map(({ code }) => code) : overdue.normal.rate?.amountMinor;
  };
  expect([rateIn('USD', '50'), rateIn('JPY', '50'), rateIn('JPY', '50.00'), rateIn('KWD', '0.505')]).toEqual([
    5000, 50, 50, 505,
  ]);
  expect([rateIn('JPY', '0.50'), rateIn('EUR', '0.505')]).toEqual([['VALUE_UNREADABLE'], ['VALUE_UNREADABLE']]);
});

test('the steps at a return', () => {
  expect(policyOf({ returnbranch: 'noreturn', lostreturn: '0' }).returning).toMatchObject({
    goes: 'stay',
    lostBill: 'keep',
  });
  expect(policyOf({}).returning).toMatchObject({ goes: 'home', lostBill: 'refund' });
});

test('values that cannot be read are told once each and count as absent', () => {
  const { faults, lend, ban, overdue } = policyOf({
    issuelength: 'two weeks',
    firstremind: '-1',
    hardduedate: '2026-02-30',
    fine: 'free',
    finedays: '1',
    daysmode: 'Whatever',
  });
  expect(faults.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual([
    'VALUE_NOT_ONE_OF daysmode',
    'VALUE_UNREADABLE fine',
    'VALUE_UNREADABLE firstremind',
    'VALUE_UNREADABLE hardduedate',
    'VALUE_UNREADABLE issuelength',
  ]);
  expect([lend.period, lend.hardDate, overdue.normal.rate, ban.rate.daysPerUnit]).toEqual([null, null, null, 1]);
});
