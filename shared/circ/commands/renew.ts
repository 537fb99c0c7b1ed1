// The command `renew`: move the date of the loan that it names, and of no other. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { conclude } from '../decide/conclude.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { found } from '../decide/finding.ts';
import { judgeRenewal, renewalPolicy } from '../decide/judge-renewal.ts';
import { resolveFor, type TermsJudgement } from '../decide/judge-terms.ts';
import { limitsFor } from '../decide/patron-standing.ts';
import { judgeAge, sceneOf, type Scene } from '../decide/scene.ts';
import type { Decision } from '../decision.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { ItemFacts, RenewFacts } from '../facts.ts';
import { NONE_TRIED } from '../../rules/trace.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { ToldTermsSchema, type ToldTerms } from './told.ts';

export const RenewArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  /** As scanned or shown. */
  barcode: z.string(),
});
export type RenewArgs = z.infer<typeof RenewArgsSchema>;

export const RenewToldSchema = ToldTermsSchema;
export type RenewTold = ToldTerms;

/** What the desk asks for. */
export type RenewAsk = {
  /** As scanned or shown. */
  readonly barcode: string;
  /** A due date that staff typed; absent or null = by the rules. */
  readonly dueAt?: Instant | null | undefined;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** Judges a renewal at a moment; the new date is counted from it. Total and pure. Without a loan there is nothing to renew. */
export function decideRenew(facts: RenewFacts, ask: RenewAsk, at: Instant): Decision {
  const scene = sceneOf(facts.library, at);
  const { item, patron } = facts;
  const resolved = resolveFor(scene, { item, patron, renewal: true });
  const kept = facts.policy ?? null;
  const judged = judge(scene, { item, patron, resolved, kept }, ask);
  const isKept = resolved !== null && renewalPolicy({ resolved, kept }).isKept;
  return conclude(scene, {
    findings: [...judged.findings, ...judgeAge(scene)],
    terms: judged,
    tried: isKept || resolved === null ? NONE_TRIED : resolved,
    limits: limitsFor(scene, { item: null, patron, resolved: null }).entries,
    overrides: ask.overrides,
  });
}

function judge(
  scene: Scene,
  matter: Pick<RenewFacts, 'item' | 'patron'> & { readonly resolved: Resolved | null; readonly kept: Policy | null },
  ask: RenewAsk,
): TermsJudgement {
  const { item, resolved } = matter;
  // Without a loan there is nobody to judge, and no date: only that is told.
  if (item === null || item.loan === null) return { findings: judgeNotOut(scene, item, ask), terms: null, due: [] };
  if (resolved === null) return { findings: [found(scene.rules.profile, 'DESK_MISSING')], terms: null, due: [] };
  return judgeRenewal(scene, { ...matter, item, loan: item.loan, resolved, typedDueAt: ask.dueAt ?? null });
}

function judgeNotOut({ rules }: Scene, item: ItemFacts | null, { barcode }: RenewAsk): Finding[] {
  if (item === null) return [foundAs('block', 'ITEM_UNKNOWN', { barcode })];
  const inQuestion = item.item.state.status === 'in-question' ? [found(rules.profile, 'ITEM_IN_QUESTION')] : [];
  return [...inQuestion, foundAs('block', 'NOT_ON_LOAN')];
}

/** What a renewal is recorded as. */
export function recordRenew(header: RecordHeader, args: RenewArgs, told: RenewTold): Recorded[] {
  const { itemId, loanId, patronId } = args;
  return [{ kind: 'act', act: { kind: 'renew', ...header, itemId, loanId, patronId, dueAt: told.dueAt } }];
}
