// A first recall: a person who waits for a copy calls it back from the borrower. Judged as the hold that it is, and by the recall terms that the loan
// was lent under. The loan is cut to the date that these give, and never made longer by it here: see clause h of the timeline.

import type { HoldId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import { isPeriodFault } from '../../rules/model/period.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { PolicyTerms } from '../../rules/model/policy-terms.ts';
import { recallRefusals } from '../../rules/recalls/recall-allowed.ts';
import { recallDue } from '../../rules/recalls/recall-due.ts';
import { recallSteps } from '../../rules/recalls/recall-steps.ts';
import { traceEntry, type TraceEntry } from '../../rules/trace.ts';
import type { ItemFacts, LibraryFacts, PatronFacts, PlaceHoldFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';
import { found } from './finding.ts';
import { judgeHolding, type HoldingJudgement } from './judge-holding.ts';
import { resolveFor } from './judge-terms.ts';
import { branchName, dueOf, sceneOf, type Scene } from './scene.ts';

/** A recall: the item, the waiting patron, the borrower. */
export type RecallFacts = PlaceHoldFacts & {
  readonly item: ItemFacts;
  /** A person who has it; null where that is not known. */
  readonly holder: PatronFacts | null;
  /** The policy that it was lent under; null where that is not known, so that the rules are asked anew. */
  readonly policy: Policy | null;
  /** The hold on this copy with which the patron waits already; null = one is placed with the recall. */
  readonly waitsBy: HoldId | null;
  /** Open recalls of the patron: in all, and on this title. */
  readonly open: number;
  readonly openOnRecord: number;
};

export type RecallingJudgement = HoldingJudgement & {
  /** Until when the person who has it may keep it; null = it is not called back. */
  readonly dueAt: Instant | null;
  readonly due: readonly TraceEntry[];
};

type Ask = { readonly card: string; readonly pickup: string | null };

/** Judges a recall: everything that stands in its way, and the date that it gives. */
export function judgeRecalling(scene: Scene, facts: RecallFacts, ask: Ask): RecallingJudgement {
  const holding = judgeHolding(scene, facts, ask);
  // A person who waits for it already gets no finding about that: their hold is the one that calls it back.
  const held =
    facts.waitsBy === null ? holding.findings : holding.findings.filter(({ code }) => code !== 'HOLD_DUPLICATE');
  const { loan } = facts.item;
  if (loan === null || loan.state !== 'open') {
    return { ...holding, findings: [...held, foundAs('block', 'RECALL_ON_SHELF')], dueAt: null, due: [] };
  }
  const count = waitingBefore(facts);
  if (count > 0) {
    // A person behind others is promised no date: the copy comes back for the first of them.
    return { ...holding, findings: [...held, foundAs('block', 'RECALL_NOT_FIRST', { count })], dueAt: null, due: [] };
  }
  const terms = termsOf(scene, facts);
  if (terms === null || terms.recall === null) {
    return { ...holding, findings: [...held, foundAs('block', 'RECALL_NOT_ALLOWED')], dueAt: null, due: [] };
  }
  const { open, openOnRecord } = facts;
  const counted = { open, openOnRecord, isOnLoan: true, copiesAvailable: 0 };
  const figures = { count: open, limit: terms.recall.allowed ?? 0 };
  const refusals = recallRefusals(terms.recall, counted).map((code) =>
    found(scene.rules.profile, code, code === 'RECALL_LIMIT_REACHED' ? figures : {}),
  );
  const again = (facts.item.recalls ?? []).length === 0 ? [] : [found(scene.rules.profile, 'HOLD_RECALL_EXISTS')];
  const date = dateOf(scene, { terms, loan, policy: facts.policy });
  return { ...holding, findings: [...held, ...refusals, ...again, ...date.findings], dueAt: date.dueAt, due: date.due };
}

/** Until when a copy may be kept that the library calls back for a course; null = its terms do not allow a recall. */
export function reserveRecallDue(
  library: LibraryFacts,
  facts: Pick<RecallFacts, 'item' | 'holder' | 'policy'>,
  at: Instant,
): Instant | null {
  const scene = sceneOf(library, at);
  const terms = termsOf(scene, facts);
  const { loan } = facts.item;
  if (loan === null || terms === null || terms.recall === null || terms.recall.allowed === 0) return null;
  return dateOf(scene, { terms, loan, policy: facts.policy }).dueAt;
}

/** Holds of others that this copy would fill before that of the patron. */
function waitingBefore({ item: { item, holds }, waitsBy, patron }: RecallFacts): number {
  const own = holds.findIndex(({ id }) => id === waitsBy);
  const before = own === -1 ? holds : holds.slice(0, own);
  return before.filter(
    ({ state, suspended, patronId, itemId }) =>
      state === 'waiting' && !suspended && patronId !== patron?.patron.id && (itemId === null || itemId === item.id),
  ).length;
}

/** The terms that the loan was lent under; where they are not known, or are kept in a form without recalls, the terms of the rules now. */
function termsOf(
  scene: Scene,
  { item, holder, policy }: Pick<RecallFacts, 'item' | 'holder' | 'policy'>,
): PolicyTerms | null {
  if (policy?.terms !== undefined) return policy.terms;
  return resolveFor(scene, { item, patron: holder, renewal: false })?.policy?.terms ?? null;
}

type Dated = Pick<RecallingJudgement, 'dueAt' | 'due'> & { readonly findings: readonly Finding[] };

function dateOf(
  scene: Scene,
  { terms, loan, policy }: { readonly terms: PolicyTerms; readonly loan: Loan; readonly policy: Policy | null },
): Dated {
  const branch = loan.branch ?? scene.desk?.id ?? null;
  const times = branch === null ? null : scene.engine.timesOf(branch);
  const missing = foundAs('block', 'CALENDAR_MISSING', { branch: branchName(scene, branch ?? '') });
  if (times === null || terms.recall === null) return { findings: [missing], dueAt: null, due: [] };
  const grain: Grain = policy?.grain ?? dueOf(scene, loan.dueAt).grain;
  const { outAt: loanAt, dueAt, recalled: changedByRecall } = loan;
  const asked = { now: scene.now, times, shaping: terms.shaping, grain, loan: { loanAt, dueAt, changedByRecall } };
  const cut = recallDue(terms.recall, asked);
  if (!cut.ok) {
    const noDays = foundAs('block', 'NO_OPEN_DAYS', { branch: branchName(scene, branch ?? '') });
    return { findings: [isPeriodFault(cut.error) ? foundAs('block', cut.error) : noDays], dueAt: null, due: [] };
  }
  const until = Math.min(cut.value.dueAt, dueAt);
  const moment = (at: Instant) => ({ dueAt: clampInstant(at), grain, zone: times.clock.zone });
  return {
    findings: [],
    dueAt: until,
    due: [
      traceEntry('IN_WAS_DUE', { due: moment(dueAt) }),
      ...recallSteps(terms.recall, asked),
      until < dueAt ? traceEntry('DUE_RECALLED', { due: moment(until) }) : traceEntry('DUE_RECALL_KEEPS'),
    ],
  };
}
