// Acts that were made in another library system, as acts of the server's own desk that name their source. The terms of a loan are those of the rules
// here; its date is the one announced to the patron there.

import { sayDue } from '../../shared/core/say-date.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { actId, loanId, ruleSetVersion, type LoanId, type PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ACTS } from '../../shared/acts/all.ts';
import { decideCheckout } from '../../shared/circ/decide/checkout.ts';
import type { Terms } from '../../shared/circ/decision.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Lesson } from '../../shared/connectors/loan-there.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import { itemFacts, libraryFacts, loadJudgeFacts, patronFacts, type WhatIfAct } from '../commands/judge-facts.ts';
import { policyOfDates } from '../import/records/record-acts.ts';
import type { OwnDeed } from '../schedule/own-desk.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadTimelines } from '../timeline/load-timelines.ts';
import { createReferences } from '../timeline/references.ts';

/** A loan of another system, with its item, its borrower and the name of its connector. */
export type LearnedLoan = {
  readonly connector: string;
  /** Its id there. */
  readonly loan: string;
  readonly item: Item;
  readonly patron: PatronId;
  readonly card: string;
  readonly renewals: number;
  /** The act here that began it, where that was learned before. */
  readonly begunBy: LoanId | null;
  readonly now: Instant;
};

export type LearnedDeed = OwnDeed & { readonly act: Lesson['act'] };
export type LearnedDeeds = { readonly deeds: readonly LearnedDeed[]; readonly policies: readonly Policy[] };

/** The channel of acts that were learned from a connector. */
export const channelOf = (connector: string): string => `connector:${connector}`;

/** The deeds of lessons about one loan, in their order. Lessons without a loan here are left out. */
export async function learnedDeeds(tx: ReadTx, loan: LearnedLoan, lessons: readonly Lesson[]): Promise<LearnedDeeds> {
  const deeds: LearnedDeed[] = [];
  const policies: Policy[] = [];
  let begunBy = loan.begunBy;
  for (const lesson of lessons) {
    if (lesson.act === 'checkin') {
      deeds.push(returnOf(loan, lesson.at));
      continue;
    }
    const terms = await termsOf(tx, loan, lesson);
    if (lesson.act === 'checkout') {
      policies.push(terms.policy);
      const deed = checkoutOf(loan, lesson, terms);
      deeds.push(deed);
      begunBy = loanId(deed.id);
      continue;
    }
    const renewed = begunBy ?? (await lastLoan(tx, loan));
    if (renewed !== null) {
      policies.push(terms.policy);
      deeds.push(renewalOf(loan, { ...lesson, loanId: renewed }, terms));
    }
  }
  return { deeds, policies };
}

type Dated = { readonly at: Instant; readonly dueAt: Instant };
type LearnedTerms = Pick<Terms, 'policy' | 'rulesVersion' | 'rowIds'> & {
  readonly reasons: readonly string[];
  readonly dueText: string;
};

/** The loan by the rules here. It has happened: they refuse nothing. */
async function termsOf(tx: ReadTx, loan: LearnedLoan, { at, dueAt }: Dated): Promise<LearnedTerms> {
  const { item, patron, card, renewals, now } = loan;
  const loaded = await loadTimelines(tx, { items: new Set([item.id]), titles: [] });
  const act: WhatIfAct = { kind: 'what-if', itemId: item.id, patronId: patron, branch: item.home, at };
  const facts = await loadJudgeFacts(tx, [{ act, rulesVersion: null }], { loaded, references: createReferences() });
  const library = libraryFacts(facts, act, null);
  const ask = { card, barcode: item.barcode, overrides: [], hasHappened: true };
  const judged =
    library === null
      ? null
      : decideCheckout({ library, item: itemFacts(facts, act), patron: patronFacts(facts, act, card) }, ask, at);
  const terms = judged?.terms ?? null;
  const zone = facts.branches.get(item.home)?.zone ?? 'UTC';
  const grain = terms?.grain ?? 'day';
  return {
    policy: terms?.policy ?? policyOfDates({ outAt: at, dueAt, renewals, maxRenewals: null }),
    rulesVersion: terms?.rulesVersion ?? library?.rules.version ?? ruleSetVersion('none'),
    rowIds: terms?.rowIds ?? [],
    reasons: judged?.reasons.map(({ code }) => code) ?? [],
    dueText: sayDue('en', { dueAt, grain, zone }, now),
  };
}

/** The newest loan of the copy by the patron. */
async function lastLoan(tx: ReadTx, { item, patron }: LearnedLoan): Promise<LoanId | null> {
  const loans = await readRowsBy(tx, 'loan', { column: 'item_id', values: [item.id] });
  const own = loans.filter(({ patronId }) => patronId === patron).toSorted((a, b) => b.outAt - a.outAt);
  return own[0]?.id ?? null;
}

function checkoutOf(loan: LearnedLoan, { at, dueAt }: Dated, terms: LearnedTerms): LearnedDeed {
  const { item, patron, card } = loan;
  const args = { patronId: patron, card, itemId: item.id, barcode: item.barcode, mintsPatron: false, mintsItem: null };
  return { ...deedOf(loan, { act: 'checkout', terms }), args, told: told(dueAt, terms), at };
}

function renewalOf(
  loan: LearnedLoan,
  { at, dueAt, loanId: renewed }: Dated & { readonly loanId: LoanId },
  terms: LearnedTerms,
): LearnedDeed {
  const { item, patron, renewals } = loan;
  const args = { itemId: item.id, loanId: renewed, patronId: patron, barcode: item.barcode };
  return { ...deedOf(loan, { act: 'renew', terms, of: `renew ${renewals}` }), args, told: told(dueAt, terms), at };
}

function returnOf(loan: LearnedLoan, at: Instant): LearnedDeed {
  const { item } = loan;
  const args = { itemId: item.id, barcode: item.barcode, returnedAt: null, mintsItem: null };
  const said = { route: 'reshelve', holdId: null, transitTo: null };
  return { ...deedOf(loan, { act: 'checkin', terms: null }), args, told: said, at };
}

type Deed = { readonly act: Lesson['act']; readonly terms: LearnedTerms | null; readonly of?: string };

/** The common part of such acts. `of`: which one of the loan it is, where there may be several of its kind. */
function deedOf(loan: LearnedLoan, { act, terms, of = act }: Deed) {
  const channel = channelOf(loan.connector);
  return {
    id: lessonId(loan, of),
    act,
    name: act,
    version: ACTS[act].version,
    learned: { channel, branch: loan.item.home, rulesVersion: terms?.rulesVersion ?? null },
  };
}

function told(dueAt: Instant, { policy, rulesVersion, rowIds, reasons, dueText }: LearnedTerms) {
  return { reasons, dueAt, dueText, policyRef: { rulesVersion, rowIds, policyHash: hashPolicy(policy) } };
}

/** One id of each kind for a loan there: a lesson that is learned again is the same act. */
function lessonId({ connector, loan }: LearnedLoan, what: string) {
  return actId(hashedId('act-there', connector, loan, what));
}
