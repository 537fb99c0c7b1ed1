// The reports of this desk's shifts, from its ledger and what its copy says of items and exceptions. Works without a network and without a copy.

import type { Instant } from '../../../shared/core/instant.ts';
import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import { reportedAct, type UseOf } from '../../../shared/reports/reported-act.ts';
import { shiftReport } from '../../../shared/reports/shift.ts';
import { shiftReportObject, shiftReportRows, type ShiftReportForm } from '../../../shared/reports/shift-form.ts';
import { newestOutages } from '../../../db/ledger/outages.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { actsOfShift, shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk.ts';

/** What reports are made from. */
export type ReportSource = { readonly ledger: Ledger; readonly copy: Copy | null; readonly now: Instant };

/** Outages that may fall into a shift are among the newest of these. */
const mostOutages = 500;

/** Reports of the shifts that were opened in a span, the oldest first. */
export function deskShiftReports(source: ReportSource, span: { from: Instant; to: Instant }): ShiftReportForm[] {
  return shiftsOpenedBetween(source.ledger, span.from, span.to).map((shift) => formOf(source, shift));
}

function formOf({ ledger, copy, now }: ReportSource, shift: Shift): ShiftReportForm {
  const recorded = actsOfShift(ledger, shift.shiftId);
  const from = shift.opened?.at ?? now;
  const report = shiftReport({
    shift,
    acts: recorded.map((act) => reportedAct(act, loanUseIn(copy))),
    exceptions:
      copy === null
        ? []
        : exceptionsCausedBy(
            copy.db,
            recorded.map(({ id }) => id),
          ),
    outages: newestOutages(ledger, mostOutages),
    people: presenceIn(sessionTurns(ledger, from, now), from, now),
    now,
  });
  const nameOf = (id: string | null) => (id === null ? null : (grantById(ledger, id)?.staff ?? id));
  return { report: shiftReportObject(report, nameOf), rows: shiftReportRows(report, nameOf) };
}

/** Equipment is what has a serial number. */
function loanUseIn(copy: Copy | null): UseOf {
  return (item, policy) => {
    if (copy === null) return 'general';
    if (item !== null && copy.sight.item(item)?.serial === true) return 'equipment';
    return policy !== null && copy.policy(policy)?.grain === 'time' ? 'hourly' : 'general';
  };
}
