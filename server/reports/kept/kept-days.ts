// Figures of service days, read where they are kept and made of acts where they are not, for any stretch of time. A kept day is valid as long as no
// more changes are noted of it than when it was made; any snapshot that has its figures has those changes too.

import type { Instant } from '../../../shared/core/instant.ts';
import {
  serviceDayBegin,
  serviceDayEnd,
  serviceDayOf,
  SERVICE_DAY_ENDS_AT,
  type ServiceDayTerms,
} from '../../../shared/core/service-day.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { readAllRows } from '../../store/read-rows.ts';
import type { ReadTx } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';

/** The kept figures of a day. */
export type KeptDay = Tables['kept_figures'];

/** Hears of days that are over and were made of acts, to keep them for the next report. */
export type KeepDay = (day: KeptDay) => void;

type Timed = { readonly at: Instant };

/** One kind of figures, and how they are made of the acts of a part of a day. */
export type DayFigures<Act extends Timed, Figures> = {
  /** Changes with the form of the figures: those of an older program are not read then. */
  readonly kind: string;
  /** In order. */
  readonly read: (tx: ReadTx, period: ReportPeriod) => Promise<readonly Act[]>;
  readonly figuresOf: (acts: readonly Act[]) => Figures;
};

/** A service day, or the part of one within a stretch of time. */
export type DayPart<Figures> = ReportPeriod & { readonly figures: Figures };

/** So many days of acts are read at once: those that are counted are forgotten before the next are read. */
const READ_AT_ONCE = 5;

/** When service days of the library end. */
export async function dayTerms(tx: ReadTx): Promise<ServiceDayTerms> {
  const [library] = await readAllRows(tx, 'library');
  return { zone: library?.zone ?? 'UTC', endsAtHour: library?.serviceDayEndsAt ?? SERVICE_DAY_ENDS_AT };
}

/** The parts of service days that a stretch of time has, in order; nothing of when there was no act. */
export async function* figuresByDay<Act extends Timed, Figures>(
  tx: ReadTx,
  of: DayFigures<Act, Figures>,
  { period, keep }: { readonly period: ReportPeriod; readonly keep: KeepDay | undefined },
): AsyncGenerator<DayPart<Figures>> {
  const terms = await dayTerms(tx);
  const parts = partsOf(await withActs(tx, period), terms);
  const kept = await keptIn(tx, of.kind, { parts, zone: terms.zone });
  for (let at = 0; at < parts.length;) {
    const found = kept.figuresOf(parts[at]);
    if (found !== null) {
      const { from, to } = parts[at] ?? found;
      yield { from, to, figures: parseFigures<Figures>(found.body) };
      at += 1;
      continue;
    }
    const run = [...takeWhile(parts.slice(at, at + READ_AT_ONCE), (part) => kept.figuresOf(part) === null)];
    const acts = await of.read(tx, { from: run[0]?.from ?? 0, to: run.at(-1)?.to ?? 0 });
    for (const { from, to, isWhole } of run) {
      const figures = of.figuresOf(acts.filter((act) => act.at >= from && act.at < to));
      const changes = kept.changesIn({ from, to });
      if (isWhole && to <= kept.until) {
        const { kind } = of;
        keep?.({ kind, zone: terms.zone, from_at: from, to_at: to, changes, body: JSON.stringify(figures) });
      }
      yield { from, to, figures };
    }
    at += run.length;
  }
}

/** They were written by `keep`. */
const parseFigures = <Figures>(body: string) => JSON.parse(body) as Figures;

function* takeWhile<T>(all: readonly T[], holds: (one: T) => boolean): Generator<T> {
  for (const one of all) {
    if (!holds(one)) return;
    yield one;
  }
}

/** From the first act in it to the last. */
async function withActs(tx: ReadTx, { from, to }: ReportPeriod): Promise<ReportPeriod> {
  const [first, last] = [await endOf(tx, 'asc'), await endOf(tx, 'desc')];
  return first === null || last === null
    ? { from, to: from }
    : { from: Math.max(from, first), to: Math.min(to, last + 1) };
}

/** When the first or the last act was: asked for together, all are read for them. */
async function endOf({ db }: ReadTx, order: 'asc' | 'desc'): Promise<Instant | null> {
  const row = await db
    .selectFrom('envelope')
    .select('effective_at as at')
    .orderBy('effective_at', order)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.at);
}

type Part = ReportPeriod & { readonly isWhole: boolean };

function partsOf({ from, to }: ReportPeriod, terms: ServiceDayTerms): Part[] {
  const parts: Part[] = [];
  for (let at = from; at < to;) {
    const day = serviceDayOf(at, terms);
    const end = serviceDayEnd(day, terms);
    // A day that the zone leaves out has no end of its own.
    const next = end > at ? end : to;
    const isWhole = next <= to && (parts.length > 0 || at === serviceDayBegin(day, terms));
    parts.push({ from: at, to: Math.min(next, to), isWhole });
    at = next;
  }
  return parts;
}

type Kept = {
  /** Of days that end later nothing is kept. */
  readonly until: Instant;
  readonly changesIn: (period: ReportPeriod) => number;
  /** Null where they are not kept, or stand no more. */
  readonly figuresOf: (
    part: Part | undefined,
  ) => { readonly from: Instant; readonly to: Instant; readonly body: string } | null;
};

async function keptIn(
  { db }: ReadTx,
  kind: string,
  { parts, zone }: { readonly parts: readonly Part[]; readonly zone: string },
): Promise<Kept> {
  const [from, to] = [parts[0]?.from ?? 0, parts.at(-1)?.to ?? 0];
  const horizon = await db.selectFrom('kept_horizon').select('until').executeTakeFirst();
  const changed = await db
    .selectFrom('kept_change')
    .select('at')
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute();
  const rows = await db
    .selectFrom('kept_figures')
    .select(['from_at', 'to_at', 'changes', 'body'])
    .where('kind', '=', kind)
    .where('zone', '=', zone)
    .where('from_at', '>=', from)
    .where('from_at', '<', to)
    .execute();
  const moments = Float64Array.from(changed, ({ at }) => at).sort();
  const changesIn = (period: ReportPeriod) => placeIn(moments, period.to) - placeIn(moments, period.from);
  const byDay = new Map(rows.map((row) => [`${row.from_at} ${row.to_at}`, row]));
  return {
    until: horizon?.until ?? -Infinity,
    changesIn,
    figuresOf: (part) => {
      const row = part?.isWhole === true ? byDay.get(`${part.from} ${part.to}`) : undefined;
      if (row === undefined || row.changes !== changesIn({ from: row.from_at, to: row.to_at })) return null;
      return { from: row.from_at, to: row.to_at, body: row.body };
    },
  };
}

/** How many of them are before a moment. */
function placeIn(moments: Float64Array, at: Instant): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
