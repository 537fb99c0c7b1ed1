// `holdfast report schedule add|list|remove|run`: reports of the library that are made by themselves.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LanguageSchema } from '../../../shared/core/language.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { isReportKind, REPORT_KINDS } from '../../../shared/reports/kinds.ts';
import { isSchedulePeriod, SCHEDULE_PERIODS } from '../../../shared/reports/schedule.ts';
import {
  addSchedule,
  listSchedules,
  removeSchedule,
  type NewSchedule,
  type ReportSchedule,
} from '../../../server/reports/report-schedules.ts';
import { isReportFormat, REPORT_FORMATS } from '../../core/reports/write-report.ts';
import { systemRandom } from '../../core/system-random.ts';
import { runDueReports } from '../admin/run-due-reports.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, type Run } from '../command.ts';

/** Runs one of them. Exit code 1 of `run` when a report could not be made. */
export async function reportSchedule(run: Run): Promise<number> {
  const [, action, word] = run.positionals;
  switch (action) {
    case 'add':
      return add(run, word);
    case 'list':
      refuseWords(run.positionals, 2);
      for (const one of await withStore(run, ({ store }) => listSchedules(store))) print(run, one);
      return 0;
    case 'remove':
      return remove(run, word);
    case 'run':
      refuseWords(run.positionals, 2);
      return runDue(run);
    default:
      throw new UsageError('write: holdfast report schedule add|list|remove|run');
  }
}

async function add(run: Run, kind: string | undefined): Promise<number> {
  const wanted = wantedIn(run, kind ?? '');
  print(run, await withStore(run, ({ store, clock }) => addSchedule({ store, clock, random: systemRandom }, wanted)));
  // Not refused: the server that makes it may run on another computer.
  if (!existsSync(wanted.folder) && !hasFlag(run.values, 'json'))
    run.io.out('That folder is not on this computer. It must be there, where the server runs, before a report is due.');
  return 0;
}

function wantedIn({ values }: Run, kind: string): NewSchedule {
  if (!isReportKind(kind)) {
    throw new UsageError(`write: holdfast report schedule add ${Object.keys(REPORT_KINDS).toSorted().join('|')}`);
  }
  const period = requiredText(values, 'every');
  if (!isSchedulePeriod(period)) throw new UsageError(`--every takes ${SCHEDULE_PERIODS.join(', ')}, not "${period}"`);
  const forms = requiredText(values, 'format').split(',');
  const wrong = forms.find((form) => !isReportFormat(form));
  if (wrong !== undefined) throw new UsageError(`--format takes ${REPORT_FORMATS.join(',')}, not "${wrong}"`);
  const language = LanguageSchema.safeParse(textOf(values, 'language') ?? 'en');
  if (!language.success) throw new UsageError('--language takes en or es');
  return {
    kind,
    period,
    forms: [...new Set(forms)],
    folder: resolve(requiredText(values, 'folder')),
    atMinute: minuteOf(textOf(values, 'at') ?? '06:00'),
    audience: hasFlag(values, 'external') ? 'external' : 'internal',
    language: language.data,
  };
}

function minuteOf(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined)
    throw new UsageError(`--at takes a time such as 06:00, not "${text}"`);
  return Number(hours) * 60 + Number(minutes);
}

async function remove(run: Run, id: string | undefined): Promise<number> {
  if (id === undefined) throw new UsageError('write: holdfast report schedule remove ID');
  await withStore(run, ({ store }) => removeSchedule(store, id));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ id, removed: true }));
  else run.io.out(`${id} is not made any more.`);
  return 0;
}

async function runDue(run: Run): Promise<number> {
  const { written, failed } = await withStore(run, runDueReports);
  for (const path of written) run.io.out(hasFlag(run.values, 'json') ? JSON.stringify({ written: path }) : path);
  for (const { id, kind, error } of failed)
    run.io.err(`${error.code}: report ${kind}, schedule ${id}: ${error.message}`);
  return failed.length === 0 ? 0 : 1;
}

function print({ values, io }: Run, { doneTo, atMinute, failed, ...schedule }: ReportSchedule): void {
  const at = `${pad(Math.floor(atMinute / 60))}:${pad(atMinute % 60)}`;
  const { id, kind, period, forms, folder } = schedule;
  if (hasFlag(values, 'json')) {
    const state = failed === null ? null : { since: formatInstant(failed.at), code: failed.code };
    io.out(JSON.stringify({ ...schedule, at, doneTo: formatInstant(doneTo), failed: state }));
    return;
  }
  const trouble = failed === null ? '' : `  CANNOT BE MADE since ${formatInstant(failed.at)}: ${failed.code}`;
  io.out(`${id}  ${kind} ${period} at ${at} as ${forms.join(',')} to ${folder}${trouble}`);
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
