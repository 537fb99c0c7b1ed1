// Loans and holds of the demo library as opening acts: lent in this term or within the last hours, some overdue, a few lost and billed. Due
// dates follow the rules that they would have been lent under; everything lies around now.

import {
  actId,
  deskId,
  holdId,
  loanId,
  streamId,
  type BranchId,
  type HoldId,
  type ItemId,
  type PatronId,
  type TitleId,
} from '../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { ActHeader, ActOf } from '../../shared/circ/acts.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import type { Row } from '../../shared/wire/rows.ts';
import type { DemoGroup } from './demo-groups.ts';
import {
  DAY_EQUIPMENT,
  DISCS,
  demoPolicy,
  DURATIONS,
  KEYS,
  LONG_EQUIPMENT,
  LOST,
  SHORT_EQUIPMENT,
} from './demo-rules.ts';
import type { DemoRandom } from './demo-random.ts';
import { dueIn, type DemoTime, type TermRange } from './demo-time.ts';

/** A policy with its hash. */
type Hashed = Row<'policy'>;

const hashed = (policy: Policy): Hashed => ({ hash: hashPolicy(policy), policy });

/** Policies that demo loans were lent under. */
export type DemoPolicies = Readonly<
  Record<
    | 'general'
    | 'community'
    | 'semester'
    | 'year'
    | 'readings'
    | 'longEquipment'
    | 'dayEquipment'
    | 'shortEquipment'
    | 'keys'
    | 'discs',
    Hashed
  >
>;

/** Makes the policies, hashed once. */
export function demoPolicies(): DemoPolicies {
  const of = (name: keyof typeof DURATIONS, lost: keyof typeof LOST) =>
    hashed(demoPolicy({ duration: DURATIONS[name], lost: LOST[lost] }));
  return {
    general: of('general', 'general'),
    community: of('community', 'general'),
    semester: of('semester', 'general'),
    year: of('year', 'general'),
    readings: of('readings', 'readings'),
    longEquipment: of('longEquipment', 'equipment'),
    dayEquipment: of('dayEquipment', 'equipment'),
    shortEquipment: of('shortEquipment', 'equipment'),
    keys: of('keys', 'keys'),
    discs: of('discs', 'general'),
  };
}

/** Where in its life a loan is. */
export type LoanPhase = 'running' | 'overdue' | 'lost';

/** A loan to make. */
export type LoanDraft = {
  readonly itemIndex: number;
  readonly itemId: ItemId;
  readonly patronId: PatronId;
  readonly group: DemoGroup;
  readonly kind: string;
  readonly isReading: boolean;
  readonly branch: BranchId;
  readonly phase: LoanPhase;
};

/** The opening act of a loan. */
export function demoLoan(
  draft: LoanDraft,
  { policies, time, random }: { policies: DemoPolicies; time: DemoTime; random: DemoRandom },
): ActOf<'openLoan'> {
  const name = policyName(draft);
  const { hash, policy } = policies[name];
  const { outAt, dueAt } =
    policy.grain === 'time'
      ? hourly(policy, draft.phase, { time, random })
      : daily(name, draft, { time, random, policy });
  const lostAt = draft.phase === 'lost' ? dueAt + (policy.lost.afterMs ?? 0) : null;
  const id = `loan-${draft.itemIndex + 1}`;
  return {
    kind: 'openLoan',
    ...header(id, draft.itemIndex, outAt),
    branch: draft.branch,
    loanId: loanId(id),
    itemId: draft.itemId,
    patronId: draft.patronId,
    dueAt,
    renewals: policy.grain === 'day' && random.chance(0.2) ? 1 : 0,
    lostAt,
    policyHash: hash,
  };
}

function policyName({ kind, isReading, group }: LoanDraft): keyof DemoPolicies {
  if (isReading) return 'readings';
  if (LONG_EQUIPMENT.includes(kind)) return 'longEquipment';
  if (DAY_EQUIPMENT.includes(kind)) return 'dayEquipment';
  if (SHORT_EQUIPMENT.includes(kind)) return 'shortEquipment';
  if (KEYS.includes(kind)) return 'keys';
  if (DISCS.includes(kind)) return 'discs';
  return group.loan === 'days' ? 'community' : group.loan;
}

type Span = { readonly outAt: Instant; readonly dueAt: Instant };
type Chance = { readonly time: DemoTime; readonly random: DemoRandom };

const wholeMinute = (at: number): Instant => Math.floor(at / MINUTE_MS) * MINUTE_MS;

function hourly(policy: Policy, phase: LoanPhase, { time, random }: Chance): Span {
  const length = policy.period.n * HOUR_MS;
  // Lost things were due eight to thirty days ago; their bill came a week after that, or a day for readings.
  const lateness = { running: 0, overdue: random.between(20, 300) * MINUTE_MS, lost: random.between(8, 30) * DAY_MS }[
    phase
  ];
  const past = phase === 'running' ? length * (0.05 + 0.85 * random.fraction()) : length + lateness;
  const outAt = wholeMinute(time.now - past);
  return { outAt, dueAt: outAt + length };
}

function daily(
  name: keyof DemoPolicies,
  draft: LoanDraft,
  { time, random, policy }: Chance & { readonly policy: Policy },
): Span {
  if (draft.phase !== 'running') {
    const lateDays = draft.phase === 'overdue' ? random.between(1, 25) : random.between(31, 80);
    return {
      outAt: wholeMinute(time.now - (lateDays + Math.min(policy.period.n, 60)) * DAY_MS),
      dueAt: time.endOfDay(-lateDays),
    };
  }
  const ranges = name === 'semester' ? time.semesters : name === 'year' ? time.years : null;
  if (ranges !== null) return byTerm(ranges, { time, random });
  const days = random.between(1, policy.period.n - 1);
  return { outAt: wholeMinute(time.now - days * DAY_MS), dueAt: time.endOfDay(policy.period.n - days) };
}

/** Lent in the last two months; where that term is over already, in the one that runs now. */
function byTerm(ranges: readonly TermRange[], { time, random }: Chance): Span {
  const spread = random.fraction();
  const outAt = wholeMinute(time.now - spread * 60 * DAY_MS);
  const range = dueIn(ranges, outAt);
  if (range !== null && range.due > time.now) return { outAt, dueAt: range.due };
  const running = dueIn(ranges, time.now);
  const since = running === null ? time.now : Math.max(running.from, time.now - 60 * DAY_MS);
  return { outAt: wholeMinute(time.now - spread * (time.now - since)), dueAt: running?.due ?? time.endOfDay(60) };
}

/** A hold to make. */
export type HoldDraft = {
  readonly index: number;
  readonly patronId: PatronId;
  readonly titleId: TitleId;
  readonly pickup: BranchId;
  readonly placedAt: Instant;
  readonly suspended: boolean;
  readonly trapped: ActOf<'openHold'>['trapped'];
};

/** The name of the hold that belongs to an item's number. */
export const demoHoldId = (index: number): HoldId => holdId(`hold-${index + 1}`);

/** The opening act of a hold. */
export function demoHold(draft: HoldDraft): ActOf<'openHold'> {
  return {
    kind: 'openHold',
    ...header(`hold-${draft.index + 1}`, draft.index, wholeMinute(draft.placedAt)),
    hold: demoHoldId(draft.index),
    patronId: draft.patronId,
    titleId: draft.titleId,
    itemId: null,
    pickup: draft.pickup,
    suspended: draft.suspended,
    trapped: draft.trapped,
  };
}

function header(id: string, seq: number, at: Instant): ActHeader {
  return {
    id: actId(`open-${id}`),
    desk: deskId(''),
    stream: streamId(''),
    seq,
    at,
    uncertaintyMs: 1_000,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
  };
}
