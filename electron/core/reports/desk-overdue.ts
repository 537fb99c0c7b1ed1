// The overdue list as this desk knows it: its copy of the library with what it did itself since.

import { loanId, type LoanId, type RuleSetVersion } from '../../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { closingsAt, closingsOf } from '../../../shared/circ/model/closing.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { overdueDocument } from '../../../shared/reports/overdue/overdue-document.ts';
import { overdueLines, type LoanOut } from '../../../shared/reports/overdue/overdue.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { branchCalendars, type TimesOfBranch } from '../../../shared/rules/branch-calendars.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { ruleSetByVersion } from '../../../db/replica/queries/library.ts';
import { overdueLoans } from '../../../db/replica/queries/loans.ts';
import { allRows } from '../../../db/replica/read-row.ts';
import type { Copy } from '../desk-sight.ts';
import { deskCoverage, deskReportHead, type DeskReportSource } from './desk-source.ts';

/** Acts wait for an answer no longer than this. */
const WAITING_MS = 60 * DAY_MS;

/** The report of what is overdue at the end of a time, as far as that has come. */
export function deskOverdue(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { copy, identity } = source;
  const at = Math.min(question.to, question.now);
  const head = deskReportHead(source, question);
  const loans = copy === null ? [] : loansOut(copy, visibleLoans(source, copy, at), head.zone);
  return overdueDocument(head, {
    lines: overdueLines(loans, at),
    at,
    currency: identity.library.currency,
    coverage: deskCoverage(source),
  });
}

/** Loans of the copy as they look with what was done here since, and those that began here since. */
function visibleLoans({ ledger }: DeskReportSource, { db, sight }: Copy, at: Instant): readonly Loan[] {
  const loans = new Map<LoanId, Loan>();
  const keep = (loan: Loan | null) => loan !== null && loans.set(loan.id, loan);
  for (const { itemId } of overdueLoans(db, at)) keep(sight.currentLoan(itemId));
  for (const { id } of recordedActs(ledger, ['checkout'], { from: at - WAITING_MS, to: at })) {
    const loan = sight.isPendingAct(id) ? sight.loan(loanId(id)) : null;
    if (loan !== null) keep(sight.currentLoan(loan.itemId));
  }
  return [...loans.values()];
}

function loansOut(copy: Copy, loans: readonly Loan[], zone: string): LoanOut[] {
  const { db, sight, library } = copy;
  const closings = closingsOf(allRows(db, 'ruleActivation'));
  const calendars = new Map<RuleSetVersion, TimesOfBranch | null>();
  const calendarOf = (version: RuleSetVersion) => {
    const known = calendars.get(version);
    if (known !== undefined) return known;
    const rules = ruleSetByVersion(db, version);
    const made = rules === null ? null : branchCalendars(rules);
    calendars.set(version, made);
    return made;
  };
  return loans.map((loan) => {
    const item = sight.item(loan.itemId);
    const patron = sight.patron(loan.patronId);
    const lender = loan.branch ?? item?.home ?? null;
    const branch = lender === null ? null : library.branch(lender);
    const own = closingsAt(closings, loan.branch);
    const version = own.at(-1)?.version ?? loan.rulesVersion;
    return {
      loan,
      item,
      title: item === null ? null : (sight.title(item.titleId)?.title ?? null),
      location: library.location(item?.location ?? null)?.name ?? null,
      branch: branch?.name ?? lender,
      zone: branch?.zone ?? zone,
      policy: copy.policy(loan.policyHash),
      times: version === null || loan.branch === null ? null : (calendarOf(version)?.(loan.branch) ?? null),
      closings: own,
      card: patron === null ? null : cardOf(patron),
    };
  });
}
