// The new date of a renewal: its start, its limits, and that the last check is whether anything is gained.

import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import { NO_LEND_TERMS, type LendTerms } from '../../../../../shared/rules/model/policy/lend.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../../../shared/rules/model/policy/renew.ts';
import { renewLoan } from '../../../../../shared/rules/renewal/renew-loan.ts';
import type { RenewalQuestion } from '../../../../../shared/rules/renewal/judge-renewal.ts';
import { mainTimes, renewalQuestion, renewedLoan } from '../../../../support/rule-questions.ts';
import { days, inNewYork, MONDAY } from '../../../../support/small-library.ts';

function renew(terms: Partial<RenewTerms>, lend: Partial<LendTerms> = {}, over: Partial<RenewalQuestion> = {}) {
  return renewLoan(renewalQuestion({ terms: { ...PLAIN_RENEW_TERMS, ...terms }, ...over }), {
    name: 'a week',
    lend: { ...NO_LEND_TERMS, period: days(7), ...lend },
    shaping: shapingOf('folio', 'keep_exact'),
    times: mainTimes(),
  });
}

const codesOf = ({ findings }: ReturnType<typeof renew>) => findings.map(({ code }) => code);
const DUE = MONDAY + 2 * DAY_MS;

describe('the date of a renewal', () => {
  test('counts from now, from the old date, or from the later of both', () => {
    expect(renew({ from: 'now' }).dueAt).toBe(MONDAY + 7 * DAY_MS);
    expect(renew({ from: 'due' }).dueAt).toBe(DUE + 7 * DAY_MS);
    expect(renew({ from: 'later-of-both' }).dueAt).toBe(DUE + 7 * DAY_MS);
    const late = { loan: renewedLoan({ dueAt: MONDAY - DAY_MS }) };
    expect(renew({ from: 'later-of-both' }, {}, late).dueAt).toBe(MONDAY + 7 * DAY_MS);
  });

  test('takes the period of renewals where there is one, and that of loans where it is left blank', () => {
    expect(renew({ period: days(3) }).dueAt).toBe(MONDAY + 3 * DAY_MS);
    expect(renew({ period: null }).dueAt).toBe(MONDAY + 7 * DAY_MS);
    expect(codesOf(renew({ period: { n: null, unit: 'days' } }))).toEqual(['PERIOD_MISSING']);
  });

  test('takes the period for items that others wait for once the policy goes past them', () => {
    const waiting = { requests: [{ kind: 'hold' as const, wants: 'this-item' as const }] };
    const terms = { withHold: 'yes' as const, withHoldPeriod: days(4) };
    expect(renew(terms, {}, waiting).dueAt).toBe(MONDAY + 4 * DAY_MS);
    expect(renew(terms).dueAt).toBe(MONDAY + 7 * DAY_MS);
  });

  test('adds what is left of the old period once the loan has run for a while', () => {
    const kept = { extendUnused: { minimumRun: days(5) } };
    expect(renew(kept).dueAt).toBe(DUE + 7 * DAY_MS);
    expect(renew({ extendUnused: { minimumRun: days(6) } }).dueAt).toBe(MONDAY + 7 * DAY_MS);
    const late = { loan: renewedLoan({ dueAt: MONDAY - 1 }) };
    expect(renew(kept, {}, late).dueAt).toBe(MONDAY + 7 * DAY_MS);
  });

  test('never passes the longest time that a loan may run', () => {
    expect(renew({ maxTotal: days(10) }).dueAt).toBe(MONDAY + 5 * DAY_MS);
    expect(renew({ maxTotal: days(30) }).dueAt).toBe(MONDAY + 7 * DAY_MS);
    expect(codesOf(renew({ maxTotal: days(7) }))).toEqual(['RENEW_TOTAL_REACHED']);
  });

  test('that is not later is no renewal', () => {
    const answer = renew({ period: days(1) });
    expect(codesOf(answer)).toEqual(['RENEW_NO_GAIN']);
    expect(answer.dueAt).toBeNull();
    expect(answer.isAllowed).toBe(false);
  });

  test('of fixed loans is that of the schedule for today, whatever the policy counts from', () => {
    const schedules = [
      { from: MONDAY - DAY_MS, to: MONDAY + DAY_MS, due: inNewYork('2022-07-01T18:00:00') },
      { from: DUE, to: DUE + DAY_MS, due: inNewYork('2022-08-01T18:00:00') },
    ];
    expect(renew({ from: 'due' }, { profile: 'fixed', schedules }).dueAt).toBe(inNewYork('2022-07-01T18:00:00'));
    expect(codesOf(renew({}, { profile: 'fixed', schedules: [] }))).toEqual(['RENEW_OUTSIDE_FIXED_SCHEDULE']);
    expect(codesOf(renew({ limitSchedules: [] }))).toEqual(['RENEW_OUTSIDE_LIMIT_SCHEDULE']);
  });

  test('is worked out besides the other reasons, but not for a policy that does not renew, unless all may be overridden', () => {
    const answer = renew({ maxCount: 0, period: days(1) });
    expect(codesOf(answer)).toEqual(['RENEW_LIMIT_REACHED', 'RENEW_NO_GAIN']);
    const never = { allowed: false, period: days(1) };
    expect(codesOf(renew(never, {}, { profile: 'folio' }))).toEqual(['RENEW_NOT_ALLOWED']);
    expect(codesOf(renew(never, {}, { profile: 'holdfast' }))).toEqual(['RENEW_NOT_ALLOWED', 'RENEW_NO_GAIN']);
    expect(codesOf(renew({ from: 'unknown' }))).toEqual(['POLICY_RENEW_FROM_UNKNOWN']);
  });

  test('counts the renewal, and those without the item anew once it is shown', () => {
    const loan = renewedLoan({ renewals: 1, unseenRenewals: 1 });
    expect(renew({}, {}, { loan })).toMatchObject({ renewals: 2, unseenRenewals: 0 });
    expect(renew({}, {}, { loan, isSeen: false })).toMatchObject({ renewals: 2, unseenRenewals: 2 });
  });
});
