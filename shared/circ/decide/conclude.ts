// The end of judging a checkout or a renewal: findings become a decision.

import { outcomeOf, type Decision } from '../decision.ts';
import { triedPart, type TraceEntry, type TriedRules } from '../../rules/trace.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { toReasons } from './finding.ts';
import type { TermsJudgement } from './judge-terms.ts';
import { traceData, type Scene } from './scene.ts';

/** All that was found and looked at. */
export type Judged = {
  readonly findings: readonly Finding[];
  readonly terms: TermsJudgement;
  /** Rules that were tried. */
  readonly tried: TriedRules;
  readonly limits: readonly TraceEntry[];
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
  /** It has happened: findings refuse nothing. */
  readonly hasHappened?: boolean;
};

/** The decision. A refusal has no terms. */
export function conclude(
  scene: Scene,
  { findings, terms, tried, limits, overrides, hasHappened = false }: Judged,
): Decision {
  const reasons = toReasons(findings, overrides);
  const outcome = hasHappened ? (terms.terms === null ? 'refused' : 'done') : outcomeOf(reasons);
  return {
    outcome,
    reasons,
    terms: outcome === 'refused' ? null : terms.terms,
    trace: {
      ...triedPart(tried),
      due: [...terms.due],
      limits: [...limits],
      data: traceData(scene),
    },
  };
}
