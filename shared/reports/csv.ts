// Tables as the text of a CSV file (RFC 4180) in which nothing is what a spreadsheet takes for a formula.

export type CsvCell = string | number | null;

/** The text. A cell that a spreadsheet would run is written as text; a plain number, below nought too, stays one. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // Spaces before it do not stop a spreadsheet.
  const isRun = /^\s*[=+\-@\t\r]/.test(cell) && !/^-\d+(?:\.\d+)?$/.test(cell);
  const text = isRun ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
