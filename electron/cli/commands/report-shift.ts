// `holdfast report shift`: the shifts of a desk, or of all desks.

import { resolve } from 'node:path';
import { SHIFT_COLUMNS, type ShiftReportForm } from '../../../shared/reports/shift-form.ts';
import { libraryShiftReports } from '../../../server/query/shift-reports.ts';
import { deskShiftReports } from '../../core/facade/shift-reports.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { requiredText, textOf, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import type { Reported, Span } from './report.ts';

/** The reports, one object a shift. */
export async function reportShift(run: Run, span: Span): Promise<Reported> {
  return textOf(run.values, 'database') === null ? atDesk(run, span) : inLibrary(run, span);
}

async function inLibrary(run: Run, span: Span): Promise<Reported> {
  return withStore(run, async ({ store, clock }) => {
    const found = [];
    for await (const one of libraryShiftReports(store, { ...span, now: clock.now() })) found.push(one);
    return {
      json: found.map(({ desk, branch, report }) => ({ desk, branch, ...report })),
      rows: [['desk', ...SHIFT_COLUMNS], ...found.flatMap(({ desk, rows }) => rows.map((row) => [desk, ...row]))],
    };
  });
}

async function atDesk(run: Run, span: Span): Promise<Reported> {
  const dir = resolve(requiredText(run.values, 'data'));
  const answer = await askCore(dir, 'report.shift', span);
  // The core is of this program: its answer has this shape.
  const parseForms = (value: unknown) => value as ShiftReportForm[];
  const forms = answer?.ok === true ? parseForms(answer.value) : await quietly(run, dir, span);
  return { json: forms.map(({ report }) => report), rows: [SHIFT_COLUMNS, ...forms.flatMap(({ rows }) => rows)] };
}

async function quietly(run: Run, dir: string, span: Span): Promise<ShiftReportForm[]> {
  const clock = clockOf(run);
  const desk = await openDeskQuietly(dir, clock, systemRandom);
  try {
    return deskShiftReports({ ledger: desk.ledger, copy: desk.sight()?.copy() ?? null, now: clock.now() }, span);
  } finally {
    desk.close();
  }
}
