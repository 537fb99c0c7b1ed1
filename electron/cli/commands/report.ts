// `holdfast report KIND`: reports without opening the window, of one desk or of the library, in the four forms that the screen exports.

import { extname, resolve } from 'node:path';
import { LanguageSchema, type Language } from '../../../shared/core/language.ts';
import { RightSchema } from '../../../shared/circ/rights.ts';
import { forReader } from '../../../shared/reports/for-reader.ts';
import { isReportKind, REPORT_KINDS, type ReportKind } from '../../../shared/reports/kinds.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { SCHEDULE_PERIODS } from '../../../shared/reports/schedule.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { isReportFormat, REPORT_FORMATS, writeReport, type ReportFormat } from '../../core/reports/write-report.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, refuseWords, textOf, UsageError, type Command, type Run } from '../command.ts';
import { periodOption } from '../report-period.ts';
import { writeOutFile } from '../write-out-file.ts';
import { reportDocument } from './report-document.ts';
import { reportSchedule } from './report-schedule.ts';

const kinds = Object.keys(REPORT_KINDS).toSorted().join('|');
const formats = REPORT_FORMATS.join('|');

export const reportCommand: Command = {
  usage: `KIND (--data DIR | --database URL|embedded [--data DIR]) [--from DAY] [--to DAY]
        [--format ${formats}] [--out FILE] [--external] [--language en|es]
holdfast report schedule add KIND --every ${SCHEDULE_PERIODS.join('|')} --format ${formats.replaceAll('|', ',')} --folder DIR
        [--at HH:MM] [--external] [--language en|es] --database URL|embedded [--data DIR] [--json]
holdfast report schedule list | remove ID | run --database URL|embedded [--data DIR] [--json]
  KIND: ${kinds}

--data alone is the desk of a folder; with --database it is the whole library. A DAY is one such as 2026-01-05 on the
clock of the library, and the last is in it; or an instant such as 2026-01-05T10:00:00Z. Without --from and --to: the last 24 hours.
The format is that of --format, or of the name of FILE, else JSON; PDF and XLSX need FILE, the others go to the standard output without one.
--external is for others: small figures, staff one by one and whatever else is internal are left out.
schedule: the library has it made by itself at HH:MM (06:00) of the day after, on its own clock, by any running holdfast serve, or by
  report schedule run from a timer. The folder must be there. One that was missed is made once, one that failed is tried again.
That a report was taken out is noted for the report audit.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    external: { type: 'boolean' },
    language: { type: 'string' },
    every: { type: 'string' },
    at: { type: 'string' },
    folder: { type: 'string' },
  },
  mostWords: 3,
  run: async (run) => {
    if (run.positionals[0] === 'schedule') return reportSchedule(run);
    refuseWords(run.positionals, 1);
    const kind = kindOf(run);
    const format = formatOf(run);
    const language = languageOf(run);
    const question = await questionOf(run, kind);
    const document = await reportDocument(run, { kind, question, format });
    // Access to the folder or the database is access to all of it.
    const read = forReader(document, { audience: question.audience, rights: RightSchema.options });
    writeDocument(run, await writeReport(sayReport(read, language), format));
    return 0;
  },
};

function kindOf({ positionals: [kind = ''] }: Run): ReportKind {
  if (!isReportKind(kind)) throw new UsageError(`write: holdfast report ${kinds}`);
  return kind;
}

function formatOf({ values }: Run): ReportFormat {
  const out = textOf(values, 'out');
  const named = out === null ? '' : extname(out).slice(1);
  const format = textOf(values, 'format') ?? (isReportFormat(named) ? named : 'json');
  if (!isReportFormat(format)) throw new UsageError(`--format takes ${REPORT_FORMATS.join(', ')}, not "${format}"`);
  if (out === null && (format === 'pdf' || format === 'xlsx')) throw new UsageError(`--format ${format} needs --out`);
  return format;
}

/** The language of `--language`; English without it. */
export function languageOf({ values }: Run): Language {
  const text = textOf(values, 'language') ?? 'en';
  const language = LanguageSchema.safeParse(text);
  if (!language.success) throw new UsageError(`--language takes en or es, not "${text}"`);
  return language.data;
}

async function questionOf(run: Run, kind: ReportKind): Promise<ReportQuestion> {
  const period = await periodOption(run, kind);
  const audience = hasFlag(run.values, 'external') ? 'external' : 'internal';
  return { ...period, now: clockOf(run).now(), madeBy: 'command-line', audience };
}

/** Writes the bytes to `--out`, or to the standard output. */
export function writeDocument({ values, io }: Run, bytes: Uint8Array): void {
  const out = textOf(values, 'out');
  if (out === null) io.out(new TextDecoder().decode(bytes).replace(/\r?\n$/, ''));
  else {
    writeOutFile(resolve(out), bytes);
    io.out(`Written to ${resolve(out)}.`);
  }
}
