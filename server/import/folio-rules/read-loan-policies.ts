// Loan policies with the schedules that they point to. Source: loan rules, 1.3 (loan policy).

import { z } from 'zod';
import { expiryClampOf, shapingOf } from '../../../shared/rules/due/shaping-of.ts';
import type { ClosedDayMode } from '../../../shared/rules/calendar/closed-day-mode.ts';
import { NO_LEND_TERMS, type Schedule } from '../../../shared/rules/model/policy/lend.ts';
import type { RecallTerms } from '../../../shared/rules/model/policy/recall.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../shared/rules/model/policy/renew.ts';
import type { LoanPolicy } from '../../../shared/rules/model/policy-rule-set.ts';
import type { FolioFolder } from './folio-files.ts';
import { FolioInstantForm, FolioPeriodForm, storedPeriod } from './folio-period.ts';
import { readForms, type ReadRecord } from './read-record.ts';

const period = FolioPeriodForm.optional();
const id = z.string().min(1);

const ScheduleForm = z.strictObject({
  id,
  name: z.string(),
  usedBy: z.array(z.string()).optional(),
  schedules: z.array(z.strictObject({ from: FolioInstantForm, to: FolioInstantForm, due: FolioInstantForm })),
});

const LoanPolicyForm = z.strictObject({
  id,
  name: z.string(),
  loanable: z.boolean(),
  loansPolicy: z
    .strictObject({
      profileId: z.enum(['Rolling', 'Fixed']),
      period,
      closedLibraryDueDateManagementId: z.string().optional(),
      gracePeriod: period,
      openingTimeOffset: period,
      fixedDueDateScheduleId: id.optional(),
      itemLimit: z.int().min(0).optional(),
    })
    .optional(),
  renewable: z.boolean(),
  renewalsPolicy: z
    .strictObject({
      unlimited: z.boolean().optional(),
      numberAllowed: z.int().min(0).optional(),
      renewFromId: z.enum(['SYSTEM_DATE', 'CURRENT_DUE_DATE']).optional(),
      differentPeriod: z.boolean().optional(),
      period,
      alternateFixedDueDateScheduleId: id.optional(),
    })
    .optional(),
  requestManagement: z
    .strictObject({
      recalls: z
        .strictObject({
          minimumGuaranteedLoanPeriod: period,
          recallReturnInterval: period,
          allowRecallsToExtendOverdueLoans: z.boolean().optional(),
          alternateRecallReturnInterval: period,
        })
        .optional(),
      holds: z
        .strictObject({
          alternateCheckoutLoanPeriod: period,
          renewItemsWithRequest: z.boolean().optional(),
          alternateRenewalLoanPeriod: period,
        })
        .optional(),
    })
    .optional(),
});
type LoanPolicyForm = z.infer<typeof LoanPolicyForm>;

/** Modes for a loan that would fall due while closed, by their names; an unknown name means the end of the due day. */
const CLOSED_MODES: ReadonlyMap<string, ClosedDayMode> = new Map([
  ['CURRENT_DUE_DATE_TIME', 'keep_exact'],
  ['CURRENT_DUE_DATE', 'end_of_due_day'],
  ['END_OF_THE_PREVIOUS_OPEN_DAY', 'end_previous_open_day'],
  ['END_OF_THE_NEXT_OPEN_DAY', 'end_next_open_day'],
  ['END_OF_THE_CURRENT_SERVICE_POINT_HOURS', 'end_current_hours'],
  ['BEGINNING_OF_THE_NEXT_OPEN_SERVICE_POINT_HOURS', 'begin_next_hours'],
]);

type Schedules = ReadonlyMap<string, readonly Schedule[]>;

/** Reads the policies; one that points to a schedule that is not there is rejected. */
export async function readLoanPolicies(folder: FolioFolder): Promise<LoanPolicy[]> {
  const schedules = await readSchedules(folder);
  const records = await readForms(folder, 'loan policies', LoanPolicyForm);
  return records.flatMap((record) => {
    const lacking = lackingSchedule(record.value, schedules);
    if (lacking !== null) {
      folder.tally.take('loan policies', -1);
      folder.tally.reject('loan policies', {
        file: record.file,
        line: record.line,
        reason: `there is no schedule ${lacking}`,
      });
      return [];
    }
    return [toLoanPolicy(folder, record, schedules)];
  });
}

/** Schedules by id; ranges that are due before they begin are kept and named. */
async function readSchedules(folder: FolioFolder): Promise<Schedules> {
  const records = await readForms(folder, 'schedules', ScheduleForm);
  for (const { file, line, value } of records) {
    const odd = value.schedules.filter(({ from, to, due }) => due < from || to < from).length;
    if (odd > 0)
      folder.tally.note({ file, line, text: `${value.name}: ranges that are due or end before they begin: ${odd}` });
  }
  return new Map(records.map(({ value }) => [value.id, value.schedules]));
}

function lackingSchedule({ loansPolicy, renewalsPolicy }: LoanPolicyForm, schedules: Schedules): string | null {
  const named = [loansPolicy?.fixedDueDateScheduleId, renewalsPolicy?.alternateFixedDueDateScheduleId];
  return named.find((one) => one !== undefined && !schedules.has(one)) ?? null;
}

function toLoanPolicy(
  folder: FolioFolder,
  { file, line, value }: ReadRecord<LoanPolicyForm>,
  schedules: Schedules,
): LoanPolicy {
  const { loansPolicy: loan, requestManagement: requests } = value;
  const asked = loan?.closedLibraryDueDateManagementId;
  const mode = loan === undefined ? 'keep_exact' : (CLOSED_MODES.get(asked ?? '') ?? 'end_of_due_day');
  if (asked !== undefined && !CLOSED_MODES.has(asked)) {
    folder.tally.note({ file, line, text: `${asked} is not known: loans end with their due day` });
  }
  const dates = [...(schedules.get(loan?.fixedDueDateScheduleId ?? '') ?? [])];
  const isFixed = loan?.profileId === 'Fixed';
  const hasDates = loan?.fixedDueDateScheduleId !== undefined;
  return {
    id: value.id,
    name: value.name,
    lend: {
      ...NO_LEND_TERMS,
      circulates: value.loanable ? 'yes' : 'never',
      profile: isFixed ? 'fixed' : 'rolling',
      period: storedPeriod(loan?.period),
      holdWaitingPeriod: storedPeriod(requests?.holds?.alternateCheckoutLoanPeriod),
      schedules: isFixed && hasDates ? dates : null,
      limitSchedules: !isFixed && hasDates ? dates : null,
    },
    shaping: {
      ...shapingOf('folio', mode),
      clampToPatronExpiry: expiryClampOf('folio', mode),
      openingOffsetMinutes: offsetMinutes(loan?.openingTimeOffset),
    },
    recall: toRecallTerms(requests?.recalls),
    renew: toRenewTerms(value, schedules),
    grace: storedPeriod(loan?.gracePeriod),
    itemLimit: loan?.itemLimit ?? null,
  };
}

/** A renewal of a fixed loan always counts from now; an alternate schedule limits a rolling one. */
function toRenewTerms(value: LoanPolicyForm, schedules: Schedules): RenewTerms {
  const { renewalsPolicy: renewal, requestManagement: requests, loansPolicy: loan } = value;
  const alternate = renewal?.alternateFixedDueDateScheduleId;
  const dates = alternate === undefined ? null : [...(schedules.get(alternate) ?? [])];
  const isFixed = loan?.profileId === 'Fixed';
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: value.renewable,
    maxCount: renewal?.unlimited === true ? null : (renewal?.numberAllowed ?? 0),
    from: isFixed ? 'now' : fromOf(renewal?.renewFromId),
    period: renewal?.differentPeriod === true ? storedPeriod(renewal.period) : null,
    schedules: isFixed ? dates : null,
    limitSchedules: isFixed ? null : dates,
    withHold: requests?.holds?.renewItemsWithRequest === true ? 'yes' : 'no',
    withHoldPeriod: storedPeriod(requests?.holds?.alternateRenewalLoanPeriod),
  };
}

function fromOf(id: 'SYSTEM_DATE' | 'CURRENT_DUE_DATE' | undefined): RenewTerms['from'] {
  if (id === undefined) return 'unknown';
  return id === 'CURRENT_DUE_DATE' ? 'due' : 'now';
}

/** Offsets are minutes or hours of elapsed time. */
function offsetMinutes(offset: z.infer<typeof period>): number {
  if (offset === undefined) return 0;
  const minutesOf = { Minutes: 1, Hours: 60, Days: 1440, Weeks: 10_080, Months: 44_640 } as const;
  return offset.duration * minutesOf[offset.intervalId];
}

type RecallForm = NonNullable<NonNullable<LoanPolicyForm['requestManagement']>['recalls']>;

/** The request policy decides whether recalls are allowed; here are the effects of one on the loan. */
function toRecallTerms(recalls: RecallForm | undefined): RecallTerms {
  return {
    allowed: null,
    perRecord: null,
    onShelf: 'no',
    minimumGuaranteed: storedPeriod(recalls?.minimumGuaranteedLoanPeriod),
    returnInterval: storedPeriod(recalls?.recallReturnInterval),
    overdueReturnInterval: storedPeriod(recalls?.alternateRecallReturnInterval),
    mayExtendOverdue: recalls?.allowRecallsToExtendOverdueLoans ?? false,
    mayLengthen: false,
    timeOfDay: 'now',
    changesOnce: true,
  };
}
