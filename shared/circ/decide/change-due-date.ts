// Judges a change of the due date of one loan, either way.

import type { Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { dayOf } from '../../rules/calendar/local-time.ts';
import { clampInstant, UTC, zoneClock, type ZoneClock } from '../../rules/calendar/zone-clock.ts';
import { endOfDay } from '../../rules/due/end-of-day.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { NONE_TRIED, traceEntry, triedPart } from '../../rules/trace.ts';
import { found, toReasons } from './finding.ts';
import { sceneOf, traceData, type Scene } from './scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';
import type { RenewFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';

/** Input of a change of due date, from the desk. */
export type ChangeDueDateAsk = {
  /** As scanned; shown when it is unknown. */
  readonly barcode: string;
  readonly dueAt: Instant;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** A judged change; `due` is the new date, at the end of its day for a loan in days, null where nothing is on loan. */
export type ChangeDueDateDecision = Omit<Decision, 'terms'> & {
  readonly due: { readonly dueAt: Instant; readonly grain: Grain; readonly zone: string } | null;
};

type DueDate = NonNullable<ChangeDueDateDecision['due']>;
type ChangeDueDateFacts = Pick<RenewFacts, 'library' | 'item' | 'policy'>;

/** Judges a change of a due date at a moment. Total and pure. The date is of the lending branch's zone. */
export function decideChangeDueDate(
  facts: ChangeDueDateFacts,
  { barcode, dueAt: typed, overrides }: ChangeDueDateAsk,
  at: Instant,
): ChangeDueDateDecision {
  const scene = sceneOf(facts.library, at);
  const loan = facts.item?.loan ?? null;
  const due = loan === null ? null : dueOn(scene, { loan, policy: facts.policy ?? null }, typed);
  const findings = loan === null || due === null ? notOut(scene, facts, barcode) : judge(scene, loan, due);
  const reasons = toReasons(findings, overrides);
  return {
    outcome: outcomeOf(reasons),
    reasons,
    due,
    trace: {
      ...triedPart(NONE_TRIED),
      due: due === null ? [] : [traceEntry('DUE_BY_STAFF', { due })],
      limits: [],
      data: traceData(scene, 'item'),
    },
  };
}

function dueOn(
  scene: Scene,
  { loan, policy }: { readonly loan: Loan; readonly policy: Policy | null },
  typed: Instant,
): DueDate {
  const clock = clockOf(scene, loan);
  const grain = policy?.grain ?? 'day';
  const shaping = policy?.terms?.shaping ?? { endOfDay: '23:59' as const };
  const dueAt = grain === 'day' ? endOfDay({ times: { clock }, shaping }, typed) : clampInstant(typed);
  return { dueAt, grain, zone: clock.zone };
}

/** The clock of the branch that lent it. */
function clockOf({ library, clock }: Scene, { branch }: Loan): ZoneClock {
  const zone = branch === null ? undefined : library.branches.get(branch)?.zone;
  return zone === undefined ? clock : (zoneClock(zone) ?? UTC);
}

function judge(scene: Scene, loan: Loan, due: DueDate): Finding[] {
  const { rules, now } = scene;
  const { grain, zone } = due;
  const recalled = { dueAt: clampInstant(loan.dueAt), grain, zone };
  return [
    ...(due.dueAt <= now ? [found(rules.profile, 'DUE_INVALID', { due })] : []),
    ...(isClosedThen(scene, loan, due) ? [found(rules.profile, 'DUE_ON_CLOSED', { due })] : []),
    ...(loan.recalled && due.dueAt > loan.dueAt ? [foundAs('block', 'DUE_PAST_RECALL', { due: recalled })] : []),
  ];
}

/**
 * Whether it could not be returned then: the branch that lent it has no hours on that day, or is closed at that time.
 */
function isClosedThen({ engine }: Scene, { branch }: Loan, { dueAt, grain }: DueDate): boolean {
  const times = branch === null ? null : engine.timesOf(branch);
  if (times === null) return false;
  return grain === 'day' ? !times.isOpenDay(dayOf(times.clock.toLocal(dueAt))) : !times.isOpenAt(dueAt);
}

function notOut({ rules }: Scene, { item }: ChangeDueDateFacts, barcode: string): Finding[] {
  if (item === null) return [foundAs('block', 'ITEM_UNKNOWN', { barcode })];
  const inQuestion = item.item.state.status === 'in-question' ? [found(rules.profile, 'ITEM_IN_QUESTION')] : [];
  return [...inQuestion, foundAs('block', 'NOT_ON_LOAN')];
}
