// The command `checkout`: lend one item to one patron. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { found, toReasons } from '../decide/finding.ts';
import { judgeItem, judgeLimitSets } from '../decide/judge-item.ts';
import { countedLoans, judgePatron } from '../decide/judge-patron.ts';
import { judgeTerms } from '../decide/judge-terms.ts';
import { judgeAge, sceneOf, traceData } from '../decide/scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';
import type { CheckoutFacts } from '../facts.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { PolicyRefSchema, toldDecision } from './told.ts';

export const CheckoutArgsSchema = z.object({
  patronId: PatronIdSchema,
  /** As scanned. */
  card: z.string(),
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** Nobody had this card: the act mints the patron. */
  mintsPatron: z.boolean(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckoutArgs = z.infer<typeof CheckoutArgsSchema>;

export const CheckoutToldSchema = z.object({
  ...toldDecision,
  dueAt: InstantSchema,
  /** As it was said on the screen and the slip. */
  dueText: z.string(),
  policyRef: PolicyRefSchema,
});
export type CheckoutTold = z.infer<typeof CheckoutToldSchema>;

/** What the desk asks for. */
export type CheckoutAsk = {
  /** As scanned; told when nobody has it. */
  readonly barcode: string;
  readonly card: string;
  /** A due date that staff typed; absent or null = by the rules. */
  readonly dueAt?: Instant | null | undefined;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/**
 * Judges a checkout at a moment. Total and pure. `terms` is null exactly when it is refused. A card or barcode that nobody has is
 * judged as a provisional patron or item, so that the decision still has terms.
 */
export function decideCheckout(facts: CheckoutFacts, ask: CheckoutAsk, at: Instant): Decision {
  const scene = sceneOf(facts.library, at);
  const { item, patron } = facts;
  const loans = countedLoans(patron, item);
  const account = judgePatron(scene, patron, 'CIRC', loans);
  const sets = item === null ? { findings: [], limits: [] } : judgeLimitSets(scene, { item, patron, loans });
  const judged = judgeTerms(scene, { item, patron, renewal: false, typedDueAt: ask.dueAt ?? null });
  const findings = [
    ...(patron === null ? [found('PATRON_UNKNOWN', { card: ask.card })] : []),
    ...account.findings,
    ...(item === null ? [found('ITEM_UNKNOWN', { barcode: ask.barcode })] : judgeItem(scene, item, patron)),
    ...sets.findings,
    ...judged.findings,
    ...judgeAge(scene),
  ];
  const reasons = toReasons(findings, ask.overrides);
  const outcome = outcomeOf(reasons);
  return {
    outcome,
    reasons,
    terms: outcome === 'refused' ? null : judged.terms,
    trace: {
      candidates: [...judged.candidates],
      due: [...judged.due],
      limits: [...account.limits, ...sets.limits],
      data: traceData(scene),
    },
  };
}

/** What a checkout is recorded as. Total: no rule is asked. */
export function recordCheckout(
  header: RecordHeader,
  args: CheckoutArgs,
  told: CheckoutTold,
  overrides: readonly string[],
): Recorded[] {
  const { branch } = header;
  const minted: Recorded[] = [];
  if (args.mintsPatron) minted.push({ kind: 'mintPatron', patronId: args.patronId, card: args.card, branch });
  if (args.mintsItem !== null) {
    minted.push({ kind: 'mintItem', itemId: args.itemId, titleId: args.mintsItem, barcode: args.barcode, branch });
  }
  return [
    ...minted,
    {
      kind: 'act',
      act: {
        kind: 'checkout',
        ...header,
        itemId: args.itemId,
        patronId: args.patronId,
        dueAt: told.dueAt,
        policyHash: told.policyRef.policyHash,
        rulesVersion: told.policyRef.rulesVersion,
        overrides: [...overrides],
      },
    },
  ];
}
