// The shifts of this desk, from its ledger and what its copy says of items and exceptions. Works without a network and without a copy.

import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { loanUseBy, reportedAct, type UseOf } from '../../../shared/reports/reported-act.ts';
import { outsideShifts } from '../../../shared/reports/outside-shifts.ts';
import { shiftDocument } from '../../../shared/reports/shift-document.ts';
import { shiftReport, type ShiftReport } from '../../../shared/reports/shift.ts';
import { newestOutages } from '../../../db/ledger/outages.ts';
import { refusalsBetween } from '../../../db/ledger/refusals.ts';
import { countOutsideShifts } from '../../../db/ledger/recorded-acts.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { actsOfShift, shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk.ts';
import { deskMoneyActs } from './desk-money.ts';
import { deskCoverage, deskReportHead, staffNames, type DeskReportSource } from './desk-source.ts';

/** Outages that may fall into a shift are among the newest of these. */
const mostOutages = 500;

/** The report of the shifts that were opened in a time, the oldest first. */
export function deskShifts(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, identity } = source;
  const shifts = shiftsOpenedBetween(ledger, question.from, question.to);
  return shiftDocument({
    head: deskReportHead(source, question),
    shifts: shifts.map((shift) => ({ desk: identity.deskName, report: reportOf(source, shift) })),
    nameOf: staffNames(ledger),
    currency: identity.library.currency,
    coverage: deskCoverage(source),
    outside: outsideShifts(deskMoneyActs(source, question), {
      checkouts: countOutsideShifts(ledger, 'checkout', question),
      refusals: refusalsBetween(ledger, question.from, question.to).filter(({ shiftId }) => shiftId === null).length,
    }),
  });
}

function reportOf({ ledger, copy, now }: DeskReportSource, shift: Shift): ShiftReport {
  const recorded = actsOfShift(ledger, shift.shiftId);
  const from = shift.opened?.at ?? now;
  const ids = recorded.map(({ id }) => id);
  const loanUse = loanUseIn(copy);
  const refusals = refusalsBetween(ledger, from, shift.closed?.at ?? now);
  return shiftReport({
    shift,
    acts: recorded.map((act) => reportedAct(act, loanUse)),
    refusals: refusals.filter((one) => one.shiftId === shift.shiftId),
    exceptions: copy === null ? [] : exceptionsCausedBy(copy.db, ids),
    outages: newestOutages(ledger, mostOutages),
    people: presenceIn(sessionTurns(ledger, from, now), from, now),
    now,
  });
}

function loanUseIn(copy: Copy | null): UseOf {
  if (copy === null) return () => 'general';
  const useOf = loanUseBy(copy.library.useTerms());
  return (item, policy) =>
    useOf(item === null ? null : copy.sight.item(item), policy !== null && copy.policy(policy)?.grain === 'time');
}
