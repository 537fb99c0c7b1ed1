// Input of a scanner that is no keyboard: the reports of a HID point-of-sale scanner, by its own report descriptor, and the lines of a serial one.

/** One field of a report, as a device describes it. A usage is its page and its number in one figure. */
export type ReportItem = {
  readonly usages?: readonly number[] | undefined;
  readonly usageMinimum?: number | undefined;
  readonly usageMaximum?: number | undefined;
  /** Bits of one value, and how many values there are. */
  readonly reportSize?: number | undefined;
  readonly reportCount?: number | undefined;
};

/** A collection of reports; they lie within each other. */
export type ReportCollection = {
  readonly inputReports?:
    | readonly { readonly reportId?: number | undefined; readonly items?: readonly ReportItem[] | undefined }[]
    | undefined;
  readonly children?: readonly ReportCollection[] | undefined;
};

/** Where a report has the scanned data. */
export type ScanLayout = {
  readonly reportId: number;
  /** The byte with the number of scanned bytes; null = the device has none. */
  readonly lengthAt: number | null;
  readonly dataAt: number;
  readonly dataBytes: number;
  /** The bit for more data in the next report; null = there is none. */
  readonly moreBit: number | null;
};

/** The page of bar code scanners, by which they are asked for. */
export const SCANNER_PAGE = 0x8c;
const DECODED = 0x8c00fe;
const CONTINUED = 0x8c00ff;
const BYTE_COUNT = 0x01003b;

/** The layout of the report with scans; null = the device is no such scanner. */
export function scanLayout(collections: readonly ReportCollection[]): ScanLayout | null {
  for (const { inputReports = [], children = [] } of collections) {
    for (const { reportId = 0, items = [] } of inputReports) {
      const fields = placesOf(items);
      const data = fields.find(({ usages }) => usages.includes(DECODED));
      if (data === undefined || data.at % 8 !== 0) continue;
      const length = fields.find(({ usages }) => usages.includes(BYTE_COUNT));
      const more = fields.find(({ usages }) => usages.includes(CONTINUED));
      return {
        reportId,
        lengthAt: length === undefined ? null : length.at / 8,
        dataAt: data.at / 8,
        dataBytes: data.bits / 8,
        moreBit: more?.at ?? null,
      };
    }
    const inside = scanLayout(children);
    if (inside !== null) return inside;
  }
  return null;
}

/** Fields lie one after the other, in bits. */
function placesOf(items: readonly ReportItem[]) {
  let next = 0;
  return items.map(({ usages = [], usageMinimum, usageMaximum, reportSize = 0, reportCount = 0 }) => {
    const [at, bits] = [next, reportSize * reportCount];
    next += bits;
    const range =
      usageMinimum === undefined || usageMaximum === undefined || usageMaximum - usageMinimum > 0xff
        ? []
        : Array.from({ length: usageMaximum - usageMinimum + 1 }, (_, n) => usageMinimum + n);
    return { at, bits, usages: [...usages, ...range] };
  });
}

/** The text of one report. Bytes that the report does not have are none. */
export function readReport(
  { lengthAt, dataAt, dataBytes, moreBit }: ScanLayout,
  report: Uint8Array,
): { readonly text: string; readonly isMore: boolean } {
  const told = lengthAt === null ? dataBytes : (report[lengthAt] ?? 0);
  const data = report.slice(dataAt, dataAt + Math.min(told, dataBytes));
  const end = lengthAt === null ? data.indexOf(0) : -1;
  const isMore = moreBit !== null && ((report[Math.floor(moreBit / 8)] ?? 0) & (1 << (moreBit % 8))) !== 0;
  return { text: textOf(end < 0 ? data : data.slice(0, end)), isMore };
}

/** A code of more than one report is whole with the last of them. Longer than any code: it is given up. */
export function joinReports(layout: ScanLayout): (report: Uint8Array) => string | null {
  let begun = '';
  return (report) => {
    const { text, isMore } = readReport(layout, report);
    begun = begun.length > MOST_LETTERS ? '' : begun + text;
    if (isMore) return null;
    const code = codeOf(begun);
    begun = '';
    return code;
  };
}

/** Codes of a serial scanner: each ends with a line, or a tab. */
export function splitSerial(): (bytes: Uint8Array) => readonly string[] {
  let begun = '';
  return (bytes) => {
    const parts = (begun + textOf(bytes)).split(/[\r\n\t]+/);
    begun = (parts.pop() ?? '').slice(-MOST_LETTERS);
    return parts.flatMap((part) => codeOf(part) ?? []);
  };
}

const MOST_LETTERS = 2_000;

/** Scanners send single bytes. */
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Without the signs that end it, or stand for none. */
function codeOf(text: string): string | null {
  const code = text
    .split('')
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .trim();
  return code === '' ? null : code;
}
