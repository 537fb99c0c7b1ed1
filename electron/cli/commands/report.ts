// `holdfast report KIND`: reports without opening the window, of one desk or of the library. One file per kind; this one knows the list.

import { resolve } from 'node:path';
import { DAY_MS, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { clockOf } from '../clock-option.ts';
import { requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { csvText } from '../write-csv.ts';
import { writeTextFile } from '../write-text-file.ts';
import { reportOutage } from './report-outage.ts';
import { reportShift } from './report-shift.ts';

/** What a report is of: everything that began at or after one moment and before another. */
export type Span = { readonly from: Instant; readonly to: Instant };

/** A report in the forms that it can be written in. */
export type Reported = {
  readonly json: unknown;
  /** Its table, the names of the columns first. */
  readonly rows: readonly (readonly (string | number)[])[];
};

/** Makes a report of a kind. */
export type Reporter = (run: Run, span: Span) => Promise<Reported>;

const REPORTS: Readonly<Record<string, Reporter>> = { outage: reportOutage, shift: reportShift };

const kinds = Object.keys(REPORTS).join('|');

export const reportCommand: Command = {
  usage: `${kinds} (--data DIR | --database URL|embedded [--data DIR]) [--from INSTANT] [--to INSTANT] [--format json|csv] [--out FILE]
  report outage … --format csv --worklist

--data alone is the desk of a folder; with --database it is the whole library. Without --from and --to: the last 24 hours.
Prints JSON unless --format csv is given, to FILE or else to the standard output. The table of outages names no patron; with --worklist it is
what is left to be worked instead. JSON has both, apart.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    worklist: { type: 'boolean' },
  },
  mostWords: 1,
  run: async (run) => {
    const [kind = ''] = run.positionals;
    const reporter = Object.hasOwn(REPORTS, kind) ? REPORTS[kind] : undefined;
    if (reporter === undefined) throw new UsageError(`write: holdfast report ${kinds}`);
    const format = textOf(run.values, 'format') ?? 'json';
    if (format !== 'json' && format !== 'csv') throw new UsageError('--format takes json or csv');
    const reported = await reporter(run, spanOf(run));
    write(run, format === 'csv' ? csvText(reported.rows) : `${JSON.stringify(reported.json, null, 2)}\n`);
    return 0;
  },
};

function spanOf(run: Run): Span {
  const to = instantOf(run, 'to') ?? clockOf(run).now();
  const from = instantOf(run, 'from') ?? to - DAY_MS;
  if (from > to) throw new UsageError('--from is later than --to');
  return { from, to };
}

function instantOf({ values }: Run, name: 'from' | 'to'): Instant | null {
  if (textOf(values, name) === null) return null;
  const text = requiredText(values, name);
  const at = parseInstant(text);
  if (at === null) throw new UsageError(`--${name} takes an instant such as 2026-01-05T10:00:00Z, not "${text}"`);
  return at;
}

function write({ values, io }: Run, text: string): void {
  const out = textOf(values, 'out');
  if (out === null) io.out(text.replace(/\r?\n$/, ''));
  else writeTextFile(resolve(out), text);
}
