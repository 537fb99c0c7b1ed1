// The terms of a loan or renewal: the rules it falls under, its due date, its policy. Terms exist whenever a date can be computed,
// also when something else still needs an override.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Instant } from '../../core/instant.ts';
import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import { endOfDay } from '../../rules/due/closed-days.ts';
import { dueDate, type DueAnswer } from '../../rules/due/due-date.ts';
import { matchRules, type LendableGives, type RuleMatch } from '../../rules/match/match-rules.ts';
import type { GivesField } from '../../rules/model/gives-fields.ts';
import { isDayGranular } from '../../rules/model/period.ts';
import type { Attribute } from '../../rules/model/criteria.ts';
import type { LoanRule } from '../../rules/model/rule-set.ts';
import { periodOf, resolvePolicy } from '../../rules/resolve-policy.ts';
import { traceEntry, type Candidate, type TraceEntry } from '../../rules/trace.ts';
import type { Terms } from '../decision.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { found } from './finding.ts';
import { branchName, type Scene } from './scene.ts';
import { gradesOf, mostGeneralGroup, subjectOf } from './subject.ts';

/** What terms are asked for. */
export type TermsQuestion = {
  readonly item: ItemFacts | null;
  readonly patron: PatronFacts | null;
  readonly renewal: boolean;
  /** A date that staff typed; null = by the rules. */
  readonly typedDueAt: Instant | null;
};

export type TermsJudgement = {
  readonly findings: Finding[];
  readonly terms: Terms | null;
  readonly candidates: readonly Candidate[];
  readonly due: readonly TraceEntry[];
};

/** Judges the terms. */
export function judgeTerms(scene: Scene, question: TermsQuestion): TermsJudgement {
  if (scene.desk === null) {
    return { findings: [found('DESK_MISSING')], terms: null, candidates: [], due: [] };
  }
  const match = matchRules(scene.rules, subjectOf(scene, scene.desk.id, question));
  const { gives, candidates } = match;
  if (gives === null) {
    const due = match.rowIds.length === 0 ? [] : match.missing.flatMap(lacking);
    return { findings: [found('NO_RULE')], terms: null, candidates, due };
  }
  const circulation = gives.circulates ? [] : [found(notLentReason(scene, question, match.circulatesBy))];
  const date =
    question.typedDueAt === null
      ? dateByRules(scene, { gives, question, deskBranch: scene.desk.id })
      : dateByStaff(scene, { gives, question, typed: question.typedDueAt });
  return {
    findings: [...circulation, ...date.findings],
    terms: date.dueAt === null ? null : toTerms(scene, { gives, match, question, dueAt: date.dueAt }),
    candidates,
    due: date.steps,
  };
}

type DateJudgement = {
  readonly dueAt: Instant | null;
  readonly findings: readonly Finding[];
  readonly steps: readonly TraceEntry[];
};

function dateByRules(
  scene: Scene,
  { gives, question, deskBranch }: { gives: LendableGives; question: TermsQuestion; deskBranch: string },
): DateJudgement {
  const { times, rules, now } = scene;
  if (times === null) {
    return { dueAt: null, findings: [found('CALENDAR_MISSING', { branch: branchName(scene, deskBranch) })], steps: [] };
  }
  const answer = dueDate({ now, gives, period: periodOf(gives, gradesOf(question.item)), times, rules });
  const findings =
    answer.failure === null
      ? shortenedFinding(scene, answer)
      : [found(answer.failure, { branch: branchName(scene, deskBranch) })];
  return { dueAt: answer.dueAt, findings, steps: answer.steps };
}

function shortenedFinding(scene: Scene, { shortened, dueAt, grain }: DueAnswer): Finding[] {
  if (shortened === null || dueAt === null) return [];
  const { zone } = scene.clock;
  const moments = { due: { dueAt, grain, zone }, plain: { dueAt: shortened.plain, grain, zone } };
  return [found(shortened.by === 'closing' ? 'DUE_SHORTENED' : 'DUE_LATEST', moments)];
}

/** A typed date skips every step; a loan in days still ends with its day. */
function dateByStaff(
  { rules, clock, now }: Scene,
  { gives, question, typed }: { gives: LendableGives; question: TermsQuestion; typed: Instant },
): DateJudgement {
  const isDay = isDayGranular(periodOf(gives, gradesOf(question.item)));
  const dueAt = isDay ? endOfDay(clock, rules.endOfDay, typed) : clampInstant(typed);
  const due = { dueAt, grain: isDay ? ('day' as const) : ('time' as const), zone: clock.zone };
  const past = dueAt <= now ? [found('DUE_INVALID', { due })] : [];
  return {
    dueAt,
    findings: [found('DUE_SET_BY_STAFF', { due }), ...past],
    steps: [traceEntry('DUE_BY_STAFF', { due })],
  };
}

function toTerms(
  { rules, clock }: Scene,
  found: { gives: LendableGives; match: RuleMatch; question: TermsQuestion; dueAt: Instant },
): Terms {
  const policy = resolvePolicy(found.gives, gradesOf(found.question.item), rules);
  return {
    dueAt: found.dueAt,
    grain: policy.grain,
    zone: clock.zone,
    policy,
    rulesVersion: rules.version,
    rowIds: [...found.match.rowIds],
  };
}

function lacking(field: GivesField): TraceEntry[] {
  switch (field) {
    case 'circulates':
      return [traceEntry('RULE_LACKS_CIRCULATES')];
    case 'duration':
      return [traceEntry('RULE_LACKS_DURATION')];
    case 'fine':
      return [traceEntry('RULE_LACKS_FINE')];
    case 'maxFine':
      return [traceEntry('RULE_LACKS_MAX_FINE')];
    default:
      return [];
  }
}

const ITEM_ATTRIBUTES = [
  'itemHome',
  'itemOwner',
  'itemKind',
  'location',
  'recordType',
  'recordForm',
  'recordLevel',
  'videoFormat',
  'reference',
  'itemAge',
] as const satisfies readonly Attribute[];

/** Whom to tell it of: a rule for some items and every patron says that the item does not circulate, any other that this group may not. */
function notLentReason(scene: Scene, { renewal }: TermsQuestion, rule: LoanRule | null): ReasonCode {
  if (renewal) return 'RENEW_NOT_ALLOWED';
  const group = rule?.criteria.patronGroup;
  const isForEverybody = group === undefined || ('in' in group && group.in.includes(mostGeneralGroup(scene.rules)));
  const isForSomeItems = ITEM_ATTRIBUTES.some((attribute) => rule?.criteria[attribute] !== undefined);
  return isForEverybody && isForSomeItems ? 'ITEM_NOT_LOANABLE' : 'PATRON_CANT';
}
