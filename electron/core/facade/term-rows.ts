// The rows of a term's list of staff, from the text of a CSV file: the same at a desk and on the command line.

import Papa from 'papaparse';
import type { TermRow } from '../../../shared/circ/term-list.ts';

/** The columns, each by its words in both languages. */
const COLUMNS = {
  name: ['name', 'nombre', 'staff'],
  role: ['role', 'rol'],
  until: ['until', 'hasta', 'end date'],
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['name', 'role'];

/** The rows of a file; none where a column is missing. */
export function readTermRows(text: string): { readonly lacks: Column[]; readonly rows: readonly TermRow[] } {
  const table = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false }).data;
  const header = (table[0] ?? []).map((name) => name.trim().toLowerCase());
  const at = (column: Column): number => header.findIndex((name) => COLUMNS[column].some((known) => known === name));
  const lacks = NEEDED.filter((column) => at(column) < 0);
  if (lacks.length > 0) return { lacks, rows: [] };
  const rows: TermRow[] = [];
  // A field in quotes may have lines of its own.
  let line = 1 + linesIn(table[0] ?? []);
  for (const fields of table.slice(1)) {
    const field = (column: Column): string => fields[at(column)]?.trim() ?? '';
    if (fields.some((one) => one.trim() !== ''))
      rows.push({ line, name: field('name'), role: field('role'), until: field('until') });
    line += linesIn(fields);
  }
  return { lacks, rows };
}

function linesIn(fields: readonly string[]): number {
  return 1 + fields.reduce((all, field) => all + (field.match(/\n/g)?.length ?? 0), 0);
}
