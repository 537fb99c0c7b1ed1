// The command `checkout`: lend one item to one patron. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { conclude } from '../decide/conclude.ts';
import { judgeCharges, judgeCheckout, type StrangerAsk } from '../decide/judge-checkout.ts';
import { judgeTerms, resolveFor } from '../decide/judge-terms.ts';
import { limitsFor } from '../decide/patron-standing.ts';
import { judgeAge, sceneOf } from '../decide/scene.ts';
import type { Decision, Terms } from '../decision.ts';
import type { CheckoutFacts } from '../facts.ts';
import { NONE_TRIED } from '../../rules/trace.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { LoanChargesSchema, type LoanCharges } from '../model/loan.ts';
import { NewPatronSchema } from '../model/provisional.ts';
import { ToldTermsSchema } from './told.ts';

export const CheckoutArgsSchema = z.object({
  patronId: PatronIdSchema,
  /** As scanned. */
  card: z.string(),
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** Nobody had this card: the act mints the patron. */
  mintsPatron: z.boolean(),
  /** Who the minted patron is, as written down at the desk; absent where nothing was. */
  newPatron: NewPatronSchema.optional(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckoutArgs = z.infer<typeof CheckoutArgsSchema>;

export const CheckoutToldSchema = ToldTermsSchema.extend({
  /** What lending it costs, as it was said; absent = nothing. */
  charges: LoanChargesSchema.optional(),
  /** The hold of this patron that it filled, as far as the desk knew; absent = none. */
  fills: HoldIdSchema.optional(),
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
  /** What is asked of somebody without an account; absent = nothing. */
  readonly stranger?: StrangerAsk;
};

/**
 * Judges a checkout at a moment. Total and pure. `terms` is null exactly when it is refused. A card or barcode that nobody has is
 * judged as a provisional patron or item, so that the decision still has terms.
 */
export function decideCheckout(facts: CheckoutFacts, ask: CheckoutAsk, at: Instant): Decision {
  const scene = sceneOf(facts.library, at);
  const { item, patron } = facts;
  const resolved = resolveFor(scene, { item, patron, renewal: false });
  const limits = limitsFor(scene, { item, patron, resolved });
  const judged = judgeTerms(scene, { item, patron, typedDueAt: ask.dueAt ?? null }, resolved);
  const { underPressure, terms } = judged;
  const { barcode, card, overrides, stranger = null } = ask;
  const dueAt = terms?.dueAt ?? null;
  const matter = { item, patron, barcode, card, resolved, limits, underPressure, dueAt, stranger };
  return conclude(scene, {
    findings: [...judgeCheckout(scene, matter), ...judged.findings, ...judgeAge(scene)],
    terms: terms === null ? judged : { ...judged, terms: withCharges(terms, judgeCharges(scene, matter)) },
    tried: resolved ?? NONE_TRIED,
    limits: limits.entries,
    overrides,
  });
}

function withCharges(terms: Terms, charges: LoanCharges | undefined): Terms {
  return charges === undefined ? terms : { ...terms, charges };
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
  if (args.mintsPatron) {
    const { patronId, card, newPatron } = args;
    minted.push({ kind: 'mintPatron', patronId, card, branch, ...(newPatron === undefined ? {} : { who: newPatron }) });
  }
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
        ...(told.charges === undefined ? {} : { charges: told.charges }),
        overrides: [...overrides],
      },
    },
  ];
}
