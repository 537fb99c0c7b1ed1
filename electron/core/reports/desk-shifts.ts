// The shifts of this desk, from its ledger and what its copy says of items and exceptions. Works without a network and without a copy.

import type { Weight } from '../../../shared/circ/model/exception.ts';
import type { Refusal } from '../../../shared/circ/model/refusal.ts';
import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import type { PatronId, PolicyHash, ShiftId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { loanUseBy, reportedAct, type UseOf } from '../../../shared/reports/reported-act.ts';
import { describePatron } from '../../../shared/reports/use/describe.ts';
import { outsideShifts } from '../../../shared/reports/outside-shifts.ts';
import { shiftDocument, type ShiftDocumentInput } from '../../../shared/reports/shift-document.ts';
import { shiftReport, type LoanUse } from '../../../shared/reports/shift.ts';
import { shiftTally, tallyShift } from '../../../shared/reports/shift-tally.ts';
import { outagesBetween } from '../../../db/ledger/outages.ts';
import { countOutsideShifts } from '../../../db/ledger/recorded-acts.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { factsOfShift } from '../../../db/ledger/act-facts.ts';
import { shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { exceptionsBetween } from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk-sight.ts';
import { deskMoneyActs } from './desk-money.ts';
import { refusalsHere } from '../refusals/refusals-here.ts';
import { deskCoverage, deskReportHead, staffNames, type DeskReportSource } from './desk-source.ts';

/** The report of the shifts that were opened in a time, the oldest first. */
export function deskShifts(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, identity } = source;
  const shifts = shiftsOpenedBetween(ledger, question.from, question.to);
  const head = deskReportHead(source, question);
  const refusalsOf = refusalsByShift(source, question);
  return shiftDocument({
    head,
    ...shiftsReported(source, { shifts, refusalsOf, question, zone: head.zone }),
    refusals: shifts.flatMap(({ shiftId }) => refusalsOf(shiftId)),
    nameOf: staffNames(ledger),
    currency: identity.library.currency,
    coverage: deskCoverage(source),
    outside: outsideShifts(deskMoneyActs(source, question), {
      checkouts: countOutsideShifts(ledger, 'checkout', question),
      refusals: refusalsHere(source, question.from, question.to).filter(({ shiftId }) => shiftId === null).length,
    }),
  });
}

type RefusalsOf = (shift: ShiftId) => readonly Refusal[];

function refusalsByShift(source: DeskReportSource, { from }: ReportQuestion): RefusalsOf {
  const found = Map.groupBy(refusalsHere(source, from, source.now), ({ shiftId }) => shiftId);
  return (shift) => found.get(shift) ?? [];
}

type Asked = {
  readonly shifts: readonly Shift[];
  readonly refusalsOf: RefusalsOf;
  readonly question: ReportQuestion;
  readonly zone: string;
};

/** Each shift, and what was done in all of them. What is read once for all: a year has a thousand of them. */
function shiftsReported(
  source: DeskReportSource,
  { shifts, refusalsOf, question: { from: first }, zone }: Asked,
): Pick<ShiftDocumentInput, 'shifts' | 'figures' | 'exceptions'> {
  const { ledger, copy, identity, now } = source;
  const exceptionsOf = Map.groupBy(
    copy === null ? [] : exceptionsBetween(copy.db, first - DAY_MS, now + DAY_MS),
    ({ cause }) => cause,
  );
  const outages = outagesBetween(ledger, { from: first, to: now });
  const loanUse = loanUseIn(copy);
  const tally = shiftTally(zone);
  const exceptions: Record<Weight, number> = { 'act-now': 0, today: 0, note: 0 };
  const reported = shifts.map((shift) => {
    const from = shift.opened?.at ?? now;
    const acts = factsOfShift(ledger, shift.shiftId).map((act) => reportedAct(act, loanUse));
    for (const { weight } of acts.flatMap(({ id }) => exceptionsOf.get(id) ?? [])) exceptions[weight] += 1;
    // Who was there stands in one that is closed.
    const people = shift.closed?.people ?? presenceIn(sessionTurns(ledger, from, now), from, now);
    tallyShift(tally, { acts, people, refusals: refusalsOf(shift.shiftId) });
    const voids = acts.flatMap(({ voided }) => voided ?? []);
    return { desk: identity.deskName, report: shiftReport({ shift, voids, outages, now }) };
  });
  return { shifts: reported, figures: tally.figures(), exceptions };
}

/** Loans of one kind of thing are many. */
function loanUseIn(copy: Copy | null): UseOf {
  if (copy === null) return () => 'general';
  const terms = copy.library.useTerms();
  const tell = loanUseBy(terms);
  const known = new Map<string, LoanUse>();
  const grains = new Map<PolicyHash, boolean>();
  const isHourly = (hash: PolicyHash): boolean => {
    const before = grains.get(hash);
    if (before !== undefined) return before;
    const hourly = copy.policy(hash)?.grain === 'time';
    grains.set(hash, hourly);
    return hourly;
  };
  // Who borrowed says something only where some of them are libraries.
  const asksGroup = (terms.libraryGroups ?? []).length > 0;
  const groupOf = (patron: PatronId | null) =>
    patron === null || !asksGroup ? null : describePatron(copy.sight.patron(patron)).group;
  return (item, policy, patron) => {
    const group = groupOf(patron);
    const hourly = policy !== null && isHourly(policy);
    const key = `${hourly} ${item} ${group}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const use = tell(item === null ? null : copy.sight.item(item), hourly, group);
    known.set(key, use);
    return use;
  };
}
