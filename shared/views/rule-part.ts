// The part of the loan rule in an answer: it gave the date, it refused, or it would have given the date of a loan that
// another finding blocks. Only a deciding rule is called so.

import type { CirculationAnswer } from './circulation.ts';

/** `decided`: the act goes by it, or fails by it. `waits`: it would hold if nothing else stood in the way. */
export type RulePart = 'decided' | 'waits';

/** Reasons that a loan rule itself gives. */
const BY_RULE: ReadonlySet<string> = new Set([
  'NO_RULE',
  'PATRON_CANT',
  'REUSE_TOO_SOON',
  'DUE_TOO_SOON',
  'RENEW_NOT_ALLOWED',
  'RENEW_LIMIT_REACHED',
  'RENEW_UNSEEN_LIMIT',
  'RENEW_TOTAL_REACHED',
  'RENEW_TOO_SOON',
  'RENEW_NO_GAIN',
  'RENEW_OUTSIDE_FIXED_SCHEDULE',
  'RENEW_OUTSIDE_LIMIT_SCHEDULE',
]);

/** The part of the matching rule in the decision. */
export function rulePart({ decision, reasons }: Pick<CirculationAnswer, 'decision' | 'reasons'>): RulePart {
  const isStopped = reasons.some(
    ({ code, effect }) => BY_RULE.has(code) && (effect === 'block' || effect === 'override'),
  );
  return decision === 'done' || isStopped ? 'decided' : 'waits';
}
