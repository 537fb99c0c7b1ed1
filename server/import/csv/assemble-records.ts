// Lines to CSV records. A quoted field may span lines; a quote that never closes, or that closes by chance in a later row, must not
// swallow the rows between: then only the line that opens it is bad, and reading goes on with the next.

import Papa from 'papaparse';
import type { Line } from './read-lines.ts';

/** One record, or a line that is none. `line` is where it begins. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[]; readonly problem: null }
  | { readonly line: number; readonly fields: null; readonly problem: string };

/** Takes lines batch by batch and gives whole records. */
export type RecordAssembler = {
  take(lines: readonly Line[]): CsvRecord[];
  /** The rest when the file ends. */
  end(): CsvRecord[];
};

/** No record spans more lines than this. */
const MAX_LINES = 200;

/** An assembler for records of `width` fields, with a separator between two of them. Lines without text are no records. */
export function recordAssembler(width: number, separator = ','): RecordAssembler {
  let open: readonly Line[] = [];
  const run = (lines: readonly Line[], isEnd: boolean): CsvRecord[] => {
    const waiting = open.length === 0 ? lines : [...open, ...lines];
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < waiting.length) {
      const span = spanOf(waiting, start, isEnd);
      if (span === 0) break;
      const found = readSpan(waiting.slice(start, start + span), width, separator);
      // A record over several lines that does not fit was opened by a stray quote: its first line alone is bad.
      const isStray = found !== null && found.problem !== null && span > 1;
      if (found !== null) records.push(isStray ? strayQuote(found.line) : found);
      start += isStray ? 1 : span;
    }
    open = waiting.slice(start);
    return records;
  };
  return { take: (lines) => run(lines, false), end: () => run([], true) };
}

/** How many lines the record at `start` takes; 0 = more lines are needed to know. A quote that never closes ends with its line. */
function spanOf(lines: readonly Line[], start: number, isEnd: boolean): number {
  let isOpen = false;
  for (let index = start; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? null;
    if (text === null || index - start >= MAX_LINES) return 1;
    if (text.includes('"') && isOdd(countQuotes(text))) isOpen = !isOpen;
    if (!isOpen) return index - start + 1;
  }
  return isEnd ? 1 : 0;
}

function readSpan(lines: readonly Line[], width: number, separator: string): CsvRecord | null {
  const line = lines[0]?.number ?? 0;
  const texts = lines.map(({ text }) => text);
  if (texts.includes(null)) return { line, fields: null, problem: 'the line is not UTF-8 text' };
  const text = texts.join('\n');
  if (text.trim() === '') return null;
  if (!text.includes('"')) return checkWidth(line, text.split(separator), width);
  const parsed = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n' });
  const [fault] = parsed.errors;
  if (fault?.code === 'MissingQuotes') return strayQuote(line);
  if (fault !== undefined) return { line, fields: null, problem: 'a quoted field goes on after its closing quote' };
  return checkWidth(line, parsed.data[0] ?? [], width);
}

function checkWidth(line: number, fields: readonly string[], width: number): CsvRecord {
  if (fields.length === width) return { line, fields, problem: null };
  return { line, fields: null, problem: `the row has ${fields.length} fields, the header ${width}` };
}

function strayQuote(line: number): CsvRecord {
  return { line, fields: null, problem: 'a quote opens and does not close' };
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}
