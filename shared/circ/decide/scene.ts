// Where and when a decision is made: the desk, its zone and calendar, the moment, and the words for branches and money.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { DueMoment, Grain } from '../../core/say-date.ts';
import type { Param } from '../../core/say.ts';
import { clampInstant, UTC, zoneClock, type ZoneClock } from '../../rules/calendar/zone-clock.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import { ruleEngine, type RuleEngine } from '../../rules/resolve/rule-engine.ts';
import { traceEntry, type TraceEntry } from '../../rules/trace.ts';
import type { LibraryFacts } from '../facts.ts';
import type { Branch } from '../model/branch.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';

export type Scene = {
  readonly library: LibraryFacts;
  readonly rules: RuleSet;
  readonly engine: RuleEngine;
  readonly desk: Branch | null;
  /** Null: the desk's branch has no calendar in these rules, or one in a zone that does not exist. */
  readonly times: OpeningTimes | null;
  /** The clock of the desk's branch; UTC where it has no zone of its own. */
  readonly clock: ZoneClock;
  readonly now: Instant;
};

/** Patron data older than this is shown with every loan. */
export const STALE_AFTER_MS = 15 * MINUTE_MS;

/** The scene of a decision. */
export function sceneOf(library: LibraryFacts, now: Instant): Scene {
  const { rules, deskBranch: desk } = library;
  const engine = ruleEngine(rules);
  const times = desk === null ? null : engine.timesOf(desk.id);
  return { library, rules, engine, desk, times, clock: times?.clock ?? zoneClock(desk?.zone ?? 'UTC') ?? UTC, now };
}

/** The name of a branch, or its id where the library does not know it. */
export function branchName({ library }: Scene, id: string): string {
  return library.branches.get(id)?.name ?? id;
}

/** A moment with its time of day. */
export function timeAt({ clock }: Scene, at: Instant): DueMoment {
  return { dueAt: clampInstant(at), grain: 'time', zone: clock.zone };
}

/** The day of a moment, with its year. */
export function dateAt({ clock }: Scene, at: Instant): Param {
  return { dateOf: clampInstant(at), zone: clock.zone };
}

/** A due moment of a loan whose policy is not at hand: a day when it is at the end of one, else a time. */
export function dueOf({ clock }: Scene, dueAt: Instant): DueMoment {
  return { dueAt: clampInstant(dueAt), grain: grainOf(clock, dueAt), zone: clock.zone };
}

function grainOf(clock: ZoneClock, dueAt: Instant): Grain {
  const minuteOfDay = ((Math.floor(clock.toLocal(dueAt) / MINUTE_MS) % 1440) + 1440) % 1440;
  return minuteOfDay === 1439 ? 'day' : 'time';
}

/** An amount in the library's currency. */
export function money({ rules }: Scene, amountMinor: number): Param {
  return { amountMinor, currency: rules.currency };
}

/** The finding about the age of patron data: a message when it is old. */
export function judgeAge(scene: Scene): Finding[] {
  const { patronsAsOf } = scene.library;
  if (patronsAsOf === null || scene.now - patronsAsOf <= STALE_AFTER_MS) return [];
  return [foundAs('message', 'STALE_DATA', { asOf: timeAt(scene, patronsAsOf) })];
}

/** The basis of a judgement: the item with the holds on it, and the patron's account where one is asked for. */
export type JudgedFrom = 'item' | 'item-and-patron';

/** The data part of a trace: how old each part is that was not certain. */
export function traceData(scene: Scene, from: JudgedFrom = 'item-and-patron'): TraceEntry[] {
  const { patronsAsOf, rules, rulesSince } = scene.library;
  const ofRules = [
    traceEntry('DATA_RULES', { version: rules.version }),
    // Rules that hold since ever have no day on which they began to.
    ...(rulesSince === undefined || rulesSince <= 0
      ? []
      : [traceEntry('DATA_RULES_SINCE', { asOf: timeAt(scene, rulesSince) })]),
  ];
  if (patronsAsOf === null) return [...ofRules, traceEntry('DATA_OWN')];
  const asOf = timeAt(scene, patronsAsOf);
  return [
    ...ofRules,
    ...(from === 'item' ? [] : [traceEntry('DATA_PATRONS_AS_OF', { asOf })]),
    traceEntry('DATA_HOLDS_AS_OF', { asOf }),
    traceEntry('DATA_DESK_ACTS'),
  ];
}
