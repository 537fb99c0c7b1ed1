// The acts of shifts of this desk, counted from its ledger and its copy's data on items and exceptions.

import type { Weight } from '../../../shared/circ/model/exception.ts';
import type { PatronId, PolicyHash } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { loanUseBy, reportedAct, type UseOf } from '../../../shared/reports/reported-act.ts';
import { describePatron } from '../../../shared/reports/use/describe.ts';
import type { LoanUse } from '../../../shared/reports/shift.ts';
import { countActs, type ShiftTally } from '../../../shared/reports/shift-tally.ts';
import { countByWeight, type ShiftActs, type ShiftAtDesk } from '../../../shared/reports/source.ts';
import { countOutsideShifts } from '../../../db/ledger/recorded-acts.ts';
import { factsOfShift, statedInShift } from '../../../db/ledger/act-facts.ts';
import { exceptionsBetween } from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk-sight.ts';
import { deskMoneyActs, type DeskFacts } from './desk-facts.ts';

/** Counts the acts of shifts. Their common data is read once: a year has a thousand shifts. */
export function deskShiftActs(
  facts: DeskFacts,
  { shifts, question }: { readonly shifts: readonly ShiftAtDesk[]; readonly question: ReportQuestion },
  tally: ShiftTally,
): ShiftActs {
  const { ledger, copy } = facts;
  const { from, now } = question;
  const exceptionsOf = Map.groupBy(
    copy === null ? [] : exceptionsBetween(copy.db, from - DAY_MS, now + DAY_MS),
    ({ cause }) => cause,
  );
  const loanUse = loanUseIn(copy);
  const caused: { readonly weight: Weight }[] = [];
  const telling = shifts.map(({ shift: { shiftId } }) => {
    const stated = statedInShift(ledger, shiftId);
    // An act entered from paper counts at the time on the sheet, as it does in the server's report.
    const acts = factsOfShift(ledger, shiftId).map((act) =>
      reportedAct({ ...act, at: Math.min(act.at, stated.get(act.id) ?? act.at) }, loanUse),
    );
    caused.push(...acts.flatMap(({ id }) => exceptionsOf.get(id) ?? []));
    return [shiftId, countActs(tally, acts)] as const;
  });
  return {
    telling: new Map(telling),
    exceptions: countByWeight(caused),
    outside: {
      checkouts: countOutsideShifts(ledger, 'checkout', question),
      money: deskMoneyActs(facts, question),
    },
  };
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
  // The group of the borrower matters only where some groups are libraries.
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
