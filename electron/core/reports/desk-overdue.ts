// Loans that are overdue as this desk knows them: its copy of the library with its own acts since.

import type { RuleSetVersion } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { closingsOf } from '../../../shared/circ/model/closing.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { loanOut, type LoanLookUp, type LoanOut } from '../../../shared/reports/overdue/overdue.ts';
import { branchCalendars, type TimesOfBranch } from '../../../shared/rules/branch-calendars.ts';
import { ruleSetByVersion } from '../../../db/replica/queries/library.ts';
import { overdueLoans } from '../../../db/lists/loans-due.ts';
import { allRows } from '../../../db/replica/read-row.ts';
import type { Copy } from '../desk-sight.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Loans that are overdue at a moment; `zone`: that of the branch. None without a copy. */
export function deskLoansOut(facts: DeskFacts, at: Instant, zone: string): LoanOut[] {
  const { copy } = facts;
  if (copy === null) return [];
  const look = lookUpIn(copy);
  return overdueLoans(copy, at).map((loan) => loanOut(loan, look, zone));
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
