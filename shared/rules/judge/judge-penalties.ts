// Blocks that stand on an account, for the act they stop: each reason once.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { ProfileName } from '../model/profile.ts';
import type { BlockedAct } from '../model/rule-set.ts';
import { foundIn, type Finding } from './finding.ts';
import type { Penalty } from './patron-standing.ts';
import { standingPenalty } from './standing-penalties.ts';

/** What the penalties of a patron say of an act; `ignored` are reasons that a setting of the library lets pass. */
export function judgePenalties(
  profile: ProfileName,
  penalties: readonly Penalty[],
  { act, ignored }: { readonly act: BlockedAct; readonly ignored: ReadonlySet<ReasonCode> },
): Finding[] {
  const told = new Map<ReasonCode, Finding>();
  for (const { name, blocks } of penalties) {
    if (!blocks.includes(act)) continue;
    const code = standingPenalty(name)?.code ?? 'PATRON_RESTRICTED';
    if (!ignored.has(code) && !told.has(code)) told.set(code, foundIn(profile, code, { label: name }));
  }
  return [...told.values()];
}
