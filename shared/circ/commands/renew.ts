// The command `renew`: move the date of the loan that it names, and of no other. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { conclude } from '../decide/conclude.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { found } from '../decide/finding.ts';
import { judgeCirculation, judgeHandling } from '../decide/judge-item.ts';
import { countedLoans, judgePatron } from '../decide/judge-patron.ts';
import { judgeRenewal } from '../decide/judge-renewal.ts';
import { judgeTerms } from '../decide/judge-terms.ts';
import { judgeAge, sceneOf, type Scene } from '../decide/scene.ts';
import type { Decision } from '../decision.ts';
import type { ItemFacts, RenewFacts } from '../facts.ts';
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
  const account = judgePatron(scene, patron, 'RENEW', countedLoans(patron, null));
  const judged = judgeTerms(scene, { item, patron, renewal: true, typedDueAt: ask.dueAt ?? null });
  // Without a loan there is nobody to judge, and no date: only that is told.
  const findings =
    item === null || item.loan === null
      ? judgeNotOut(scene, item, ask)
      : [
          ...(patron === null ? [found('PATRON_UNKNOWN')] : account.findings),
          ...judgeRenewal(scene, item, judged.terms),
          ...judgeCirculation(item),
          ...judged.findings,
          ...judgeHandling(item),
        ];
  return conclude(scene, {
    findings: [...findings, ...judgeAge(scene)],
    terms: judged,
    limits: account.limits,
    overrides: ask.overrides,
  });
}

function judgeNotOut(scene: Scene, item: ItemFacts | null, { barcode }: RenewAsk): Finding[] {
  return item === null ? [foundAs('block', 'ITEM_UNKNOWN', { barcode })] : judgeRenewal(scene, item, null);
}

/** What a renewal is recorded as. */
export function recordRenew(header: RecordHeader, args: RenewArgs, told: RenewTold): Recorded[] {
  const { itemId, loanId, patronId } = args;
  return [{ kind: 'act', act: { kind: 'renew', ...header, itemId, loanId, patronId, dueAt: told.dueAt } }];
}
