// Blocks that stand on an account, for the act they stop: each reason once, and every restriction that says something of its own.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { ProfileName } from '../model/profile-name.ts';
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
  const told = new Map<string, Finding>();
  for (const { name, blocks, label = '' } of penalties) {
    if (!blocks.includes(act)) continue;
    const code = standingPenalty(name)?.code ?? 'PATRON_RESTRICTED';
    const said = label === '' ? name : label;
    const key = code === 'PATRON_RESTRICTED' ? `${code} ${said}` : code;
    if (!ignored.has(code) && !told.has(key)) told.set(key, foundIn(profile, code, { label: said }));
  }
  return [...told.values()];
}
