// The findings of judging. All are returned at once; the whole list decides whether the act goes on.

import type { Effect, ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import type { ProfileName } from '../model/profile-name.ts';
import { effectOf } from './reason-effects.ts';

/** One thing that was found, before it is known whether staff overrode it. */
export type Finding = { readonly code: ReasonCode; readonly params: Params; readonly effect: Effect };

/** How a library's setting treats a reason. */
export type Asking = 'block' | 'override' | 'alert' | 'nothing';

/** A finding whose effect a setting chooses; `nothing` = it is not shown. */
export function asked(asking: Asking, code: ReasonCode, params: Params = {}): Finding[] {
  return asking === 'nothing' ? [] : [foundAs(asking, code, params)];
}

/** A finding with an effect of its own: a setting of the library decides, or the act is one that nothing stops. */
export function foundAs(effect: Effect, code: ReasonCode, params: Params = {}): Finding {
  return { code, params, effect };
}

/** A finding with the effect that its code has in a profile. */
export function foundIn(profile: ProfileName, code: ReasonCode, params: Params = {}): Finding {
  return { code, params, effect: effectOf(profile, code) };
}

/** Whether no finding stands in the way, given the codes that staff override. */
export function isAllowed(findings: readonly Finding[], overridden: ReadonlySet<string> = NONE): boolean {
  return findings.every(({ code, effect }) => effect !== 'block' && (effect !== 'override' || overridden.has(code)));
}

const NONE: ReadonlySet<string> = new Set();
