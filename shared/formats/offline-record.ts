// The common model of the offline files of library systems: transactions with their times, other lines, and losses of a
// format. A format reads and writes texts; the conversion of local times is given to it.

/** The time of a transaction: local time as "2026-03-04T09:05:07.120", as most files have it. */
export type LocalText = string;

export type OfflineRecord =
  | {
      readonly kind: 'out';
      readonly at: LocalText | null;
      readonly card: string;
      readonly barcode: string;
      /** The promised date; null where the file has none. */
      readonly due: LocalText | null;
    }
  | {
      readonly kind: 'in';
      readonly at: LocalText | null;
      readonly barcode: string;
      /** When it came back, where that was before it was scanned. */
      readonly returned: LocalText | null;
    }
  | {
      readonly kind: 'renew';
      readonly at: LocalText | null;
      /** The borrower's card; null where the file does not have it. */
      readonly card: string | null;
      readonly barcode: string;
      readonly due: LocalText | null;
    }
  | { readonly kind: 'pay'; readonly at: LocalText | null; readonly card: string; readonly amountMinor: number }
  | { readonly kind: 'use'; readonly at: LocalText | null; readonly barcode: string; readonly count: number };

export type OfflineKind = OfflineRecord['kind'];

/** Why a line was not taken. */
export type LineFault =
  /** Cut off, or fields are missing or left over. */
  | 'broken'
  /** A kind of transaction that this program does not know, or does not take from this format. */
  | 'kind'
  | 'time'
  | 'amount'
  /** The first line has another version, or is not of the format. */
  | 'header';

export type RefusedLine = { readonly line: number; readonly text: string; readonly fault: LineFault };

export type ReadRecord = { readonly line: number; readonly record: OfflineRecord };

/** A file as it was read. Nothing of it is lost: each line is a record, refused, or a heading of the format. */
export type ReadFile = { readonly records: readonly ReadRecord[]; readonly refused: readonly RefusedLine[] };

/** Facts of a transaction that a format cannot hold. */
export type LossKind =
  /** Nothing of it: the format has no such transaction. */
  | 'all'
  /** Nothing of it: a number has a character that the format cannot hold, or is too long. */
  | 'number'
  /** The owner of the loan or the money is not known here. */
  | 'card'
  /** Seconds and below. */
  | 'seconds'
  /** The time of day: only the day is kept, in the name of the file. */
  | 'time'
  | 'due'
  /** When it came back, where that was before it was scanned. */
  | 'returned';

export type Loss = { readonly record: number; readonly loss: LossKind };

/** One file to be written: which record each of its lines is of, null for a heading. */
export type WrittenFile = { readonly name: string; readonly text: string; readonly lines: readonly (number | null)[] };

export type Written = { readonly files: readonly WrittenFile[]; readonly losses: readonly Loss[] };

/** Input of reading and writing. */
export type FormatContext = {
  /** Local time of an instant, and back. */
  readonly localOf: (epochMs: number) => LocalText;
  readonly epochOf: (local: LocalText) => number;
  /** Name of the desk, for names of files and headings: letters, digits, `-` and `_`. */
  readonly desk: string;
  readonly program: { readonly name: string; readonly version: string };
};

/** A format of offline files. `read` never throws: an unreadable line is refused by its number. */
export type OfflineFormat = {
  readonly read: (text: string, context: FormatContext, fileName: string) => ReadFile;
  readonly write: (records: readonly OfflineRecord[], context: FormatContext) => Written;
};

/** The lines of a text with their numbers, without their ends; empty ones are left out. */
export function linesOf(text: string): { readonly line: number; readonly text: string }[] {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return bare
    .split(/\r\n|\n|\r/)
    .map((one, index) => ({ line: index + 1, text: one }))
    .filter((one) => one.text.trim() !== '');
}

/** Reads each line with `read`, which returns a record, or why it is none. Null: a heading, which is neither. */
export function readLines(
  text: string,
  read: (line: string, number: number) => OfflineRecord | LineFault | null,
): ReadFile {
  const records: ReadRecord[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, text: one } of linesOf(text)) {
    const found = read(one, line);
    if (typeof found === 'string') refused.push({ line, text: one.slice(0, 200), fault: found });
    else if (found !== null) records.push({ line, record: found });
  }
  return { records, refused };
}

/** Local time of its parts; null where they make none. */
export function localText(day: string, time: string): LocalText | null {
  const text = `${day}T${time}`;
  const isForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/.test(text);
  if (!isForm) return null;
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) || new Date(at).toISOString() !== `${text}Z` ? null : text;
}

export const dayOf = (local: LocalText): string => local.slice(0, 10);

/** "202603040905" of a local time. */
export const compactMinute = (local: LocalText): string => local.slice(0, 16).replace(/[-T:]/g, '');

/** Local time of "202603040905"; null where it is none. */
export function ofCompactMinute(text: string): LocalText | null {
  const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute] = found;
  return localText(`${year}-${month}-${day}`, `${hour}:${minute}:00.000`);
}

export const hasSeconds = (local: LocalText): boolean => local.slice(17) !== '00.000';
