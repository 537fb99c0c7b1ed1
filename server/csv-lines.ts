// Rows as lines of CSV, each with its end.

import Papa from 'papaparse';

export function csvLines(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\n', header: false },
  )}\n`;
}
