// Judges whether an item may be called back for a patron who waits for it.

import type { Instant } from '../../core/instant.ts';
import { triedPart } from '../../rules/trace.ts';
import { toReasons } from './finding.ts';
import { judgeRecalling, type RecallFacts } from './judge-recalling.ts';
import { judgeAge, sceneOf, traceData } from './scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';

/** Input of a recall, from the desk, for a patron who waits or is to wait. */
export type RecallAsk = {
  readonly card: string;
  /** Where the patron wants to pick it up; null = nowhere was named. */
  readonly pickup: string | null;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** A judged recall; `dueAt` is until when it may be kept, null where it is not called back. */
export type RecallDecision = Omit<Decision, 'terms'> & { readonly dueAt: Instant | null };

/** Judges a recall at a moment. Total and pure. */
export function decideRecall(facts: RecallFacts, ask: RecallAsk, at: Instant): RecallDecision {
  const scene = sceneOf(facts.library, at);
  const { findings, tried, limits, due, dueAt } = judgeRecalling(scene, facts, ask);
  const reasons = toReasons([...findings, ...judgeAge(scene)], ask.overrides);
  const outcome = outcomeOf(reasons);
  return {
    outcome,
    reasons,
    dueAt: outcome === 'refused' ? null : dueAt,
    trace: { ...triedPart(tried), due: [...due], limits: [...limits], data: traceData(scene) },
  };
}
