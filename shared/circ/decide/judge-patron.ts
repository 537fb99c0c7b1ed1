// What stands between a patron and a loan or renewal: the account, its blocks, and the limits of its group.
// A limit that is computed here and one that another system set as a block are one reason, told with figures where there are any.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Params } from '../../core/say.ts';
import type { BlockedAct, Threshold } from '../../rules/model/rule-set.ts';
import type { CountedLoan } from '../../rules/limits/counted-loan.ts';
import { countThresholds, type LimitQuestion, type ThresholdCount } from '../../rules/limits/thresholds.ts';
import type { TraceEntry } from '../../rules/trace.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { PatronBlock } from '../model/patron.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { standingPenalty } from '../../rules/judge/standing-penalties.ts';
import { found } from './finding.ts';
import { dateAt, money, type Scene } from './scene.ts';
import { groupOf } from './subject.ts';

/** Findings with the limits that were counted. */
export type PatronJudgement = { readonly findings: Finding[]; readonly limits: TraceEntry[] };

const THRESHOLD_REASONS: Readonly<Record<Threshold['counts'], ReasonCode>> = {
  fines: 'PATRON_FINES',
  overdues: 'PATRON_OVERDUES',
  'items-out': 'LIMIT_REACHED',
  lost: 'PATRON_LOST_COUNT',
};

/** Judges the account of a patron. */
export function judgePatron(
  scene: Scene,
  facts: PatronFacts | null,
  act: Extract<BlockedAct, 'CIRC' | 'RENEW'>,
  loans: readonly CountedLoan[],
): PatronJudgement {
  const thresholds = scene.desk === null ? [] : countThresholds(limitQuestion(scene, scene.desk.id, facts, loans));
  const reached = thresholds.filter((one) => one.isReached && one.blocks.includes(act));
  const blocks = facts === null ? [] : blocksNow(scene, facts.patron.blocks, act);
  return {
    findings: [
      ...(facts === null ? [] : judgeAccount(scene, facts)),
      ...oneOfEach([...reached.map((one) => thresholdFinding(scene, one)), ...blocks.map(blockFinding)]),
    ],
    limits: thresholds.map(({ entry }) => entry),
  };
}

/** What a limit is counted from. */
export function limitQuestion(
  { rules, now }: Scene,
  deskBranch: string,
  facts: PatronFacts | null,
  loans: readonly CountedLoan[],
): LimitQuestion {
  const group = groupOf(rules, facts?.patron);
  return { rules, group, deskBranch, loans, owedMinor: facts?.owedMinor ?? 0, now };
}

/** The loans that count against a patron. An item that the patron has already is not one more. */
export function countedLoans(facts: PatronFacts | null, item: ItemFacts | null): CountedLoan[] {
  return (facts?.loansOut ?? []).flatMap(({ loan, kind, location }) => {
    const { state, dueAt, branch } = loan;
    if ((state !== 'open' && state !== 'lost') || loan.itemId === item?.item.id) return [];
    return [{ state, dueAt, branch, kind, location }];
  });
}

function judgeAccount(scene: Scene, { patron, isOldCard }: PatronFacts): Finding[] {
  const findings: Finding[] = [];
  if (patron.expiresAt !== null && patron.expiresAt <= scene.now) {
    findings.push(found('PATRON_EXPIRED', { expired: dateAt(scene, patron.expiresAt) }));
  }
  if (!patron.active) findings.push(found('PATRON_INACTIVE'));
  if (patron.barred) findings.push(found('PATRON_BARRED'));
  if (isOldCard) findings.push(found('PATRON_CARD_LOST'));
  return findings;
}

function blocksNow({ now }: Scene, blocks: readonly PatronBlock[], act: BlockedAct): PatronBlock[] {
  return blocks.filter((block) => block.blocks.includes(act) && (block.endsAt === null || block.endsAt > now));
}

function blockFinding({ kind, label }: PatronBlock): Finding {
  const code = standingPenalty(kind)?.code ?? 'PATRON_RESTRICTED';
  return found(code, { label: label === '' ? kind : label });
}

function thresholdFinding(scene: Scene, { counts, count, limit }: ThresholdCount): Finding {
  const figures: Params =
    counts === 'fines' ? { owed: money(scene, count), limit: money(scene, limit) } : { count, limit };
  return found(THRESHOLD_REASONS[counts], figures);
}

/** The first finding of each limit, and every restriction that says something of its own. */
function oneOfEach(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({ code, params }) => {
    const key = code === 'PATRON_RESTRICTED' ? JSON.stringify([code, params]) : code;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}
