// Reasons of the engine as cases name them: some codes of the engine differ where cases have one name for both.

import type { ProfileName } from '../../../shared/rules/model/profile-name.ts';
import type { Finding } from '../../../shared/rules/judge/finding.ts';
import { upstreamName } from '../../../shared/rules/judge/upstream-names.ts';
import type { FoundInCase } from '../compare.ts';

const NAMES: Readonly<Record<string, string>> = {
  RENTAL_FEE: 'RENTAL_CHARGE',
  LIMIT_ONSITE: 'LIMIT_REACHED',
  NO_MORE_RENEWALS: 'LOANED_TO_PATRON',
  RETURNED_FROM_ANOTHER: 'LOANED_TO_ANOTHER',
  RENEW_UNSEEN_LIMIT: 'RENEW_LIMIT_REACHED',
  RENEW_OK_AUTO_FINAL: 'RENEW_OK_AUTO',
};

/** A code as cases name it. */
export function caseCode(code: string): string {
  return NAMES[code] ?? code;
}

/** Codes of the reasons against an act; plain remarks are none. */
export function codesAgainst(findings: readonly Finding[]): string[] {
  const against = findings.filter(({ effect }) => effect === 'block' || effect === 'override');
  return [...new Set(against.map(({ code }) => caseCode(code)))];
}

/** The upstream system's name of the deciding reason: the first reason against the act, else the remark. */
export function upstreamCode(
  profile: ProfileName,
  act: 'checkout' | 'renewal',
  findings: readonly Finding[],
): FoundInCase {
  const against = findings.find(({ effect }) => effect === 'block' || effect === 'override');
  const deciding = against ?? findings[0];
  const name = deciding === undefined ? null : upstreamName(profile, act, deciding);
  return { upstream_code: name };
}

/** A reason of a checkout. FOLIO refuses everything that needs a permission; the other systems ask. */
export function caseFinding(profile: ProfileName, finding: Finding): FoundInCase {
  const { code, effect, params } = finding;
  const name = upstreamName(profile, 'checkout', finding);
  const asks = profile === 'folio' ? { effect: 'block', overridable_with_permission: true } : { effect: 'confirm' };
  return {
    code: caseCode(code),
    ...(effect === 'override' ? asks : { effect }),
    ...(name === null ? {} : { upstream: name }),
    ...(typeof params['branch'] === 'string' ? { return_to: params['branch'] } : {}),
    ...(typeof params['count'] === 'number' ? { value: params['count'] } : {}),
  };
}
