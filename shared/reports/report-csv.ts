// A report as one CSV file: a block for each section with an empty line between, its first line the keys of its columns. Money in units of
// its currency. `line` marks the lines that are the sum of others, so that nothing is counted twice.

import { csvText, type CsvCell } from './csv.ts';
import { decimalMoney, plainCell } from './plain-cell.ts';
import type { SaidCell } from './say-cell.ts';
import type { SaidColumn, SaidReport, SaidSection } from './say-report.ts';
import { formatInstant } from '../core/instant.ts';

/** The text of the file. */
export function reportCsv(report: SaidReport): string {
  return [headBlock(report), ...report.sections.map((section) => block(section, report.zone))]
    .map(csvText)
    .join('\r\n');
}

function headBlock({
  kind,
  title,
  library,
  branch,
  period,
  zone,
  madeBy,
  madeAt,
  audience,
  coverage,
}: SaidReport): CsvCell[][] {
  return [
    ['report', 'value'],
    ['kind', kind],
    ['title', title],
    ['library', library],
    ['branch', branch],
    ['from', formatInstant(period.from)],
    ['to', formatInstant(period.to)],
    ['zone', zone],
    ['made_by', madeBy],
    ['made_at', formatInstant(madeAt)],
    ['audience', audience],
    ...coverage.map((text) => ['coverage', text]),
  ];
}

function block({ key, columns, rows, total, notes }: SaidSection, zone: string): CsvCell[][] {
  const cells = (row: readonly SaidCell[]) => row.map((cell, at) => csvCell(cell, columns[at], zone));
  return [
    ['section', 'line', ...columns.map((column) => column.key)],
    ...rows.map((row) => [key, 'row', ...cells(row)]),
    ...(total === null ? [] : [[key, 'total', ...cells(total)]]),
    ...notes.map((note) => [key, 'note', note]),
  ];
}

function csvCell(cell: SaidCell, column: SaidColumn | undefined, zone: string): CsvCell {
  if (column === undefined) return null;
  if (column.kind === 'money' && typeof cell === 'number') return decimalMoney(cell, column.currency ?? '');
  return plainCell(cell, column, zone);
}
