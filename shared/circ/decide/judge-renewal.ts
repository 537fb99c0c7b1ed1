// A renewal at a desk, put to the engine as the one question that all systems are asked: by the rules as they are now, or by those that the
// loan was made under, as the library's system has it.

import type { Instant } from '../../core/instant.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { reminderFees, remindersOf } from '../../rules/fines/reminder-fees.ts';
import { asked, foundAs, type Finding } from '../../rules/judge/finding.ts';
import { judgeHandling } from '../../rules/judge/judge-lent-item.ts';
import { PROFILES } from '../../rules/model/profile.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { OverdueTerms } from '../../rules/model/policy/overdue.ts';
import type { FullPolicy, Resolved } from '../../rules/resolve/resolved.ts';
import { judgeRenewal as judge, type RenewalQuestion } from '../../rules/renewal/judge-renewal.ts';
import { renewLoan } from '../../rules/renewal/renew-loan.ts';
import type { WaitingRequest } from '../../rules/renewal/waiting-requests.ts';
import { traceEntry } from '../../rules/trace.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';
import { found, ownAccount } from './finding.ts';
import { canFill } from './fitting-hold.ts';
import { handlingOf, notLoanable } from './item-standing.ts';
import { boundsOf, dateByStaff, shapingFor, shortenedFinding, termsOf, type TermsJudgement } from './judge-terms.ts';
import { otherCopies } from './other-copies.ts';
import { limitsFor, standingOf } from './patron-standing.ts';
import { branchName, dueOf, type Scene } from './scene.ts';
import { gradeOf } from './subject.ts';

/** The loan to be renewed, and its rules. */
export type RenewalMatter = {
  readonly item: ItemFacts;
  readonly loan: Loan;
  readonly patron: PatronFacts | null;
  readonly resolved: Resolved;
  /** The policy that the loan was made under, where it is known. */
  readonly kept: Policy | null;
  readonly typedDueAt: Instant | null;
};

/** The policy that a renewal goes by; null = no rule applies. */
export function renewalPolicy({ resolved, kept }: Pick<RenewalMatter, 'resolved' | 'kept'>): {
  readonly policy: FullPolicy | null;
  readonly isKept: boolean;
} {
  const terms = kept?.terms;
  if (kept !== null && terms !== undefined && PROFILES[terms.profile].renewal === 'kept') {
    return { policy: { ...kept, terms }, isKept: true };
  }
  return { policy: resolved.policy, isKept: false };
}

/** Judges a renewal: everything that stands in its way, and the date that it gives. */
export function judgeRenewal(scene: Scene, matter: RenewalMatter): TermsJudgement {
  const { profile } = scene.rules;
  const { policy, isKept } = renewalPolicy(matter);
  const unknown = matter.patron === null ? [found(profile, 'PATRON_UNKNOWN')] : ownAccount(profile, matter.patron);
  if (policy === null) return { findings: [...unknown, found(profile, 'NO_RULE')], terms: null, due: [] };
  const { calendarOf } = matter.resolved;
  const times = calendarOf === null ? null : scene.engine.timesOf(calendarOf);
  const judged =
    times === null ? judgeWithoutDate(scene, matter, policy) : judgeDated(scene, matter, { policy, times });
  return {
    findings: [...unknown, ...judged.findings, ...judgeItem(scene, matter)],
    terms: judged.terms,
    due: [...(isKept ? [traceEntry('RULES_KEPT')] : []), ...judged.due],
  };
}

function judgeItem(scene: Scene, { item: facts, resolved }: RenewalMatter): Finding[] {
  const circulates = facts.item.circulates && facts.location?.circulates !== false;
  return [
    ...(circulates ? [] : asked(notLoanable(scene), 'ITEM_NOT_LOANABLE')),
    ...judgeHandling(resolved, handlingOf(facts)),
    ...(facts.item.borrowed?.noRenewal === true ? [found(scene.rules.profile, 'RENEW_BORROWED')] : []),
  ];
}

function judgeWithoutDate(scene: Scene, matter: RenewalMatter, policy: FullPolicy): TermsJudgement {
  if (matter.typedDueAt !== null) return judgeTyped(scene, matter, { policy, typed: matter.typedDueAt });
  const branch = branchName(scene, matter.resolved.calendarOf ?? '');
  const findings = [
    ...judge(questionOf(scene, matter, policy)),
    found(scene.rules.profile, 'CALENDAR_MISSING', { branch }),
  ];
  return { findings, terms: null, due: [] };
}

function judgeTyped(
  scene: Scene,
  matter: RenewalMatter,
  { policy, typed }: { readonly policy: FullPolicy; readonly typed: Instant },
): TermsJudgement {
  const { loan, resolved } = matter;
  const date = dateByStaff(scene, { policy, clock: scene.clock, typed });
  const noGain = date.dueAt > loan.dueAt ? [] : [gainFinding(scene, loan)];
  return {
    findings: [...judge(questionOf(scene, matter, policy)), ...noGain, ...date.findings],
    terms: termsOf(scene, date, { policy, resolved }),
    due: date.due,
  };
}

function gainFinding(scene: Scene, loan: Loan): Finding {
  return found(scene.rules.profile, 'RENEW_NO_GAIN', { due: dueOf(scene, loan.dueAt) });
}

function judgeDated(
  scene: Scene,
  matter: RenewalMatter,
  { policy, times }: { readonly policy: FullPolicy; readonly times: OpeningTimes },
): TermsJudgement {
  if (matter.typedDueAt !== null) return judgeTyped(scene, matter, { policy, typed: matter.typedDueAt });
  const { terms } = policy;
  const answer = renewLoan(questionOf(scene, matter, policy), {
    name: terms.name,
    lend: terms.lend,
    shaping: shapingFor(terms.shaping, matter.item),
    times,
    grade: gradeOf(matter.item),
    bounds: boundsOf(matter.patron, matter.item, scene.now),
  });
  const { offered, steps } = answer;
  const { zone } = times.clock;
  const branch = branchName(scene, matter.resolved.calendarOf ?? '');
  // Without a date nothing is renewed, and no override changes that: a person has to type one.
  const findings = answer.findings.map((finding) => ({
    ...finding,
    ...(finding.code === 'NO_OPEN_DAYS' ? { params: { branch } } : {}),
  }));
  const isStuck = offered === null && findings.every(({ effect }) => effect !== 'block');
  return {
    findings: [
      ...(isStuck ? findings.map(blocking) : findings),
      ...(offered === null ? [] : shortenedFinding(offered, zone)),
    ],
    terms: offered === null ? null : termsOf(scene, { ...offered, zone }, { policy, resolved: matter.resolved }),
    due: steps,
  };
}

function blocking({ code, params, effect }: Finding): Finding {
  return foundAs(effect === 'override' ? 'block' : effect, code, params);
}

function questionOf(scene: Scene, matter: RenewalMatter, { terms }: FullPolicy): RenewalQuestion {
  const { rules, now, clock } = scene;
  const { item, loan, patron, resolved } = matter;
  const limits = limitsFor(scene, { item: null, patron, resolved });
  return {
    profile: rules.profile,
    now,
    clock,
    currency: rules.currency,
    loan: {
      issuedAt: loan.outAt,
      dueAt: loan.dueAt,
      grain: dueOf(scene, loan.dueAt).grain,
      renewals: loan.renewals,
      unseenRenewals: 0,
      isOverdue: loan.dueAt < now,
      isOnsite: false,
      isOfOtherPatron: false,
      item: itemNow(loan, item),
      hasReminderFees: remindersStop(scene, matter, terms.overdue),
    },
    patron: standingOf(scene, patron, limits),
    terms: terms.renew,
    isLoanable: terms.lend.circulates !== 'never',
    isFixed: terms.lend.profile === 'fixed',
    way: 'asked',
    isSeen: true,
    requests: requestsOf(item, loan),
    ...otherCopies(scene, item, terms.renew),
    bookedFrom: bookedWithin(item, loan, now),
    ignored: new Set(),
  };
}

/** A booking that leaves nothing to renew for; one that begins later only ends the new period. */
function bookedWithin({ booked }: ItemFacts, { dueAt }: Loan, now: Instant): Instant | null {
  const next = booked?.next ?? null;
  return next !== null && next.backBy <= Math.max(now, dueAt) ? next.from : null;
}

/** Whether a reminder that was sent keeps the loan from being renewed. */
function remindersStop({ clock, times, now }: Scene, { loan }: RenewalMatter, overdue: OverdueTerms): boolean {
  if (!overdue.remindersStopRenewal) return false;
  return reminderFees(remindersOf(overdue, loan.dueAt, { clock, times }), now).count > 0;
}

function itemNow({ state, claim }: Loan, { item }: ItemFacts): NonNullable<RenewalQuestion['loan']>['item'] {
  if (state === 'lost' || item.state.status === 'lost') return 'lost';
  return claim === undefined ? 'out' : 'claimed';
}

/** The holds of others that this copy could fill, in their order. One that called this copy back wants it. */
function requestsOf(facts: ItemFacts, loan: Loan): WaitingRequest[] {
  const { holds, recalls = [] } = facts;
  const waiting = holds
    .filter((hold) => hold.patronId !== loan.patronId && canFill(facts, hold))
    .map((hold): WaitingRequest => {
      if (recalls.includes(hold.id)) return { kind: 'recall', wants: 'this-item' };
      return { kind: 'hold', wants: hold.itemId === null ? 'title' : 'this-item' };
    });
  return recalls.includes(null) ? [{ kind: 'recall', wants: 'this-item' }, ...waiting] : waiting;
}
