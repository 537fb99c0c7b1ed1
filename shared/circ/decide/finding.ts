// Findings of a decision and what each does to it. In the profiles of today only what leaves nothing to lend by blocks;
// everything else that stands in the way may be overridden by its own right. Source: loan rules, section 4.

import type { Effect, ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import type { Reason } from '../decision.ts';
import { OVERRIDE_RIGHTS } from '../rights.ts';

/** One thing that was found, before it is known whether staff overrode it. */
export type Finding = { readonly code: ReasonCode; readonly params: Params; readonly effect: Effect };

const BLOCKING: ReadonlySet<ReasonCode> = new Set([
  'NO_RULE',
  'DUE_TOO_SOON',
  'NO_OPEN_DAYS',
  'CALENDAR_MISSING',
  'DESK_MISSING',
]);

const ALERTING: ReadonlySet<ReasonCode> = new Set(['ITEM_PARTS', 'ITEM_PARTS_BACK', 'ITEM_ALERT', 'LOST_FOUND']);

/** A finding with the effect that its code has when somebody wants to borrow. */
export function found(code: ReasonCode, params: Params = {}): Finding {
  return { code, params, effect: effectOf(code) };
}

/** A finding with an effect of its own: a check-in asks for nothing, and a renewal cannot do without its loan. */
export function foundAs(effect: Effect, code: ReasonCode, params: Params = {}): Finding {
  return { code, params, effect };
}

function effectOf(code: ReasonCode): Effect {
  if (BLOCKING.has(code)) return 'block';
  if (OVERRIDE_RIGHTS[code] !== undefined) return 'override';
  return ALERTING.has(code) ? 'alert' : 'message';
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
