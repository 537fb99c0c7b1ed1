// Files of rules as an export of another system has them: its importer reads them.

import { csvLines } from '../csv-lines.ts';
import type { RuleFiles } from './other-system.ts';

type RuleFile = RuleFiles['files'][number];

/** A table with a header. */
export function csvFile(
  name: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): RuleFile {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return { name: `${name}.csv`, text: csvLines(lines) };
}

/** One record a line, so that what is said of a record can name its line. */
export function jsonLinesFile(name: string, records: readonly unknown[]): RuleFile {
  return { name: `${name}.ndjson`, text: records.map((record) => `${JSON.stringify(record)}\n`).join('') };
}
