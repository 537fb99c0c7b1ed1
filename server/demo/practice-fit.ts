// How well the lessons can be done with a kind of patron and a kind of item, by the rules of the library: a loan of before is renewed, two more are
// lent beside it, and another patron waits for one of them.

import { actId, itemId, loanId, titleId } from '../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/core/instant.ts';
import { decideCheckout } from '../../shared/circ/decide/checkout.ts';
import { decidePlaceHold } from '../../shared/circ/decide/place-hold.ts';
import { decideRenew } from '../../shared/circ/decide/renew.ts';
import type { Terms } from '../../shared/circ/decision.ts';
import {
  countedAs,
  type ItemFacts,
  type LibraryFacts,
  type LoanOut,
  type PatronFacts,
} from '../../shared/circ/facts.ts';
import { kindOf } from '../../shared/circ/model/equipment.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { hashPolicy } from '../../shared/rules/model/policy.ts';
import type { PracticeLibrary } from '../../shared/wire/practice-library.ts';

/** A loan of before that can be renewed now. */
export type OlderLoan = { readonly outAt: Instant; readonly terms: Terms };

/** Steps of the lessons that the rules allow, and the loan to renew; null = no loan can be. */
export type Fit = { readonly steps: number; readonly older: OlderLoan | null };

export const ALL_STEPS = 4;

/** How long before now: a renewal on the day of the loan seldom moves its date, and a short loan is over by then. */
const AGES = [7 * DAY_MS, DAY_MS, 2 * HOUR_MS];

export type FitSample = { readonly patron: Patron; readonly item: Item };

/** Judges the steps. */
export function fitOf(from: PracticeLibrary, sample: FitSample, now: Instant): Fit {
  const bench = benchOf(from, sample);
  const older = olderLoan(bench, now);
  const before = older === null ? [] : [bench.out('older', older)];
  const first = bench.lend('first', before, now);
  const second = first === null ? null : bench.lend('second', [...before, bench.out('first', first)], now);
  const mayWait = first !== null && bench.mayHold('first', first, now);
  const steps = [older, first, second, mayWait ? first : null].filter((one) => one !== null).length;
  return { steps, older };
}

/** The loan of before that the patron could renew; null = none. */
export function olderLoanOf(from: PracticeLibrary, sample: FitSample, now: Instant): OlderLoan | null {
  return olderLoan(benchOf(from, sample), now);
}

type Lent = { readonly outAt: Instant; readonly terms: Terms };

function benchOf(from: PracticeLibrary, { patron, item }: FitSample) {
  const { rules, branches, locations, desk } = from;
  const library: LibraryFacts = {
    rules,
    branches: new Map(branches.map((branch) => [branch.id, branch])),
    deskBranch: branches.find(({ id }) => id === desk.branch) ?? null,
    patronsAsOf: null,
  };
  const kind = kindOf(from.library.desk?.equipment ?? [], item);
  const copyOf = (name: string): Item => ({ ...item, id: itemId(name), titleId: titleId(name), barcode: name });
  const factsOf = (name: string, loan: Loan | null = null): ItemFacts => ({
    item: copyOf(name),
    title: null,
    location: locations.find(({ id }) => id === item.location) ?? null,
    loan,
    holds: [],
    ...(kind === null ? {} : { equipment: { kind, standing: { units: [], bookings: [], turnaroundMs: 0 } } }),
  });
  const borrower = (loansOut: readonly LoanOut[]): PatronFacts => ({
    patron,
    isOldCard: false,
    loansOut,
    owedMinor: 0,
  });
  const loanOf = (name: string, { outAt, terms }: Lent): Loan => ({
    id: loanId(name),
    itemId: itemId(name),
    patronId: patron.id,
    branch: desk.branch,
    outAt,
    dueAt: terms.dueAt,
    dueBy: actId(name),
    recalled: false,
    inAt: null,
    state: 'open',
    how: null,
    renewals: 0,
    lostAt: null,
    policyHash: hashPolicy(terms.policy),
    rulesVersion: terms.rulesVersion,
    aliases: [],
  });
  const out = (name: string, lent: Lent): LoanOut => ({ loan: loanOf(name, lent), ...countedAs(copyOf(name)) });
  return {
    out,
    lend(name: string, loansOut: readonly LoanOut[], at: Instant): Lent | null {
      const facts = { library, item: factsOf(name), patron: borrower(loansOut) };
      const { outcome, terms } = decideCheckout(facts, { barcode: name, card: '', overrides: [] }, at);
      return outcome === 'done' && terms !== null ? { outAt: at, terms } : null;
    },
    mayRenew(name: string, lent: Lent, at: Instant): boolean {
      const onLoan = factsOf(name, loanOf(name, lent));
      const facts = { library, item: onLoan, patron: borrower([out(name, lent)]), policy: lent.terms.policy };
      return decideRenew(facts, { barcode: name, overrides: [] }, at).outcome === 'done';
    },
    mayHold(name: string, lent: Lent, at: Instant): boolean {
      const { item: copy, location } = factsOf(name);
      const loan = loanOf(name, lent).id;
      const copies = [{ item: { ...copy, state: { ...copy.state, status: 'on-loan' as const, loan } }, location }];
      const facts = { library, patron: borrower([]), itemId: null, copies, held: [], titleId: copy.titleId };
      return decidePlaceHold(facts, { card: '', pickup: desk.branch, overrides: [] }, at).outcome === 'done';
    },
  };
}

function olderLoan(bench: ReturnType<typeof benchOf>, now: Instant): OlderLoan | null {
  for (const age of AGES) {
    const lent = bench.lend('older', [], now - age);
    if (lent !== null && lent.terms.dueAt > now && bench.mayRenew('older', lent, now)) return lent;
  }
  return null;
}
