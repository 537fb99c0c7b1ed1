// Judges the placing of a hold on a title, or on one copy of it: every reason at once.

import type { Instant } from '../../core/instant.ts';
import { judgeHolding } from './judge-holding.ts';
import { toReasons } from './finding.ts';
import { judgeAge, sceneOf, traceData } from './scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';
import type { PlaceHoldFacts } from '../facts.ts';
import { triedPart } from '../../rules/trace.ts';

/** Input of placing a hold, from the desk. */
export type PlaceHoldAsk = {
  readonly card: string;
  /** Where the patron wants to pick it up, as the desk named it; null = nowhere was named. */
  readonly pickup: string | null;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** A judged hold. It has no terms: nothing is due. */
export type PlaceHoldDecision = Omit<Decision, 'terms'>;

/** Judges the placing of a hold at a moment. Total and pure. */
export function decidePlaceHold(facts: PlaceHoldFacts, ask: PlaceHoldAsk, at: Instant): PlaceHoldDecision {
  const scene = sceneOf(facts.library, at);
  const { findings, tried, limits } = judgeHolding(scene, facts, ask);
  const reasons = toReasons([...findings, ...judgeAge(scene)], ask.overrides);
  return {
    outcome: outcomeOf(reasons),
    reasons,
    trace: { ...triedPart(tried), due: [], limits: [...limits], data: traceData(scene) },
  };
}
