// The time that a report is asked for on the command line: instants, or days on the clock of the library, reckoned as its screen reckons them. The
// last day is in it, to its end.

import { resolve } from 'node:path';
import { SERVICE_DAY_ENDS_AT } from '../../shared/core/service-day.ts';
import { DAY_MS, parseInstant, type Instant } from '../../shared/core/instant.ts';
import { beginOfDay, movedDay, type DayBounds } from '../../shared/core/days.ts';
import { REPORT_KINDS, type ReportKind, type ReportKindEntry } from '../../shared/reports/kinds.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { readAllRows } from '../../server/store/read-rows.ts';
import { openDeskQuietly } from '../core/open-desk-quietly.ts';
import { systemRandom } from '../core/system-random.ts';
import { withStore } from './admin/with-store.ts';
import { clockOf } from './clock-option.ts';
import { requiredText, textOf, UsageError, type Run } from './command.ts';

type Moment = { readonly at: Instant } | { readonly day: string };

/** The period of `--from` and `--to`; the 24 hours before now, or before `--to`, where they are not given. Throws UsageError. */
export async function periodOption(run: Run, kind: ReportKind): Promise<ReportPeriod> {
  const [first, last] = [momentOption(run, 'from'), momentOption(run, 'to')];
  const isOfDays = [first, last].some((one) => one !== null && 'day' in one);
  const bounds = isOfDays ? await boundsOf(run, kind) : null;
  const begin = (day: string, days: number): Instant => {
    const at = bounds === null || beginOfDay(day, bounds) === null ? null : beginOfDay(movedDay(day, days), bounds);
    if (at === null) throw new UsageError(`"${day}" is no day of the calendar`);
    return at;
  };
  const momentOf = (moment: Moment, days: number) => ('at' in moment ? moment.at : begin(moment.day, days));
  const to = last === null ? clockOf(run).now() : momentOf(last, 1);
  const from = first === null ? to - DAY_MS : momentOf(first, 0);
  if (from > to) throw new UsageError('--from is later than --to');
  return { from, to };
}

function momentOption({ values }: Run, name: 'from' | 'to'): Moment | null {
  if (textOf(values, name) === null) return null;
  const text = requiredText(values, name);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { day: text };
  const at = parseInstant(text);
  if (at === null)
    throw new UsageError(
      `--${name} takes a day such as 2026-01-05 or an instant such as 2026-01-05T10:00:00Z, not "${text}"`,
    );
  return { at };
}

/** On which clock days are, and when they begin: with the service day, or at midnight where the report counts so. */
async function boundsOf(run: Run, kind: ReportKind): Promise<DayBounds> {
  const { zone, endsAtHour } = textOf(run.values, 'database') === null ? await ofDesk(run) : await ofLibrary(run);
  const entry: ReportKindEntry = REPORT_KINDS[kind];
  return { zone, dayBeginsAt: entry.byCalendarDay === true ? 0 : endsAtHour };
}

type Terms = { readonly zone: string; readonly endsAtHour: number };

function ofLibrary(run: Run): Promise<Terms> {
  return withStore(run, async ({ store }) => {
    const [library] = await store.read((tx) => readAllRows(tx, 'library'));
    return { zone: library?.zone ?? 'UTC', endsAtHour: library?.serviceDayEndsAt ?? SERVICE_DAY_ENDS_AT };
  });
}

async function ofDesk(run: Run): Promise<Terms> {
  const desk = await openDeskQuietly(resolve(requiredText(run.values, 'data')), clockOf(run), systemRandom);
  try {
    const { identity } = desk;
    const library = desk.sight()?.copy()?.library ?? null;
    const branch = identity === null ? null : (library?.branch(identity.branch) ?? null);
    return {
      zone: branch?.zone ?? identity?.library.zone ?? 'UTC',
      endsAtHour: library?.serviceDayEndsAt() ?? SERVICE_DAY_ENDS_AT,
    };
  } finally {
    desk.close();
  }
}
