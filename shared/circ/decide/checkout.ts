// Judges a checkout: every reason at once, and never throws.

import type { Instant } from '../../core/instant.ts';
import { conclude } from './conclude.ts';
import { judgeEquipment, withBooking } from './judge-equipment.ts';
import { judgeCharges, judgeCheckout, type StrangerAsk, type UnknownItemAsk } from './judge-checkout.ts';
import { judgeProxy } from './judge-proxy.ts';
import { judgeTerms, resolveFor } from './judge-terms.ts';
import { limitsFor } from './patron-standing.ts';
import { judgeAge, sceneOf } from './scene.ts';
import type { Decision, Terms } from '../decision.ts';
import type { CheckoutFacts } from '../facts.ts';
import { NONE_TRIED } from '../../rules/trace.ts';
import type { LoanCharges } from '../model/loan.ts';

/** Input of a checkout, from the desk. */
export type CheckoutAsk = {
  /** As scanned; shown when it is unknown. */
  readonly barcode: string;
  readonly card: string;
  /** A due date that staff typed; absent or null = by the rules. */
  readonly dueAt?: Instant | null | undefined;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
  /** Asked of a patron without an account; absent = nothing. */
  readonly stranger?: StrangerAsk;
  /** Facts on an unknown barcode; absent = nothing. */
  readonly unknownItem?: UnknownItemAsk;
  /** Whether the copy has no patrons and items yet; absent = it has them. */
  readonly isLoading?: boolean;
  /** The loan has happened and is entered afterwards: findings are shown and refuse nothing. */
  readonly hasHappened?: boolean;
};

/**
 * Judges a checkout at a moment. Total and pure. `terms` is null exactly when it is refused; a checkout that has happened
 * is refused only where no rule gives it a due date. An unknown card or barcode is judged as a provisional patron or item,
 * so that the decision still has terms.
 */
export function decideCheckout(facts: CheckoutFacts, ask: CheckoutAsk, at: Instant): Decision {
  const scene = sceneOf(facts.library, at);
  const { patron } = facts;
  const item = withBooking(facts.item, patron, at);
  const resolved = resolveFor(scene, { item, patron, renewal: false });
  const limits = limitsFor(scene, { item, patron, resolved });
  const judged = judgeTerms(scene, { item, patron, typedDueAt: ask.dueAt ?? null }, resolved);
  const { underPressure, terms } = judged;
  const { barcode, card, overrides, stranger = null, unknownItem = null, isLoading = false, hasHappened = false } = ask;
  const dueAt = terms?.dueAt ?? null;
  const matter = {
    item,
    patron,
    barcode,
    card,
    resolved,
    limits,
    underPressure,
    dueAt,
    stranger,
    unknownItem,
    isLoading,
  };
  return conclude(scene, {
    findings: [
      ...judgeProxy(scene, facts),
      ...judgeCheckout(scene, matter),
      ...judgeEquipment(scene, item, patron),
      ...judged.findings,
      ...judgeAge(scene),
    ],
    terms: terms === null ? judged : { ...judged, terms: withCharges(terms, judgeCharges(scene, matter)) },
    tried: resolved ?? NONE_TRIED,
    limits: limits.entries,
    overrides,
    hasHappened,
  });
}

function withCharges(terms: Terms, charges: LoanCharges | undefined): Terms {
  return charges === undefined ? terms : { ...terms, charges };
}
