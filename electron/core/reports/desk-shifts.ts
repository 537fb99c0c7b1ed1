// The shifts of this desk, from its ledger and what its copy says of items and exceptions. Works without a network and without a copy.

import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { loanUseBy, reportedAct, type UseOf } from '../../../shared/reports/reported-act.ts';
import { outsideShifts } from '../../../shared/reports/outside-shifts.ts';
import { shiftDocument } from '../../../shared/reports/shift-document.ts';
import { shiftReport, type LoanUse, type ShiftReport } from '../../../shared/reports/shift.ts';
import { newestOutages } from '../../../db/ledger/outages.ts';
import { countOutsideShifts } from '../../../db/ledger/recorded-acts.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { factsOfShift } from '../../../db/ledger/act-facts.ts';
import { shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { exceptionsBetween } from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk.ts';
import { deskMoneyActs } from './desk-money.ts';
import { refusalsHere } from '../refusals/refusals-here.ts';
import { deskCoverage, deskReportHead, staffNames, type DeskReportSource } from './desk-source.ts';

/** Outages that may fall into a shift are among the newest of these. */
const mostOutages = 500;

/** The report of the shifts that were opened in a time, the oldest first. */
export function deskShifts(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, identity } = source;
  const shifts = shiftsOpenedBetween(ledger, question.from, question.to);
  const head = deskReportHead(source, question);
  const reportOf = shiftReporter(source, question, head.zone);
  return shiftDocument({
    head,
    shifts: shifts.map((shift) => ({ desk: identity.deskName, report: reportOf(shift) })),
    nameOf: staffNames(ledger),
    currency: identity.library.currency,
    coverage: deskCoverage(source),
    outside: outsideShifts(deskMoneyActs(source, question), {
      checkouts: countOutsideShifts(ledger, 'checkout', question),
      refusals: refusalsHere(source, question.from, question.to).filter(({ shiftId }) => shiftId === null).length,
    }),
  });
}

/** What is read once for all shifts: a year has a thousand of them. */
function shiftReporter(source: DeskReportSource, { from: first }: ReportQuestion, zone: string) {
  const { ledger, copy, now } = source;
  const refusals = Map.groupBy(refusalsHere(source, first, now), ({ shiftId }) => shiftId);
  const exceptions = Map.groupBy(
    copy === null ? [] : exceptionsBetween(copy.db, first - DAY_MS, now + DAY_MS),
    ({ cause }) => cause,
  );
  const outages = newestOutages(ledger, mostOutages);
  const loanUse = loanUseIn(copy);
  return (shift: Shift): ShiftReport => {
    const from = shift.opened?.at ?? now;
    const acts = factsOfShift(ledger, shift.shiftId).map((act) => reportedAct(act, loanUse));
    return shiftReport({
      shift,
      acts,
      refusals: refusals.get(shift.shiftId) ?? [],
      exceptions: acts.flatMap(({ id }) => exceptions.get(id) ?? []),
      outages,
      // Who was there stands in one that is closed.
      people: shift.closed === null ? presenceIn(sessionTurns(ledger, from, now), from, now) : [],
      now,
      zone,
    });
  };
}

/** Loans of one kind of thing are many. */
function loanUseIn(copy: Copy | null): UseOf {
  if (copy === null) return () => 'general';
  const tell = loanUseBy(copy.library.useTerms());
  const known = new Map<string, LoanUse>();
  return (item, policy) => {
    const key = `${item ?? ''} ${policy ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const hourly = policy !== null && copy.policy(policy)?.grain === 'time';
    const use = tell(item === null ? null : copy.sight.item(item), hourly);
    known.set(key, use);
    return use;
  };
}
