// `report.kinds`, `report.run` and `report.export`: the reports offered here, and a report on the screen or as a file. A report of this desk is made
// from its own files, offline too; one of the library by the server. Either way the worker writes it, and scans go on meanwhile.

import { FISCAL_YEAR_STARTS } from '../../../shared/circ/model/use-terms.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { logExport } from '../../../db/ledger/report-exports.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ReportChoice } from '../../../shared/views/report.ts';
import {
  isReportKind,
  reportTitle,
  REPORT_KINDS,
  type ReportKind,
  type ReportKindEntry,
} from '../../../shared/reports/kinds.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { requireRight, type Desk } from '../desk.ts';
import type { ReportForm, ReportMade, ReportMatter } from '../reports/report-job.ts';
import { requiredInstant } from './asked.ts';
import { serviceDayTerms } from './shift-view.ts';

/** The kinds that the person signed in may ask for, of this desk and of the library. */
export function listReports(desk: Desk): MethodOutput<'report.kinds'> {
  const { rights } = desk.session.required();
  const language = desk.language();
  const { endsAtHour } = serviceDayTerms(desk);
  const reservesName = desk.copy()?.library.reservesName() ?? null;
  return {
    reports: reportKinds().flatMap(([kind, { about, right, namesCards, byCalendarDay }]): ReportChoice[] => {
      const of: ReportChoice['of'] = namesCards === true ? ['desk'] : ['desk', 'library'];
      const dayBeginsAt = byCalendarDay === true ? 0 : endsAtHour;
      const title = reportTitle(kind, reservesName)[language];
      return rights.includes(right) ? [{ kind, title, about: about[language], of, dayBeginsAt }] : [];
    }),
    fiscalYearStarts: desk.copy()?.library.useTerms().fiscalYearStarts ?? FISCAL_YEAR_STARTS,
  };
}

function reportKinds(): (readonly [ReportKind, ReportKindEntry])[] {
  return Object.entries(REPORT_KINDS).flatMap(([kind, entry]) => (isReportKind(kind) ? [[kind, entry] as const] : []));
}

type Asked = ParsedInput<'report.run'>;

/** The report as the screen shows it. */
export async function runReport(desk: Desk, asked: Asked): Promise<MethodOutput<'report.run'>> {
  const made = await makeReport(desk, asked, 'view');
  return made.form === 'view' ? made.view : failForm(made);
}

/** The report as a file. The export and its person are noted for the audit before the file is handed out. */
export async function exportReport(
  desk: Desk,
  { format, ...asked }: ParsedInput<'report.export'>,
): Promise<MethodOutput<'report.export'>> {
  const { staffId } = desk.session.required();
  const made = await makeReport(desk, asked, format);
  if (made.form !== 'file') return failForm(made);
  const { kind, of, audience } = asked;
  const entry = { kind, of, audience, form: format, way: 'screen', period: periodOf(asked) };
  logExport(desk.ledger, { at: desk.clock.now(), staffId, ...entry });
  return { name: made.name, base64: Buffer.from(made.bytes).toString('base64') };
}

async function makeReport(desk: Desk, asked: Asked, form: ReportForm): Promise<ReportMade> {
  const { kind } = asked;
  if (!isReportKind(kind)) throw new HoldfastError('HF-UI-008', { kind });
  requireRight(desk, REPORT_KINDS[kind].right);
  const { rights } = desk.session.required();
  const matter = await matterOf(desk, kind, { ...asked, form });
  return desk.makeReport({ matter, rights, language: desk.language(), form });
}

async function matterOf(
  desk: Desk,
  kind: ReportKind,
  asked: Asked & { readonly form: ReportForm },
): Promise<ReportMatter> {
  const period = periodOf(asked);
  const { audience } = asked;
  const { staffId, staff } = desk.session.required();
  if (asked.of === 'library') {
    const file = asked.form === 'view' ? {} : { form: asked.form };
    return { made: await desk.libraryReport({ kind, ...period, audience, staffId, ...file }) };
  }
  const madeBy = { staffId, name: staff };
  return { kind, question: { ...period, audience, now: desk.clock.now(), madeBy } };
}

/** Throws HF-CIRC-004 for an invalid instant, HF-UI-009 where it ends before it begins. */
function periodOf(asked: Asked): ReportPeriod {
  const [from, to] = [requiredInstant(asked.from), requiredInstant(asked.to)];
  if (from > to) throw new HoldfastError('HF-UI-009');
  return { from, to };
}

function failForm(made: ReportMade): never {
  throw new Error(`the worker made a ${made.form}`);
}
