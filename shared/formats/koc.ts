// Koha's offline circulation file, version 1.0: a heading, then a time, a command and its arguments a line, with tabs between and no way to quote.
// A file that was read is written again byte for byte.

import {
  linesOf,
  localText,
  readLines,
  type FormatContext,
  type LineFault,
  type LocalText,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
  type ReadFile,
} from './offline-record.ts';

const VERSION = '1.0';

/** How a file is written: programs differ in the signs of the time and in the end of a line. */
export type KocForm = {
  readonly heading: string;
  readonly timeSign: '-' | ':';
  readonly lineEnd: '\n' | '\r\n';
  readonly endsWithLine: boolean;
};

export type KocFile = ReadFile & { readonly form: KocForm };

/** Reads a file, with how it is written. */
export function readKoc(text: string): KocFile {
  const file = readLines(text, (line, number) => {
    if (number === 1) return headingFault(line);
    return readCommand(line);
  });
  const [first, second] = linesOf(text);
  const form: KocForm = {
    heading: first?.text ?? '',
    timeSign: second !== undefined && /^\S+ \d{2}:/.test(second.text) ? ':' : '-',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    endsWithLine: text.endsWith('\n'),
  };
  return { ...file, form };
}

function headingFault(line: string): LineFault | null {
  const parts = line.split('\t').map((part) => part.split('='));
  const version = parts.find(([key]) => key === 'Version')?.[1];
  return version === VERSION ? null : 'header';
}

function readCommand(line: string): OfflineRecord | LineFault {
  const [time = '', command, ...args] = line.split('\t');
  const at = readTime(time);
  if (at === null) return 'time';
  const [one = '', two = ''] = args;
  const isFull = (count: number) => args.length === count && args.every((arg) => arg !== '');
  switch (command) {
    case 'issue':
      return isFull(2) ? { kind: 'out', at, card: one, barcode: two, due: null } : 'broken';
    case 'return':
      return isFull(1) ? { kind: 'in', at, barcode: one, returned: null } : 'broken';
    case 'payment': {
      if (!isFull(2)) return 'broken';
      const amountMinor = readAmount(two);
      return amountMinor === null ? 'amount' : { kind: 'pay', at, card: one, amountMinor };
    }
    case undefined:
      return 'broken';
    default:
      return 'kind';
  }
}

function readTime(text: string): LocalText | null {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2})[-:](\d{2})[-:](\d{2})(?: (\d{1,3}))?$/.exec(text);
  if (found === null) return null;
  const [, day = '', hour, minute, second, millis = '0'] = found;
  return localText(day, `${hour}:${minute}:${second}.${millis.padStart(3, '0')}`);
}

function readAmount(text: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  return found === null ? null : Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** The text of records. Those with a kind or a number that the format cannot hold are losses. */
export function printKoc(
  records: readonly OfflineRecord[],
  form: KocForm,
): { readonly text: string; readonly lines: (number | null)[]; readonly losses: Loss[] } {
  const texts = [form.heading];
  const lines: (number | null)[] = [null];
  const losses: Loss[] = [];
  for (const [record, one] of records.entries()) {
    const said = commandOf(one);
    if (typeof said === 'string') losses.push({ record, loss: said });
    else {
      for (const loss of lossesOf(one)) losses.push({ record, loss });
      texts.push([timeText(one.at ?? '', form.timeSign), ...said].join('\t'));
      lines.push(record);
    }
  }
  return { text: texts.join(form.lineEnd) + (form.endsWithLine ? form.lineEnd : ''), lines, losses };
}

function commandOf(record: OfflineRecord): readonly string[] | 'all' | 'number' | 'card' {
  if (record.at === null) return 'all';
  switch (record.kind) {
    case 'out':
      return sound(['issue', record.card, record.barcode]);
    case 'in':
      return sound(['return', record.barcode]);
    case 'renew':
      // Koha renews an item that is issued again to the same person.
      return record.card === null ? 'card' : sound(['issue', record.card, record.barcode]);
    case 'pay':
      return sound(['payment', record.card, (record.amountMinor / 100).toFixed(2)]);
    case 'use':
      return 'all';
  }
}

/** There is no way to quote: a value with a tab or a line break would be two. */
const sound = (parts: readonly string[]): readonly string[] | 'number' =>
  parts.some((part) => part === '' || /[\t\r\n]/.test(part)) ? 'number' : parts;

function lossesOf(record: OfflineRecord): Loss['loss'][] {
  if ((record.kind === 'out' || record.kind === 'renew') && record.due !== null) return ['due'];
  return record.kind === 'in' && record.returned !== null ? ['returned'] : [];
}

function timeText(at: LocalText, sign: string): string {
  const [day = '', time = ''] = at.split('T');
  const [clock = '', millis = ''] = time.split('.');
  return `${day} ${clock.replaceAll(':', sign)} ${millis}`;
}

export const koc: OfflineFormat = {
  read: (text) => readKoc(text),
  write: (records, context) => {
    const { text, lines, losses } = printKoc(records, ownForm(context));
    return { files: [{ name: `${context.desk}.koc`, text, lines }], losses };
  },
};

function ownForm({ program: { name, version } }: FormatContext): KocForm {
  const heading = [`Version=${VERSION}`, `Generator=${name}`, `GeneratorVersion=${version}`].join('\t');
  return { heading, timeSign: '-', lineEnd: '\n', endsWithLine: true };
}
