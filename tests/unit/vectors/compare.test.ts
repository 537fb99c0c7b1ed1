// Answers are compared key by key, each key in its own way.

import { compareOutcome, type Outcome } from '../../vectors/compare.ts';
import { vectorTime } from '../../vectors/vector-time.ts';

function agrees(expect: Record<string, unknown>, outcome: Outcome, operation = 'anything', zone = 'America/New_York') {
  return compareOutcome(expect, { operation, outcome, time: vectorTime(zone) }).length === 0;
}

const due = Date.parse('2022-06-14T03:59:59Z');

describe('comparing', () => {
  test('due moments are instants, however they are written', () => {
    expect(agrees({ due: '2022-06-13T23:59:59-04:00' }, { due })).toBe(true);
    expect(agrees({ due: '2022-06-14T03:59:59Z' }, { due })).toBe(true);
    expect(agrees({ due: '2022-06-13T23:59:59' }, { due })).toBe(true);
    expect(agrees({ due: '2022-06-13T23:59:58-04:00' }, { due })).toBe(false);
    expect(agrees({ due: '2022-06-13T23:59:59-04:00' }, {})).toBe(false);
    expect(agrees({ latest: null }, { latest: null })).toBe(true);
    expect(agrees({ latest: null }, { latest: due })).toBe(false);
    expect(agrees({ latest: null }, {})).toBe(false);
    expect(agrees({ soonest: '2022-06-13' }, { soonest: Date.parse('2022-06-13T04:00:00Z') })).toBe(true);
  });

  test('by date and to the minute on the clock of the library', () => {
    expect(agrees({ due_date_only: '2022-06-13' }, { due })).toBe(true);
    expect(agrees({ due_date_only: '2022-06-14' }, { due })).toBe(false);
    expect(agrees({ due_to_minute: '2022-06-13T23:59' }, { due })).toBe(true);
    expect(agrees({ due_to_minute: '2022-06-13T23:58' }, { due })).toBe(false);
  });

  test('local dates and times whatever offset they have', () => {
    const date = (expected: string, got: string) => agrees({ date: expected }, { date: got }, 'add_days', 'floating');
    expect(date('2012-07-30T11:53:00+01:00', '2012-07-30T11:53:00')).toBe(true);
    expect(date('2012-07-30T11:53', '2012-07-30T11:53:00')).toBe(true);
    expect(date('2012-07-30', '2012-07-30')).toBe(true);
    expect(date('2012-07-30', '2012-07-30T00:00:00')).toBe(false);
    expect(date('2012-07-30', '2012-07-31')).toBe(false);
  });

  test('a floating clock has no zone', () => {
    const floating = vectorTime('floating');
    expect(floating.write(floating.instant('2013-02-09T23:59:00'))).toBe('2013-02-09T23:59:00');
    expect(vectorTime('America/New_York').write(due)).toBe('2022-06-13T23:59:59-04:00');
    expect(vectorTime('UTC').write(due)).toBe('2022-06-14T03:59:59Z');
    expect(vectorTime('Asia/Kolkata').write(due)).toBe('2022-06-14T09:29:59+05:30');
    expect(floating.localDay('2012-09-17T23:30:00-05:00')).toBe(floating.localDay('2012-09-17'));
  });

  test('codes may be more than are expected, and none that is excluded', () => {
    const outcome = { codes: ['RENEW_ON_HOLD', 'RENEW_LIMIT_REACHED'] };
    expect(agrees({ codes: ['RENEW_ON_HOLD'] }, outcome)).toBe(true);
    expect(agrees({ codes: ['RENEW_RECALLED'] }, outcome)).toBe(false);
    expect(agrees({ not_codes: ['RENEW_RECALLED'] }, outcome)).toBe(true);
    expect(agrees({ not_codes: ['RENEW_ON_HOLD'] }, outcome)).toBe(false);
    expect(agrees({ count: 2 }, outcome)).toBe(true);
    expect(agrees({ count: 1 }, outcome)).toBe(false);
    expect(agrees({ count: 4 }, { count: 4 })).toBe(true);
    expect(agrees({ not_codes: ['RENEW_RECALLED'] }, {})).toBe(false);
    expect(agrees({ codes: [] }, {})).toBe(false);
  });

  test('findings include what is expected and none of a kind that is excluded', () => {
    const outcome = { findings: [{ effect: 'confirm', code: 'BOOKED_EARLY', upstream: 'BOOKED_EARLY', extra: 1 }] };
    expect(agrees({ includes: [{ effect: 'confirm', code: 'BOOKED_EARLY' }] }, outcome)).toBe(true);
    expect(agrees({ includes: [{ effect: 'block', code: 'BOOKED_EARLY' }] }, outcome)).toBe(false);
    expect(agrees({ includes: [{ effect: 'confirm', code: 'BOOKED_EARLY', upstream: 'LATE' }] }, outcome)).toBe(false);
    expect(agrees({ none_of_kind: ['block', 'alert'] }, outcome)).toBe(true);
    expect(agrees({ none_of_kind: ['confirm'] }, outcome)).toBe(false);
    expect(agrees({ none_of_kind: ['confirm'] }, {})).toBe(false);
    expect(agrees({ codes: ['BOOKED_EARLY'] }, outcome)).toBe(true);
  });

  test('money by its value, text in free words by being there', () => {
    expect(agrees({ amount: '5.00' }, { amount: '5' })).toBe(true);
    expect(agrees({ amount: '0.00' }, { amount: '-0' })).toBe(true);
    expect(agrees({ amount: '5.00' }, { amount: '5.01' })).toBe(false);
    expect(agrees({ amount: '10.00' }, { amount: '1.00' })).toBe(false);
    expect(agrees({ outstanding: '5.00' }, {})).toBe(false);
    expect(agrees({ error: 'tab character' }, { error: 'A tab.' }, 'rules_text_error')).toBe(true);
    expect(agrees({ error: 'tab character' }, {}, 'rules_text_error')).toBe(false);
    expect(agrees({ error: 'PERIOD_MISSING' }, { error: 'A period is missing.' }, 'due_date_checkout')).toBe(false);
  });

  test('anything else is equal or not, and an error that nobody expects differs', () => {
    expect(agrees({ periods: [['02:00', '04:00']] }, { periods: [['02:00', '04:00']] })).toBe(true);
    expect(agrees({ duration: { n: 7, unit: 'days' } }, { duration: { unit: 'days', n: 7 } })).toBe(true);
    expect(agrees({ allowed: true }, { allowed: true, error: 'NO_RULE' })).toBe(false);
  });
});
