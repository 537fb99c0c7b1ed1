// Worked cases of the rules: how they are read, and that a case which cannot be run is a failed one.

import { checkVectors } from '../../vectors/check-vectors.ts';
import { runVector } from '../../vectors/run-vector.ts';

const closed = {
  id: 'made-up-closed',
  operation: 'is_closed',
  system: 'koha',
  source: { repo: 'none' },
  input: { calendar: { closed_weekdays: ['sun'] }, date: '2022-06-12' },
  expect: { closed: true },
};

describe('a worked case', () => {
  test('passes when the engine says what it expects, and fails with both when not', () => {
    expect(runVector(closed, 'case 1')).toEqual({ id: 'made-up-closed', operation: 'is_closed', outcome: 'passed' });
    expect(runVector({ ...closed, expect: { closed: false } }, 'case 1')).toMatchObject({
      outcome: 'failed',
      differences: [{ key: 'closed', expected: false, got: true }],
    });
  });

  test('of a hazard is skipped with its reason', () => {
    expect(runVector({ ...closed, hazard: true, note: 'Before the loan.' }, 'case 1')).toMatchObject({
      outcome: 'skipped',
      reason: 'Before the loan.',
    });
  });

  test.each<[string, unknown, RegExp]>([
    ['that is none', 7, /case/],
    ['without an operation', { ...closed, operation: undefined }, /case\.operation/],
    ['with a key that nobody knows', { ...closed, color: 'red' }, /color/],
    ['that expects nothing', { ...closed, expect: {} }, /expects nothing/],
    ['of an operation that does not exist', { ...closed, operation: 'is_tidy' }, /is_tidy/],
    ['in a zone that does not exist', { ...closed, timezone: 'Middle/Earth' }, /Middle\/Earth/],
    ['with input that nobody knows', { ...closed, input: { ...closed.input, moon: 'full' } }, /moon/],
    ['that lacks input', { ...closed, input: {} }, /input\.date/],
    ['with a date that is none', { ...closed, input: { date: 'soon' } }, /input\.date/],
    ['on a day that no month has', { ...closed, input: { date: '2022-02-30' } }, /2022-02-30/],
    ['with a calendar of another form', { ...closed, input: { ...closed.input, calendar: [] } }, /input\.calendar/],
  ])('%s is failed, and says why', (_what, raw, reason) => {
    const outcome = runVector(raw, 'case 3');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(reason) });
    expect(outcome.id).toBe(typeof raw === 'object' ? 'made-up-closed' : 'case 3');
  });

  test('without an answer for a key that is expected is failed', () => {
    expect(runVector({ ...closed, expect: { closed: true, why: 'rain' } }, 'case 1')).toMatchObject({
      outcome: 'failed',
      differences: [{ key: 'why', expected: 'rain', got: undefined }],
    });
  });

  test('with an engine that refuses where a result is expected says the refusal', () => {
    const due = {
      id: 'made-up-due',
      operation: 'due_date_checkout',
      system: 'folio',
      timezone: 'UTC',
      input: { loan_date: '2022-06-13T10:00:00Z', policy: { profile: 'rolling', period: { n: 0, unit: 'days' } } },
      expect: { due: '2022-06-14T10:00:00Z' },
    };
    expect(runVector(due, 'case 1')).toMatchObject({
      outcome: 'failed',
      differences: [{ key: 'due' }, { key: 'error', got: 'PERIOD_DURATION_INVALID' }],
    });
  });
});

describe('a file of worked cases', () => {
  test('is counted, and one operation can be run alone', () => {
    const file = { cases: [closed, { ...closed, hazard: true }, { ...closed, operation: 'is_tidy' }] };
    expect(checkVectors(file, null)).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(checkVectors(file, 'is_closed')).toMatchObject({ passed: 1, failed: 0, skipped: 1 });
    expect(checkVectors(file, 'is_open')).toMatchObject({ passed: 0, failed: 0, skipped: 0 });
  });
});
