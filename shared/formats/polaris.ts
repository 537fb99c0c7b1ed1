// Polaris' offline file: a heading with the day, then a checkout a line with its time of day and its loan period. The day stands in the heading alone,
// so that there is a file a day.

import {
  dayOf,
  localText,
  readLines,
  type FormatContext,
  type LineFault,
  type LocalText,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
  type WrittenFile,
} from './offline-record.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;
/** The unit of a loan period: days. */
const DAYS = '1';

export const polaris: OfflineFormat = {
  read: (text) => {
    const now: { day: string | null } = { day: null };
    return readLines(text, (line) => {
      const fields = line.split('|');
      if (fields[0] === '1') {
        now.day = readDay(fields[2] ?? '');
        return now.day === null ? 'header' : null;
      }
      return readCheckout(fields, now.day);
    });
  },
  write: (records, context) => {
    const days = [...new Set(records.flatMap(({ at }) => (at === null ? [] : [dayOf(at)])))].toSorted();
    const losses: Loss[] = [];
    const files = days.map((day) => fileOf(day, records, context, losses));
    for (const [record, { at }] of records.entries()) if (at === null) losses.push({ record, loss: 'all' });
    return { files: files.filter(({ lines }) => lines.length > 1), losses };
  },
};

/** "March 4 2026", or "03 04 26" as the help text has it. */
function readDay(text: string): string | null {
  const [month = '', day = '', year = ''] = text.trim().split(/\s+/);
  const named = MONTHS.findIndex((name) => name.toLowerCase().startsWith(month.toLowerCase().slice(0, 3))) + 1;
  const number = /^\d{1,2}$/.test(month) ? Number(month) : month.length < 3 ? 0 : named;
  const whole = year.length === 2 ? `20${year}` : year;
  const found = `${whole}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return localText(found, '00:00:00.000') === null ? null : found;
}

function readCheckout(
  [kind, time = '', card = '', barcode = '', unit, period]: string[],
  day: string | null,
): OfflineRecord | LineFault {
  if (kind !== '2') return /^\d+$/.test(kind ?? '') ? 'kind' : 'broken';
  if (card === '' || barcode === '') return 'broken';
  const at = day === null ? null : localText(day, `${time}.000`);
  if (at === null) return day === null ? 'header' : 'time';
  return { kind: 'out', at, card, barcode, due: unit === DAYS ? dueAfter(at, Number(period)) : null };
}

/** The end of the day so many days later. */
function dueAfter(at: LocalText, days: number): LocalText | null {
  if (!Number.isSafeInteger(days) || days < 0 || days > 10_000) return null;
  const day = new Date(Date.parse(`${dayOf(at)}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  return `${day}T23:59:59.000`;
}

function fileOf(
  day: string,
  records: readonly OfflineRecord[],
  { desk, program }: FormatContext,
  losses: Loss[],
): WrittenFile {
  const texts: string[] = [];
  const lines: (number | null)[] = [null];
  let first = '';
  for (const [record, one] of records.entries()) {
    if (one.at === null || dayOf(one.at) !== day) continue;
    if (one.kind !== 'out') losses.push({ record, loss: 'all' });
    else if ([one.card, one.barcode].some((code) => /[|\r\n]/.test(code))) losses.push({ record, loss: 'number' });
    else {
      const time = one.at.slice(11, 19);
      first = first === '' ? time : first;
      const days = one.due === null ? '' : daysUntil(one.at, one.due);
      texts.push(`2|${time}|${one.card}|${one.barcode}|${days === '' ? '' : DAYS}|${days}`);
      lines.push(record);
      if (one.at.slice(20) !== '000') losses.push({ record, loss: 'seconds' });
      // Days alone: the time of day of a loan by the hour has no place.
      if (one.due !== null && dueAfter(one.at, Number(days)) !== one.due) losses.push({ record, loss: 'due' });
    }
  }
  const [year, month, date] = day.split('-');
  const said = `${MONTHS[Number(month) - 1]} ${Number(date)} ${year}`;
  const heading = `1|${first}|${said}|0|0|0|${program.version}`;
  return { name: `PTF_${day.replaceAll('-', '')}_${desk}.TRN`, text: [heading, ...texts, ''].join('\r\n'), lines };
}

function daysUntil(at: LocalText, due: LocalText): string {
  const days = Date.parse(`${dayOf(due)}T00:00:00Z`) - Date.parse(`${dayOf(at)}T00:00:00Z`);
  return String(Math.max(0, Math.round(days / DAY_MS)));
}
