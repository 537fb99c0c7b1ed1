// Findings of a decision and what each does to it. At a desk only what leaves nothing to lend by blocks; everything else that
// stands in the way may be overridden by its own right. Source: loan rules, section 4.

import type { Effect, ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { effectOf } from '../../rules/judge/reason-effects.ts';
import type { Reason } from '../decision.ts';
import { OVERRIDE_RIGHTS } from '../rights.ts';

/** What a desk lends all the same, because the record may be elsewhere and is made up later. */
const RECORDED_LATER: ReadonlySet<ReasonCode> = new Set(['ITEM_UNKNOWN', 'PATRON_UNKNOWN']);

/** A finding with the effect that its code has when somebody wants to borrow. */
export function found(code: ReasonCode, params: Params = {}): Finding {
  return foundAs(deskEffectOf(code), code, params);
}

function deskEffectOf(code: ReasonCode): Effect {
  if (RECORDED_LATER.has(code)) return 'override';
  // The parts of an item are shown with every loan, so a desk that saw them asks nothing.
  return code === 'ITEM_PARTS' ? 'alert' : effectOf('holdfast', code);
}

/** Findings as reasons. An override covers the codes that it names and no other. */
export function toReasons(findings: readonly Finding[], overrides: readonly string[]): Reason[] {
  return findings.map(({ code, params, effect }) => ({
    code,
    effect,
    params,
    right: effect === 'override' ? (OVERRIDE_RIGHTS[code] ?? null) : null,
    overridden: effect === 'override' && overrides.includes(code),
  }));
}
