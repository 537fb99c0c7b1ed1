// open_circs.csv: loans that are out. The policy of each is that of its own row and never a rule of today. The export holds no bills,
// and a bill from there must not be made again: a loan that is lost already bills nothing here.

import { DAY_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import type { Period } from '../../../shared/rules/model/period.ts';
import { isDayGranular } from '../../../shared/rules/model/period.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, readAll, rejectRow, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import { parseMillis, parsePeriod } from './intervals.ts';

/** A loan as its row has it, before patron and item are known. */
export type LoanRow = {
  readonly id: string;
  readonly patron: string;
  readonly item: string;
  /** The source's id of the library where it was lent. */
  readonly unit: string;
  readonly outAt: Instant;
  readonly dueAt: Instant;
  /** Renewals that remain, and whether the row is one itself: the export has no count of those made. */
  readonly remaining: number;
  readonly isRenewal: boolean;
  readonly durationRule: string | null;
  readonly lostAt: Instant | null;
  /** All of the policy but the number of renewals. */
  readonly policy: Omit<Policy, 'maxRenewals'>;
  /** It is no loan any more: why. */
  readonly over: string | null;
  readonly notes: readonly string[];
};

/** The meaning of a row of open_circs.csv for its loan. */
const stops = {
  lost: ['LOST', 'LONGOVERDUE'],
  claimed: ['CLAIMSRETURNED', 'CLAIMSNEVERCHECKEDOUT'],
  ended: ['CHECKIN', 'RENEW'],
} as const;

/** Loans that are out. Of several for one item the first stands, since an item is out once. */
export async function readLoans(folder: EvergreenFolder): Promise<Parsed<LoanRow>[]> {
  const rows = distinctById(folder, 'open_circs', await readAll(folder, 'open_circs', parseLoan));
  const byItem = new Map<string, number>();
  return [...rows.values()].filter(({ line, value }) => {
    const first = byItem.get(value.item);
    const reason =
      value.over ?? (first === undefined ? null : `the item ${value.item} is out already by line ${first}`);
    if (reason === null) byItem.set(value.item, line);
    else rejectRow(folder, 'open_circs', line, reason);
    return reason === null;
  });
}

/** Due moments of loans in days. */
export function dayEnds(loans: readonly Parsed<LoanRow>[]): Instant[] {
  return loans.flatMap(({ value }) => (value.policy.grain === 'day' ? [value.dueAt] : []));
}

function parseLoan(read: RowReader): LoanRow {
  for (const column of ['xact_start', 'due_date', 'duration']) read.required(column);
  const outAt = read.instant('xact_start') ?? 0;
  const dueAt = read.instant('due_date') ?? 0;
  const stop = read.text('stop_fines') ?? '';
  const isIn = ['checkin_time', 'xact_finish'].some((column) => read.text(column) !== null);
  const isLost = includes(stops.lost, stop);
  return {
    id: read.id('circ_id'),
    patron: read.id('patron_id'),
    item: read.id('copy_id'),
    unit: read.id('circ_lib'),
    outAt,
    dueAt,
    remaining: Math.max(read.integer('renewal_remaining') ?? 0, 0),
    isRenewal: ['auto_renewal', 'desk_renewal', 'opac_renewal', 'phone_renewal'].some(
      (column) => read.flag(column) === true,
    ),
    durationRule: read.text('duration_rule'),
    lostAt: isLost ? (read.instant('stop_fines_time') ?? dueAt) : null,
    policy: readPolicy(read, isLost),
    over: isIn || includes(stops.ended, stop) ? 'the loan is closed' : null,
    notes: includes(stops.claimed, stop) ? [`the claim ${stop} is not taken yet; the loan is taken as out`] : [],
  };
}

/** How often a loan was renewed and may be, given the total that its duration rule allows. */
export function renewalsOf(loan: LoanRow, allowed: number | null): { renewals: number; maxRenewals: number } {
  const renewals = Math.max((allowed ?? 0) - loan.remaining, loan.isRenewal ? 1 : 0, 0);
  return { renewals, maxRenewals: renewals + loan.remaining };
}

function readPolicy(read: RowReader, isLost: boolean): LoanRow['policy'] {
  const noTime: Period = { n: 1, unit: 'days' };
  const period = read.parsed('duration', 'a period of whole minutes, hours, days or months', parsePeriod) ?? noTime;
  const rateMinor = readAmount(read, 'recurring_fine') ?? 0;
  const maxMinor = readAmount(read, 'max_fine');
  return {
    grain: isDayGranular(period) ? 'day' : 'time',
    period,
    overdue: {
      // A cap of 0 ends the fine before it begins, where 0 in a policy would mean that there is no cap.
      rateMinor: maxMinor === 0 ? 0 : rateMinor,
      perMs: Math.max(readTime(read, 'fine_interval') ?? DAY_MS, 1),
      graceMs: readTime(read, 'grace_period') ?? 0,
      maxMinor: maxMinor ?? 0,
      closedDays: 'skip-closed-ends',
    },
    lost: {
      afterMs: null,
      bill: isLost ? 'none' : 'price',
      defaultPriceMinor: 0,
      processingMinor: 0,
      refundWithinMs: null,
      removeProcessing: true,
      // There, a fine from before an item was lost stays owed when the item comes back.
      chargeOverdue: true,
    },
  };
}

function readAmount(read: RowReader, column: string): MinorUnits | null {
  const amount = read.money(column);
  if (amount !== null && amount < 0) read.problem(`${column} is below 0`);
  return amount === null ? null : Math.max(amount, 0);
}

function readTime(read: RowReader, column: string): Millis | null {
  return read.parsed(column, 'a length of time', parseMillis);
}

function includes(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
