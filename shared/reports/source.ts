// The sources of reports: the files of one desk, or the database of a library. Both answer the same questions, so that
// each kind of report is made in one place (make-report.ts). Values that a source cannot know are null.

import type { Weight } from '../circ/model/exception.ts';
import type { Refusal } from '../circ/model/refusal.ts';
import type { Presence } from '../circ/model/shift.ts';
import type { UseTerms } from '../circ/model/use-terms.ts';
import type { Shift } from '../circ/shift/fold-shift.ts';
import type { ShiftId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { AuditedSession } from './audit/audit-document.ts';
import type { AuditNames, StoredAct } from './audit/audited-act.ts';
import type { AuditedExport } from './audit/audited-export.ts';
import type { Message } from './document.ts';
import type { Logged } from './logged.ts';
import type { BilledStep } from './money/bills-section.ts';
import type { MoneyAct } from './money/money.ts';
import type { OutageFacts } from './outage.ts';
import type { OutageWork } from './outage-document.ts';
import type { LoanOut } from './overdue/overdue.ts';
import type { ReportPeriod, ReportPlace, ReportQuestion } from './question.ts';
import type { ReserveUses } from './reserves/reserve-uses.ts';
import type { ServedAtDesk } from './service/service-figures.ts';
import type { Bookings } from './service/booking-section.ts';
import type { MissingCopies } from './service/missing-section.ts';
import type { NoticeCount } from './service/notice-section.ts';
import type { Shelvings } from './service/shelving.ts';
import type { NameOf } from './shift-document.ts';
import type { ShiftReportInput } from './shift.ts';
import type { SaidAct, ShiftTally } from './shift-tally.ts';
import type { UseCount, UseHour } from './use/use-kind.ts';
import type { PlaceNames } from './use/use-names.ts';

/** A shift and the name of the desk that it was at. */
export type ShiftAtDesk = { readonly desk: string; readonly shift: Shift };

/** Number of exceptions of each weight. */
export type ExceptionCounts = Readonly<Record<Weight, number>>;

/** The acts of shifts, apart from the counts of all. */
export type ShiftActs = {
  /** Waivers and undos of each shift, in order. */
  readonly telling: ReadonlyMap<ShiftId, readonly SaidAct[]>;
  /** Exceptions that the acts caused. */
  readonly exceptions: ExceptionCounts;
  /** Acts of the time that were made in no shift. */
  readonly outside: { readonly checkouts: number; readonly money: readonly MoneyAct[] };
};

/** Use of a time, added up. */
export type UseRead = { readonly counts: readonly UseCount[]; readonly hours: readonly UseHour[] };

/** A desk answers at once, a library after queries. */
type Answer<T> = T | Promise<T>;

/** Lists are the oldest first; a period includes its beginning and not its end. */
export type ReportSource = {
  readonly place: ReportPlace;
  readonly currency: string;
  readonly useTerms: UseTerms;
  /** The library's own name for its course reserves; null = it has none. */
  readonly reservesName: string | null;
  readonly serviceDayEndsAt: number;
  readonly nameOf: NameOf;
  /** The acts that the source has, and those that may be missing. */
  readonly coverage: readonly Message[];
  /** Patrons who were turned away. */
  readonly refusals: (period: ReportPeriod) => Answer<readonly Refusal[]>;
  /** Shifts that were opened in a time. */
  readonly shifts: (period: ReportPeriod) => Answer<readonly ShiftAtDesk[]>;
  /** Counts the acts of shifts into a tally, and returns the rest. */
  readonly shiftActs: (
    shifts: readonly ShiftAtDesk[],
    question: ReportQuestion,
    tally: ShiftTally,
  ) => Answer<ShiftActs>;
  /** When the line was down. Null: only desks know. */
  readonly lineDown: (period: ReportPeriod) => ShiftReportInput['outages'];
  /** People signed in during a shift that is still open. Null: only its desk knows. */
  readonly presence: (from: Instant, to: Instant) => readonly Presence[] | null;
  /** Entries of the log, beside circulation. */
  readonly log: (period: ReportPeriod) => Answer<Logged>;
  readonly moneyActs: (period: ReportPeriod) => Answer<readonly MoneyAct[]>;
  /** Fees that went to other offices, and came back. Null: only the library knows. */
  readonly billed: (period: ReportPeriod) => Answer<readonly BilledStep[] | null>;
  readonly use: (period: ReportPeriod) => Answer<UseRead & { readonly places: PlaceNames }>;
  /** The work of desks in stretches of time, and the exceptions of the same time. */
  readonly service: (period: ReportPeriod) => Answer<{
    readonly served: readonly (readonly ServedAtDesk[])[];
    readonly exceptions: ExceptionCounts;
  }>;
  /** Copies that were shelved from carts. */
  readonly shelvings: (period: ReportPeriod) => Answer<Shelvings>;
  /** Bookings of equipment that were placed in a time or ended in it; others may be among them. */
  readonly bookings: (period: ReportPeriod) => Answer<Bookings>;
  /** Copies that were marked missing. */
  readonly missing: (period: ReportPeriod) => Answer<MissingCopies>;
  /** Notices that were made. Null: only the library knows. */
  readonly notices: (period: ReportPeriod) => Answer<readonly NoticeCount[] | null>;
  /** Readings with the copies that stood on reserve for them in a time, and their loans; names of courses. */
  readonly reserves: (period: ReportPeriod) => Answer<ReserveUses>;
  /** Loans that are overdue at a moment. */
  readonly loansOut: (at: Instant) => Answer<readonly LoanOut[]>;
  /** Acts for an audit, with names for the ids in them. */
  readonly auditedActs: (
    period: ReportPeriod,
  ) => Answer<{ readonly acts: readonly StoredAct[]; readonly names: AuditNames }>;
  /** Sign-ins and files. Null: only desks know. */
  readonly sessions: (period: ReportPeriod) => readonly AuditedSession[] | null;
  readonly exports: (period: ReportPeriod) => Answer<readonly AuditedExport[]>;
  /** Outages that fall into a period, the exceptions from them, and the work that is left. */
  readonly outages: (period: ReportPeriod) => Answer<{
    readonly facts: Omit<OutageFacts, 'refusals'>;
    readonly worklist: readonly OutageWork[];
  }>;
};

/** Counts exceptions by weight. */
export function countByWeight(exceptions: Iterable<{ readonly weight: Weight }>): ExceptionCounts {
  const counts: Record<Weight, number> = { 'act-now': 0, today: 0, note: 0 };
  for (const { weight } of exceptions) counts[weight] += 1;
  return counts;
}
