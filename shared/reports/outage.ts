// The report of an outage, as a pure function over notes and records: per hop and desk when and why nothing went back and forth, the acts and the age
// of their data, the answers of the server, and exceptions by code. Figures name no patron; the worklist beside them may.

import { exceptionEntry } from '../circ/exception-table.ts';
import type { Exception, ResolutionAction, Weight } from '../circ/model/exception.ts';
import type { Refusal } from '../circ/model/refusal.ts';
import type { Instant } from '../core/instant.ts';

/** Why there was no exchange; `acts-came-late`: no cause was noted, but acts arrived long after they happened. */
export type SpanCause = 'no-answer' | 'refused' | 'not-taken' | 'paused' | 'acts-came-late';

/** One desk cut off at one hop. */
export type OutageSpan = {
  readonly hop: 'server' | 'ils';
  readonly deskId: string;
  readonly desk: string;
  readonly from: Instant;
  /** Null while it goes on. */
  readonly to: Instant | null;
  readonly causes: readonly { readonly cause: SpanCause; readonly code: string | null; readonly at: Instant }[];
  /** Up to when the data was complete that the desk decided on; null where not known. */
  readonly dataAsOf: Instant | null;
};

/** Acts of a kind with one answer of the server; `outcome` null = none yet. */
export type OutageActs = { readonly name: string; readonly outcome: string | null; readonly count: number };

/** An exception as it stands. */
export type OutageException = {
  readonly code: string;
  readonly weight: Weight;
  /** `event`: an event closed it. `explained`: a later act did away with it. `person`: a person ended it. */
  readonly ended: 'open' | 'event' | 'explained' | 'person';
  readonly by: { readonly staff: string; readonly action: ResolutionAction } | null;
  /** The person assigned while it is open; empty for one whose name is not known. Absent: unassigned. */
  readonly assigned?: string;
};

/** How an exception that stands in this state has ended. */
export const ENDED = {
  open: 'open',
  'closed-by-event': 'event',
  explained: 'explained',
  resolved: 'person',
} as const satisfies Record<Exception['state'], OutageException['ended']>;

export type OutageFacts = {
  readonly spans: readonly OutageSpan[];
  readonly acts: readonly OutageActs[];
  readonly exceptions: readonly OutageException[];
  /** Patrons who were turned away at the desks of the spans; those of other times are passed over. Absent: not asked. */
  readonly refusals?: readonly Refusal[];
};

/** The state of the exceptions of one code. */
export type OutageCode = {
  readonly code: string;
  readonly weight: Weight;
  readonly count: number;
  readonly open: number;
  readonly byEvent: number;
  readonly explained: number;
  readonly byPerson: number;
  /** Ended ones by person and action; a name is empty where it is not known. */
  readonly by: readonly { readonly staff: string; readonly action: ResolutionAction; readonly count: number }[];
  /** Open ones by assigned person; a name is empty where it is not known. */
  readonly givenTo: readonly { readonly staff: string; readonly count: number }[];
};

export type OutageFigures = {
  /** By beginning, then by desk. */
  readonly spans: readonly OutageSpan[];
  /** The oldest data that was decided on. */
  readonly oldestData: Instant | null;
  /** The most frequent first. */
  readonly acts: readonly { readonly name: string; readonly count: number }[];
  readonly outcomes: readonly { readonly outcome: string | null; readonly count: number }[];
  /** The heaviest first, then the most frequent. */
  readonly codes: readonly OutageCode[];
  /** Exceptions that money was, or is, to be given back for. */
  readonly moneyBack: { readonly count: number; readonly open: number };
  /** Patrons turned away while a line was down, and how many of them needlessly: no reason against them stood any more. */
  readonly turnedAway: { readonly refusals: readonly Refusal[]; readonly inVain: number };
};

const WEIGHTS: readonly Weight[] = ['act-now', 'today', 'note'];

/** The figures. */
export function outageFigures({ spans, acts, exceptions, refusals = [] }: OutageFacts): OutageFigures {
  const known = spans.flatMap(({ dataAsOf }) => dataAsOf ?? []);
  const codes = byCode(exceptions);
  const money = codes.filter(({ code }) => endsByRefund(code));
  return {
    spans: spans.toSorted((a, b) => a.from - b.from || compare(a.deskId, b.deskId)),
    oldestData: known.length === 0 ? null : Math.min(...known),
    acts: [...Map.groupBy(acts, ({ name }) => name)]
      .map(([name, some]) => ({ name, count: sum(some) }))
      .toSorted((a, b) => b.count - a.count || compare(a.name, b.name)),
    outcomes: [...Map.groupBy(acts, ({ outcome }) => outcome)]
      .map(([outcome, some]) => ({ outcome, count: sum(some) }))
      .toSorted((a, b) => b.count - a.count || compare(a.outcome ?? '', b.outcome ?? '')),
    codes,
    moneyBack: { count: sum(money), open: money.reduce((total, { open }) => total + open, 0) },
    turnedAway: turnedAwayIn(spans, refusals),
  };
}

function turnedAwayIn(spans: readonly OutageSpan[], refusals: readonly Refusal[]): OutageFigures['turnedAway'] {
  const during = refusals.filter(({ desk, at }) =>
    spans.some(({ deskId, from, to }) => deskId === desk && at >= from && (to === null || at <= to)),
  );
  const inVain = during.filter(({ codes, stale }) => stale !== null && codes.every((code) => stale.includes(code)));
  return { refusals: during, inVain: inVain.length };
}

function byCode(exceptions: readonly OutageException[]): OutageCode[] {
  return [...Map.groupBy(exceptions, ({ code }) => code)]
    .map(([code, some]) => {
      const count = (ended: OutageException['ended']) => some.filter((one) => one.ended === ended).length;
      return {
        code,
        weight: some[0]?.weight ?? 'note',
        count: some.length,
        open: count('open'),
        byEvent: count('event'),
        explained: count('explained'),
        byPerson: count('person'),
        by: doneBy(some),
        givenTo: givenTo(some),
      };
    })
    .toSorted(
      (a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || b.count - a.count || compare(a.code, b.code),
    );
}

function doneBy(some: readonly OutageException[]): OutageCode['by'] {
  const done = some.flatMap(({ by }) => by ?? []);
  return [...Map.groupBy(done, ({ staff, action }) => `${action} ${staff}`).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, count: same.length })),
  );
}

function givenTo(some: readonly OutageException[]): OutageCode['givenTo'] {
  const open = some.flatMap(({ ended, assigned }) => (ended === 'open' ? (assigned ?? []) : []));
  return [...Map.groupBy(open, (staff) => staff)]
    .map(([staff, same]) => ({ staff, count: same.length }))
    .toSorted((a, b) => b.count - a.count || compare(a.staff, b.staff));
}

function endsByRefund(code: string): boolean {
  return exceptionEntry(code)?.closedBy.includes('refund') ?? false;
}

function sum(some: readonly { readonly count: number }[]): number {
  return some.reduce((total, { count }) => total + count, 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
