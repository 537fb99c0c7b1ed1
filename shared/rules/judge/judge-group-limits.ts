// Limits of a patron group that are reached, and blocks that stand on the account: each reason once, with figures where there are any.
// A limit that is counted here and one that another system set as a block are one reason.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { GroupCount } from '../limits/thresholds.ts';
import type { ProfileName } from '../model/profile-name.ts';
import type { BlockedAct } from '../model/rule-set.ts';
import { foundIn, type Finding } from './finding.ts';
import type { PatronStanding, Penalty } from './patron-standing.ts';
import { standingPenalty } from './standing-penalties.ts';

const REASONS: Readonly<Record<GroupCount['counts'], ReasonCode>> = {
  fines: 'PATRON_FINES',
  overdues: 'PATRON_OVERDUES',
  'items-out': 'LIMIT_REACHED',
  lost: 'PATRON_LOST_COUNT',
  'overdue-recalls': 'PATRON_OVERDUES',
  'recall-days-overdue': 'PATRON_OVERDUES',
};

/** The act on an account, with its profile; `ignored` are reasons that a setting of the library lets pass. */
export type AccountAct = {
  readonly profile: ProfileName;
  readonly currency: string;
  readonly act: BlockedAct;
  readonly ignored: ReadonlySet<ReasonCode>;
};

/** Findings on an act from the limits and blocks of a patron, besides those found already. */
export function judgeGroupLimits(
  { profile, currency, act, ignored }: AccountAct,
  { groupCounts = [], penalties }: PatronStanding,
  found: readonly Finding[],
): Finding[] {
  const isNew = ({ code }: Finding, told: readonly Finding[]) =>
    !ignored.has(code) && told.every((one) => one.code !== code);
  const reached = groupCounts
    .filter((one) => one.isReached && one.blocks.includes(act))
    .map((one) => foundIn(profile, REASONS[one.counts], figures(one, currency)))
    .filter((finding, index, all) => isNew(finding, [...found, ...all.slice(0, index)]));
  const blocks = judgePenalties(profile, penalties, { act, ignored });
  return [...reached, ...blocks.filter((finding) => isNew(finding, [...found, ...reached]))];
}

function figures({ counts, count, limit }: GroupCount, currency: string): Params {
  const money = (amountMinor: number) => ({ amountMinor, currency });
  if (counts === 'fines') return { owed: money(count), limit: money(limit) };
  // One code for everything overdue; loans overdue after a recall have words of their own.
  const isOfRecalls = counts === 'overdue-recalls' || counts === 'recall-days-overdue';
  return isOfRecalls ? { count, limit, of: counts } : { count, limit };
}

/** When an account expired, where that is known. */
export function expiredParams({ isExpired, expiresAt }: PatronStanding, zone: string): Params {
  return !isExpired || expiresAt === null || expiresAt === undefined
    ? {}
    : { expired: { dateOf: clampInstant(expiresAt), zone } };
}

/**
 * Findings on an act from the penalties of a patron, each reason once, and every restriction with a label of its own; `ignored` are reasons that a
 * setting of the library lets pass.
 */
function judgePenalties(
  profile: ProfileName,
  penalties: readonly Penalty[],
  { act, ignored }: { readonly act: BlockedAct; readonly ignored: ReadonlySet<ReasonCode> },
): Finding[] {
  const told = new Map<string, Finding>();
  for (const { name, blocks, label = '', until } of penalties) {
    if (!blocks.includes(act)) continue;
    const code = standingPenalty(name)?.code ?? 'PATRON_RESTRICTED';
    const said = label === '' ? name : label;
    const key = code === 'PATRON_RESTRICTED' ? `${code} ${said}` : code;
    if (!ignored.has(code) && !told.has(key))
      told.set(key, foundIn(profile, code, { label: said, ...(until === undefined ? {} : { until }) }));
  }
  return [...told.values()];
}
