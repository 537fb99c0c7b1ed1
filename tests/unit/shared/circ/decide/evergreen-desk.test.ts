// A library with Evergreen's rules at a desk: its own ways with due dates, and not those of a library without a system.

import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import { itemId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import type { Period } from '../../../../../shared/rules/model/period.ts';
import type { Gives, WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import {
  calendar,
  checkoutFacts,
  closedOn,
  days,
  hours,
  inNewYork,
  item,
  itemFacts,
  lending,
  loan,
  MONDAY,
  ruleSet,
} from '../../../../support/small-library.ts';

type Lent = {
  readonly period: Period;
  readonly gives?: Gives;
  readonly at?: number;
  readonly calendar?: Partial<Calendar>;
  readonly profile?: WeightedRuleSet['profile'];
};

const facts = ({ period, gives = {}, calendar: hoursOfMain = {}, profile = 'evergreen' }: Lent) =>
  checkoutFacts({ rules: ruleSet({ profile, rules: [lending(period, gives)] }, calendar(hoursOfMain)) });

const lend = (lent: Lent) =>
  decideCheckout(facts(lent), { barcode: '3100', card: '2100', overrides: [] }, lent.at ?? MONDAY).terms;

describe('a checkout by rules of Evergreen', () => {
  test('counts a day as 24 hours, also where the clocks change', () => {
    const beforeDawn = inNewYork('2022-11-06T00:30:00');
    const open = { weekly: null };
    // 24 hours from there are 23:30 of the same date by the clock.
    expect(lend({ period: days(1), at: beforeDawn, calendar: open })).toMatchObject({
      dueAt: Date.parse('2022-11-06T23:59:59-05:00'),
    });
    expect(lend({ period: days(1), at: beforeDawn, calendar: open, profile: 'holdfast' })).toMatchObject({
      dueAt: Date.parse('2022-11-07T23:59:59-05:00'),
    });
  });

  test('ends whatever is a whole number of days with its day, also a loan in hours', () => {
    expect(lend({ period: hours(48) })).toMatchObject({ dueAt: inNewYork('2022-06-15T23:59:59'), grain: 'day' });
    expect(lend({ period: hours(48), profile: 'holdfast' })).toMatchObject({
      dueAt: inNewYork('2022-06-15T10:00:00'),
      grain: 'time',
    });
    expect(lend({ period: hours(2) })).toMatchObject({ dueAt: inNewYork('2022-06-13T12:00:00'), grain: 'time' });
  });

  test('is due the minute after a closure, or on the next weekday with hours', () => {
    const pipes = closedOn('2022-06-14', 'Pipes');
    expect(lend({ period: hours(26), calendar: { closures: [pipes] } })?.dueAt).toBe(inNewYork('2022-06-15T00:01:00'));
    expect(lend({ period: days(6) })?.dueAt).toBe(inNewYork('2022-06-20T23:59:59'));
  });

  test('does not look at closing time', () => {
    expect(lend({ period: hours(9) })?.dueAt).toBe(inNewYork('2022-06-13T19:00:00'));
  });

  test('ends by a latest date before closed days move it', () => {
    const hardDate = { at: inNewYork('2022-06-19T12:00:00'), mode: 'ceiling' } as const;
    // A Sunday; the closed weekday moves it on.
    expect(lend({ period: days(30), gives: { hardDate } })?.dueAt).toBe(inNewYork('2022-06-20T23:59:59'));
  });
});

describe('a renewal by rules of Evergreen', () => {
  test('counts as a checkout does', () => {
    const held = loan('L', { itemId: itemId('X'), outAt: MONDAY - DAY_MS, dueAt: inNewYork('2022-06-13T23:59:59') });
    const onLoan = itemFacts({ item: item({}, { status: 'on-loan', loan: held.id }), loan: held });
    const asked = { ...facts({ period: hours(48) }), item: onLoan };
    expect(decideRenew(asked, { barcode: '3100', overrides: [] }, MONDAY).terms).toMatchObject({
      dueAt: inNewYork('2022-06-15T23:59:59'),
      grain: 'day',
    });
  });
});
