// Loans that are overdue as this desk knows them: its copy of the library with its own acts since.

import { loanId, type LoanId, type RuleSetVersion } from '../../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { closingsOf } from '../../../shared/circ/model/closing.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { loanOut, type LoanLookUp, type LoanOut } from '../../../shared/reports/overdue/overdue.ts';
import { branchCalendars, type TimesOfBranch } from '../../../shared/rules/branch-calendars.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { ruleSetByVersion } from '../../../db/replica/queries/library.ts';
import { overdueLoans } from '../../../db/replica/queries/loans.ts';
import { allRows } from '../../../db/replica/read-row.ts';
import type { Copy } from '../desk-sight.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Acts wait for an answer no longer than this. */
const WAITING_MS = 60 * DAY_MS;

/** Loans that are overdue at a moment; `zone`: that of the branch. None without a copy. */
export function deskLoansOut(facts: DeskFacts, at: Instant, zone: string): LoanOut[] {
  const { copy } = facts;
  if (copy === null) return [];
  const look = lookUpIn(copy);
  return visibleLoans(facts, copy, at).map((loan) => loanOut(loan, look, zone));
}

/** Loans of the copy as they look with what was done here since, and those that began here since. */
function visibleLoans({ ledger }: DeskFacts, { db, sight }: Copy, at: Instant): readonly Loan[] {
  const loans = new Map<LoanId, Loan>();
  const keep = (loan: Loan | null) => loan !== null && loans.set(loan.id, loan);
  for (const { itemId } of overdueLoans(db, at)) keep(sight.currentLoan(itemId));
  for (const { id } of recordedActs(ledger, ['checkout'], { from: at - WAITING_MS, to: at })) {
    const loan = sight.isPendingAct(id) ? sight.loan(loanId(id)) : null;
    if (loan !== null) keep(sight.currentLoan(loan.itemId));
  }
  return [...loans.values()];
}

function lookUpIn(copy: Copy): LoanLookUp {
  const { db, sight, library } = copy;
  const calendars = new Map<RuleSetVersion, TimesOfBranch | null>();
  const calendarOf = (version: RuleSetVersion) => {
    const known = calendars.get(version);
    if (known !== undefined) return known;
    const rules = ruleSetByVersion(db, version);
    const made = rules === null ? null : branchCalendars(rules);
    calendars.set(version, made);
    return made;
  };
  return {
    item: (id) => sight.item(id),
    title: (id) => sight.title(id)?.title ?? null,
    location: (id) => library.location(id)?.name ?? null,
    branch: (id) => library.branch(id),
    policy: (hash) => copy.policy(hash),
    closings: closingsOf(allRows(db, 'ruleActivation')),
    timesOf: (version, branch) =>
      version === null || branch === null ? null : (calendarOf(version)?.(branch) ?? null),
    card: (id) => {
      const patron = sight.patron(id);
      return patron === null ? null : cardOf(patron);
    },
  };
}
