// Findings of a decision and the effect of each. An act that a desk records although its record may be elsewhere is never refused.
// Source: loan rules, section 4.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { effectOf } from '../../rules/judge/reason-effects.ts';
import type { ProfileName } from '../../rules/model/profile-name.ts';
import type { Reason } from '../decision.ts';
import type { PatronFacts } from '../facts.ts';
import { OVERRIDE_RIGHTS } from '../rights.ts';

/** Reasons that stop no checkout: the record may be elsewhere, and is made up later. */
const RECORDED_LATER: ReadonlySet<ReasonCode> = new Set(['ITEM_UNKNOWN', 'PATRON_UNKNOWN']);

/** A finding with the effect that its code has when a person wants to borrow, by the ways of a library's system. */
export function found(profile: ProfileName, code: ReasonCode, params: Params = {}): Finding {
  return foundAs(RECORDED_LATER.has(code) ? 'override' : effectOf(profile, code), code, params);
}

/** Staff do not act on their own account. */
export function ownAccount(profile: ProfileName, patron: Pick<PatronFacts, 'isOwn'> | null): Finding[] {
  return patron?.isOwn === true ? [found(profile, 'OWN_ACCOUNT')] : [];
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
