// The worked cases of due dates, each as a rule set of its system in which a desk lends: the engine's proven results
// hold for a library's own rules too.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readCalendar, CalendarForm } from '../../../../vectors/forms/calendar-form.ts';
import { storedPeriod } from '../../../../vectors/forms/period-form.ts';
import { lendTermsOf, PolicyForm } from '../../../../vectors/forms/policy-form.ts';
import { holdWaits, QueueEntryForm } from '../../../../vectors/forms/queue-form.ts';
import { VectorCaseForm, VectorFileForm } from '../../../../vectors/vector-form.ts';
import { vectorTime } from '../../../../vectors/vector-time.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import type { Decision } from '../../../../../shared/circ/decision.ts';
import { readRuleSetText } from '../../../../../shared/rules/check-rule-set.ts';
import { expiryClampOf, shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import { DEFAULT_SETTINGS } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { PeriodSchema } from '../../../../../shared/rules/model/period.ts';
import type { RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../../support/koha-rules.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';
import {
  checkoutFacts,
  hold,
  itemFacts,
  lending,
  patron,
  patronFacts,
  ruleSet,
} from '../../../../support/small-library.ts';

const folder = sharedData('vectors');

const InputForm = z.looseObject({
  loan_date: z.string(),
  policy: PolicyForm,
  calendar: CalendarForm.nullish(),
  patron: z.looseObject({ expires: z.string().nullish() }).nullish(),
  queue: z.array(QueueEntryForm).nullish(),
});

const DAYS_MODES: Readonly<Record<string, string>> = {
  ignore: 'Days',
  skip_closed_days: 'Calendar',
  next_open_day: 'Datedue',
  next_same_weekday: 'Dayweek',
};
const HOURS = { ignore: 'ignore', cut_to_closing: 'close', extend_to_next_opening: 'open' } as const;

/** The rule set of a case, as it is read from its text. */
function rulesOf(one: VectorCaseForm): RuleSet {
  const time = vectorTime(one.timezone);
  const { policy, calendar: days } = InputForm.parse(one.input);
  const calendar = readCalendar({ time, system: one.system }, days ?? {});
  const read = readRuleSetText(JSON.stringify(written()));
  if (!read.ok) throw new Error(read.error.map(({ path, code }) => `${path} ${code}`).join(', '));
  return read.value;

  function written(): RuleSet {
    switch (one.system) {
      case 'evergreen':
        return ruleSet({ profile: 'evergreen', rules: [lending(PeriodSchema.parse(policy.period))] }, calendar);
      case 'folio': {
        const mode = policy.closed_day_mode ?? 'keep_exact';
        const shaping = shapingOf('folio', mode);
        const clampToPatronExpiry = policy.clamp_to_patron_expiry === true ? expiryClampOf('folio', mode) : 'none';
        return folioRules({
          rules: [policyRule(1, 'asked', { rank: [0] })],
          loanPolicies: [
            loanPolicy('asked', {
              lend: lendTermsOf({ time, system: 'folio' }, policy),
              shaping: { ...shaping, clampToPatronExpiry },
            }),
          ],
          calendars: [{ id: 'c', name: 'Hours', from: '1990-01-01', to: '2099-12-31', desks: ['main'], calendar }],
        });
      }
      case 'koha': {
        const { n, unit } = storedPeriod(policy.period) ?? {};
        const mode = DAYS_MODES[policy.closed_day_mode ?? 'ignore'];
        const values = { issuelength: String(n), lengthunit: String(unit), maxissueqty: '9' };
        return kohaRules({
          zone: time.clock.zone,
          settings: {
            ...DEFAULT_SETTINGS,
            ...(mode === undefined ? { daysMode: 'noDays' as const } : {}),
            returnBeforeExpiry: policy.clamp_to_patron_expiry === true,
            libraryHours: HOURS[policy.hours_mode ?? 'ignore'],
          },
          rows: [kohaRow(mode === undefined ? values : { ...values, daysmode: mode })],
          calendars: { main: calendar },
        });
      }
    }
  }
}

/**
 * The desk's decision on the case. The borrower has a hold of their own, so that the copy is not kept for the others
 * who wait.
 */
function decide(one: VectorCaseForm): Decision {
  const time = vectorTime(one.timezone);
  const { loan_date: start, patron: who, queue } = InputForm.parse(one.input);
  const expires = who?.expires ?? null;
  const borrower = patron({ expiresAt: expires === null ? null : time.instant(expires) });
  const holds = [hold('M', { patronId: borrower.id }), hold('H', { position: 2 })];
  const facts = checkoutFacts({
    rules: rulesOf(one),
    patron: patronFacts({ patron: borrower }),
    item: itemFacts({ holds: holdWaits(queue) ? holds : [] }),
  });
  return decideCheckout(facts, { barcode: '3100', card: '2100', overrides: [] }, time.instant(start));
}

/** The date that was worked out, also where something else refuses the loan: an account that is over has cases of its own. */
function dueOf({ terms, trace }: Decision): number | null {
  const last = trace.due.findLast(({ params }) => DueForm.safeParse(params).success);
  return terms?.dueAt ?? DueForm.safeParse(last?.params).data?.due.dueAt ?? null;
}

const DueForm = z.looseObject({ due: z.looseObject({ dueAt: z.number() }) });
const ExpectForm = z.strictObject({ due: z.string().optional(), error: z.string().optional() });

/** A fixed loan without a date in any range counts as one without a valid date. */
const ERRORS: Readonly<Record<string, string>> = { LOAN_DATE_OUTSIDE_SCHEDULES: 'DUE_INVALID' };

/** The expected result: the date, or the code that there is none for. `due_date_raw` stands before the day is ended. */
function expected(one: VectorCaseForm): string | number | undefined {
  const time = vectorTime(one.timezone);
  const { due, error } = ExpectForm.parse(one.expect);
  if (error !== undefined) return ERRORS[error] ?? error;
  if (due === undefined) return undefined;
  const at = time.instant(due);
  const { period } = InputForm.parse(one.input).policy;
  const isInDays = one.operation === 'due_date_raw' && storedPeriod(period)?.unit === 'days';
  return isInDays ? time.instant(`${time.writeDate(at)}T23:59:59`) : at;
}

const cases = ['due-rolling', 'due-fixed', 'due-closed']
  .flatMap((name) =>
    folder === undefined ? [] : VectorFileForm.parse(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))).cases,
  )
  .map((raw) => VectorCaseForm.parse(raw))
  .filter(({ operation, hazard }) => hazard !== true && ['due_date_checkout', 'due_date_raw'].includes(operation));

describeIf(folder !== undefined, 'worked due dates at a desk', 'the vectors are not beside the project', () => {
  test.each(['koha', 'folio', 'evergreen'])('of %s agree', (system) => {
    const own = cases.filter((one) => one.system === system);
    expect(own.length).toBeGreaterThan(0);
    const answers = own.map((one) => {
      const decision = decide(one);
      const wanted = expected(one);
      const codes = decision.reasons.map(({ code }) => code);
      return [one.id, typeof wanted === 'string' ? codes.find((code) => code === wanted) : dueOf(decision)];
    });
    expect(answers).toEqual(own.map((one) => [one.id, expected(one)]));
  });
});
