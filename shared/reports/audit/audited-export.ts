// A report that was taken out as a file, as an audit shows it: person, report, period, format, and time.

import type { StaffId } from '../../core/ids.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { Words } from '../../core/language.ts';
import { formatLocalMoment, parseLocalMoment } from '../../core/local-moment.ts';
import { nameOfCode } from '../../core/codes/names.ts';
import { isReportKind, REPORT_KINDS } from '../kinds.ts';
import type { Row, Section } from '../document.ts';
import type { ReportPeriod } from '../question.ts';
import { dayColumn, instantColumn, section, textColumn } from '../section.ts';
import type { NameOf } from '../shift-document.ts';

/** Which report was taken out. Kind, form and audience as texts: a later version has others. */
export type ExportedReport = {
  readonly kind: string;
  readonly period: ReportPeriod;
  readonly form: string;
  readonly audience: string;
};

/** The same with author and time. */
export type AuditedExport = ExportedReport & {
  readonly at: Instant;
  /** `screen`, `command-line` or `schedule`. */
  readonly way: string;
  /** The source of the report: `desk` or `library`. */
  readonly of: string;
  /** By its name; null = at the server. */
  readonly desk: string | null;
  /** Null for a run without a sign-in. */
  readonly staffId: StaffId | null;
};

/** The section. */
export function exportSection(exports: readonly AuditedExport[], nameOf: NameOf, zone: string): Section {
  const columns = [
    instantColumn('at', 'When', 'Cuándo'),
    textColumn('desk', 'Desk', 'Mostrador'),
    textColumn('staff', 'Staff', 'Personal'),
    textColumn('report', 'Report', 'Informe'),
    textColumn('of', 'Of', 'De'),
    dayColumn('first_day', 'From', 'Desde'),
    dayColumn('last_day', 'To', 'Hasta'),
    textColumn('form', 'Format', 'Formato'),
    textColumn('for', 'For', 'Para'),
  ];
  const rows = exports.map(({ at, desk, way, staffId, kind, of, period, form, audience }): Row => [
    at,
    desk ?? { words: SERVER },
    nameOf(staffId) ?? { words: nameOfCode(WAYS, way) },
    { words: isReportKind(kind) ? REPORT_KINDS[kind].title : { en: kind, es: kind } },
    { words: nameOfCode(WHOSE, of) },
    period.from,
    Math.max(period.from, period.to - 1 - (way === 'screen' ? sinceMidnight(period.from, zone) : 0)),
    form.toUpperCase(),
    { words: nameOfCode(AUDIENCES, audience) },
  ]);
  return section(
    'exports',
    { en: 'Reports exported as files', es: 'Informes exportados como archivos' },
    columns,
    rows,
  );
}

/** The screen asks for whole days, which may begin at night: the last one is called as the first, after the day that it began on. */
function sinceMidnight(at: Instant, zone: string): Millis {
  const midnight = parseLocalMoment(`${formatLocalMoment(at, zone).slice(0, 10)}T00:00`, zone);
  return midnight === null ? 0 : at - midnight;
}

const SERVER: Words = { en: 'Server', es: 'Servidor' };

const WAYS: Readonly<Record<string, Words>> = {
  screen: { en: 'On screen', es: 'En pantalla' },
  'command-line': { en: 'Command line', es: 'Línea de comandos' },
  schedule: { en: 'Scheduled', es: 'Programado' },
};

const WHOSE: Readonly<Record<string, Words>> = {
  desk: { en: 'This desk', es: 'Este mostrador' },
  library: { en: 'The library', es: 'La biblioteca' },
};

const AUDIENCES: Readonly<Record<string, Words>> = {
  internal: { en: 'The library itself', es: 'La propia biblioteca' },
  external: { en: 'Outside readers', es: 'Lectores externos' },
};
