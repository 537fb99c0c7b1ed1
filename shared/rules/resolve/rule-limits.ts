// The limits that a patron falls under by a rule set of any form, each with its count and the counted loans.

import { DAY_MS } from '../../core/instant.ts';
import type { CountedLoan } from '../limits/counted-loan.ts';
import { countItemLimit, type ItemLimitCount } from '../limits/item-limit.ts';
import { countLimitSets } from '../limits/limit-sets.ts';
import {
  outUnder,
  reachedLoanLimit,
  type LimitedLoan,
  type LimitRow,
  type OutNow,
  type ReachedLimit,
} from '../limits/loan-limit.ts';
import { loanLimitsOf } from '../limits/loan-limits-of.ts';
import { countThresholds, isReached, type GroupCount } from '../limits/thresholds.ts';
import { matchWorld, type MatchWorld } from '../match/match-world.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import type { KohaRuleSet } from '../koha/koha-rule-set.ts';
import type { LimitTerms } from '../model/policy/limits.ts';
import type { GroupLimit, PolicyRuleSet } from '../model/policy-rule-set.ts';
import type { BlockedAct, RuleSet, WeightedRuleSet } from '../model/rule-set.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { folioNames } from './folio-engine.ts';
import type { ResolvedLimits } from './resolved.ts';
import type { AtDesk, LimitsQuestion } from './limits-question.ts';
import { countRuleLimit } from './weighted-limits.ts';

export type RuleLimits = {
  readonly groupCounts: readonly GroupCount[];
  readonly limitSets: readonly { readonly name: string; readonly count: number; readonly limit: number }[];
  readonly reachedLimit: ReachedLimit | null;
  readonly itemLimit: ItemLimitCount | null;
  readonly entries: readonly TraceEntry[];
};

const NONE: RuleLimits = { groupCounts: [], limitSets: [], reachedLimit: null, itemLimit: null, entries: [] };

/** Counts every limit of a rule set. Made once. */
export function limitsCounter(rules: RuleSet): (question: LimitsQuestion) => RuleLimits {
  const count = counterOf(rules);
  return (question) => {
    const { deskBranch, item } = question;
    return deskBranch === null || item === null ? NONE : count({ ...question, deskBranch, item });
  };
}

function counterOf(rules: RuleSet): (question: AtDesk) => RuleLimits {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const world = matchWorld(rules);
      return (question) => weightedLimits(rules, world, question);
    }
    case 'folio': {
      const named = folioNames(rules);
      return (question) => folioLimits(rules, named, question);
    }
    case 'koha':
      return (question) => kohaLimits(rules, question);
  }
}

function weightedLimits(rules: WeightedRuleSet, world: MatchWorld, question: AtDesk): RuleLimits {
  const { group, loans, owedMinor, now, deskBranch, item } = question;
  const counts = countThresholds({ rules, group: group ?? '', deskBranch, loans, owedMinor, now });
  const { rowIds: ruleIds = [] } = question.resolved ?? {};
  const sets = countLimitSets({ rules, deskBranch, loans, ruleIds }, { kind: item.itemKind, location: item.location });
  const ofRule = countRuleLimit(world, question);
  return {
    ...NONE,
    groupCounts: counts,
    limitSets: sets
      .filter(({ isReached: isFull }) => isFull)
      .map(({ limitSet: { name, limit }, count }) => ({ name, count, limit })),
    reachedLimit: ofRule.reached,
    entries: [...[...counts, ...sets].map(({ entry }) => entry), ...ofRule.entries],
  };
}

const FOLIO_ACTS: Readonly<Record<GroupLimit['blocks'][number], readonly BlockedAct[]>> = {
  borrowing: ['CIRC', 'FULFILL'],
  renewals: ['RENEW'],
  requests: ['HOLD'],
};

function folioLimits(rules: PolicyRuleSet, named: (subject: RuleSubject) => RuleSubject, question: AtDesk): RuleLimits {
  const { item } = question;
  const { patronGroup, itemKind, loanType } = named({ ...item, patronGroup: question.group });
  const own = rules.limits.filter(({ group }) => group === patronGroup);
  const groupName = rules.groups.find(({ id }) => id === patronGroup)?.name ?? '';
  const groupCounts = own.map((limit) => countGroupLimit(limit, question));
  const typed = question.loans.map((loan) => {
    const about = named({ ...item, itemKind: loan.kind, loanType: loan.loanType ?? null });
    return {
      materialType: about.itemKind,
      loanType: about.loanType ?? null,
      isClaimed: loan.isClaimed === true || loan.state === 'lost',
    };
  });
  const { itemLimit } = question.resolved ?? {};
  const counted =
    itemLimit === null || itemLimit === undefined
      ? null
      : countItemLimit(itemLimit.criteria, itemLimit.max, {
          item: { materialType: itemKind, loanType: loanType ?? null },
          loans: typed,
        });
  return {
    ...NONE,
    groupCounts,
    itemLimit: counted,
    entries: [
      ...groupCounts.map((one) => groupEntry(one, groupName, rules.currency)),
      ...(counted === null ? [] : [traceEntry('LIMIT_OF_RULE', { count: counted.count, limit: counted.max })]),
    ],
  };
}

/** A recall counts by the loan that it cut: a loan that was due before the recall stays an ordinary loan. */
function countGroupLimit({ counts, limit, blocks }: GroupLimit, question: LimitsQuestion): GroupCount {
  const { loans, owedMinor, now } = question;
  const open = loans.filter(({ state }) => state === 'open');
  const recalled = open.filter(({ recalled: isRecalled, dueAt }) => isRecalled === true && dueAt < now);
  const figures: Readonly<Record<GroupCount['counts'], number>> = {
    'items-out': open.length,
    overdues: open.filter(({ dueAt }) => dueAt < now).length,
    lost: loans.length - open.length,
    fines: owedMinor,
    'overdue-recalls': recalled.length,
    'recall-days-overdue': Math.max(0, ...recalled.map(({ dueAt }) => Math.floor((now - dueAt) / DAY_MS))),
  };
  const count = figures[counts];
  const acts = blocks.flatMap((block) => FOLIO_ACTS[block]);
  return { counts, count, limit, isReached: isReached({ counts, limit }, count), blocks: acts };
}

const GROUP_ENTRIES = {
  'items-out': 'LIMIT_ITEMS_OUT',
  overdues: 'LIMIT_OVERDUES',
  lost: 'LIMIT_LOST',
  'overdue-recalls': 'LIMIT_OVERDUE_RECALLS',
  'recall-days-overdue': 'LIMIT_RECALL_DAYS',
} as const;

function groupEntry({ counts, count, limit }: GroupCount, group: string, currency: string): TraceEntry {
  const money = (amountMinor: number) => ({ amountMinor, currency });
  if (counts === 'fines') return traceEntry('LIMIT_FINES', { owed: money(count), limit: money(limit), group });
  return traceEntry(GROUP_ENTRIES[counts], { count, limit, group });
}

function kohaLimits(rules: KohaRuleSet, question: LimitsQuestion): RuleLimits {
  const { loanLimits } = question.resolved ?? {};
  if (loanLimits === null || loanLimits === undefined) return NONE;
  const loans = question.loans.map((loan) => limitedLoan(rules, question, loan));
  const outOf = (row: LimitRow | null): OutNow => (row === null ? NOTHING_OUT : outUnder(row, loans));
  const out = {
    perRule: outOf(loanLimits.perRule),
    perParentType: outOf(loanLimits.perParentType),
    total: outOf(loanLimits.total),
  };
  const terms = limitsAsked(loanLimits);
  const reachedLimit = reachedLoanLimit(loanLimitsOf(terms, out, false), {
    isOnsite: false,
    isSwitch: false,
    onsiteCountsAsNormal: terms.onsiteCountsAsNormal,
  });
  return {
    ...NONE,
    reachedLimit,
    entries: [
      ...limitEntry('LIMIT_OF_TYPE_ABOVE', terms.perParentType?.max, out.perParentType),
      ...limitEntry('LIMIT_OF_RULE', terms.perRule?.max, out.perRule),
      ...limitEntry('LIMIT_OF_GROUP', terms.total?.max, out.total),
    ],
  };
}

/** Nothing counts where no limit stands. */
const NOTHING_OUT: OutNow = { loans: 0, onsite: 0 };

/** Where the item type above has a limit, that of the type itself is asked too only if it is lower, and that of all types not at all. */
function limitsAsked({ terms, perRule: row }: ResolvedLimits): LimitTerms {
  const { perRule, perParentType } = terms;
  const above = perParentType?.max ?? null;
  if (above === null || perRule === null) return terms;
  const isLower = row !== null && row.itemType !== null && perRule.max !== null && perRule.max < above;
  return isLower ? terms : { ...terms, perRule: { ...perRule, max: null } };
}

/** A limit that is null is not shown. */
function limitEntry(
  code: 'LIMIT_OF_TYPE_ABOVE' | 'LIMIT_OF_RULE' | 'LIMIT_OF_GROUP',
  max: number | null | undefined,
  out: OutNow,
): TraceEntry[] {
  return max === null || max === undefined ? [] : [traceEntry(code, { count: out.loans, limit: max })];
}

/** A loan is of the library that the site's rules are taken from. */
function limitedLoan({ settings }: KohaRuleSet, { patronHome }: LimitsQuestion, loan: CountedLoan): LimitedLoan {
  const branches = { PickupLibrary: loan.branch, PatronLibrary: patronHome, ItemHomeLibrary: loan.home ?? loan.branch };
  return {
    branch: branches[settings.circControl] ?? '',
    itemType: loan.kind ?? '',
    isOnsite: false,
    state: loan.isClaimed === true ? 'claimed' : loan.state === 'lost' ? 'lost' : 'out',
  };
}
