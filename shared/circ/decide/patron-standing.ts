// A patron as the engine judges one: the account, its blocks, and the limits of its group with their counts.

import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import { RETURNED_LATE } from '../model/patron-blocks.ts';
import type { RuleLimits } from '../../rules/resolve/rule-limits.ts';
import { BLAMELESS, type PatronStanding } from '../../rules/judge/patron-standing.ts';
import type { CountedLoan } from '../../rules/limits/counted-loan.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import { isLate } from '../model/loan.ts';
import { groupOf, subjectOf } from './subject.ts';
import type { Scene } from './scene.ts';

/** The limits that a patron falls under at the desk. */
export function limitsFor(
  scene: Scene,
  {
    item,
    patron,
    resolved,
  }: {
    readonly item: ItemFacts | null;
    readonly patron: PatronFacts | null;
    readonly resolved: Resolved | null;
  },
): RuleLimits {
  const deskBranch = scene.desk?.id ?? null;
  return scene.engine.limits({
    group: groupOf(scene.rules, patron?.patron),
    deskBranch,
    patronHome: patron?.patron.home ?? deskBranch,
    item: deskBranch === null ? null : subjectOf(scene, deskBranch, { item, patron, renewal: false }),
    loans: countedLoans(patron, item),
    owedMinor: patron?.owedMinor ?? 0,
    now: scene.now,
    isFirstLoan: patron !== null && patron.loansOut.length === 0 && patron.returned?.length === 0,
    resolved,
  });
}

/** The loans that count against a patron. An item that the patron has already is not one more. */
export function countedLoans(facts: PatronFacts | null, item: ItemFacts | null): CountedLoan[] {
  return (facts?.loansOut ?? []).flatMap(({ loan, kind, location, loanType, home }) => {
    const { state, dueAt, branch, recalled } = loan;
    if ((state !== 'open' && state !== 'lost') || loan.itemId === item?.item.id) return [];
    const isClaimed = loan.claim !== undefined;
    return [
      { state, dueAt, isClaimed, recalled, branch, kind, location, loanType: loanType ?? null, home: home ?? null },
    ];
  });
}

/** The facts against a patron; an unknown patron has only the general limits. */
export function standingOf(
  { now, rules, clock }: Scene,
  facts: PatronFacts | null,
  limits: RuleLimits,
): PatronStanding {
  const { groupCounts } = limits;
  if (facts === null) return { ...BLAMELESS, groupCounts };
  const { patron, isOldCard, cardFault } = facts;
  const otherOwedMinor = owedApart(rules, facts);
  return {
    ...BLAMELESS,
    isExpired: patron.expiresAt !== null && patron.expiresAt <= now,
    expiresAt: patron.expiresAt,
    isActive: patron.active,
    isBarred: patron.barred,
    hasLostCard: isOldCard,
    cardIs: cardFault,
    penalties: patron.blocks
      .filter(({ endsAt }) => endsAt === null || endsAt > now)
      .map(({ kind, label, blocks, endsAt }) => ({
        name: kind,
        label,
        blocks,
        ...(label === RETURNED_LATE && endsAt !== null
          ? { until: { dateOf: clampInstant(endsAt), zone: clock.zone } }
          : {}),
      })),
    groupCounts,
    owedMinor: facts.owedMinor - otherOwedMinor,
    otherOwedMinor,
    overdues: facts.loansOut.filter(({ loan }) => isLate(loan, now)).length,
  };
}

/** Debt of kinds of fees that stop nothing by the library's settings, in minor units: only Koha tells kinds of fees apart. */
export function owedApart(rules: RuleSet, { owedFor = {} }: Pick<PatronFacts, 'owedFor'>): MinorUnits {
  if (rules.profile !== 'koha') return 0;
  const { rentalsCount, manualFeesCount } = rules.settings;
  return (rentalsCount ? 0 : (owedFor.rental ?? 0)) + (manualFeesCount ? 0 : (owedFor.manual ?? 0));
}
