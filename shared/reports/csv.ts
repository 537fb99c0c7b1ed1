// Tables as the text of a CSV file (RFC 4180). No cell can run as a spreadsheet formula, with any cell separator: where
// the decimal sign is a comma, Excel separates by semicolons, and sees quotation marks only at the beginning of a text
// that it takes for a cell.

export type CsvCell = string | number | null;

/** The text. A part of a cell that a spreadsheet would run is written as text; a plain number, below nought too, stays one. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${line(row)}\r\n`).join('');
}

/**
 * A program with another separator takes the whole line for one cell: a figure below nought at its begin would make a formula of the texts behind it,
 * and is a text then.
 */
function line(row: readonly CsvCell[]): string {
  const [first, ...rest] = row.map(field);
  const runsOn = first?.startsWith('-') === true && !rest.every((text) => figure.test(text));
  return [runsOn ? `'${first}` : first, ...rest].join(',');
}

/** Characters besides the comma with which some spreadsheets end a cell or a row, inside of quotation marks too. */
const separators = ';\\t\\r\\n\\v\\f\\u0085\\u2028\\u2029';
/** Begins a formula. In full width and as small forms too, which keyboards of East Asia type and some spreadsheets read alike. */
const triggers = '=+\\-@\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b\\uff0b\\uff0d\\uff1d\\uff20';
/** Characters that may stand before a formula: spaces, invisible ones, and quotation marks, which a spreadsheet takes away. */
const skipped = '\\s\\p{Z}\\p{Cf}\\p{Cc}"\\u201c\\u201d\\uff02';

const formulaAtStart = new RegExp(`^(?=[\\t\\r\\n]|[${skipped}]*[${triggers}])`, 'u');
const formulaInside = new RegExp(`([${separators}])(?=[${skipped}]*[${triggers}])`, 'gu');
const figure = /^(?:-?\d+(?:\.\d+)?)?$/;
const plainNumber = /^-\d+(?:\.\d+)?$/;

function field(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = plainNumber.test(cell) ? cell : cell.replace(formulaInside, "$1'").replace(formulaAtStart, "'");
  return /[";,\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
