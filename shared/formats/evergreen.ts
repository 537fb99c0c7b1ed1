// Evergreen's offline transactions: a JSON object a line, with the time as seconds of the client's clock and how far that clock was off.

import {
  localText,
  readLines,
  type FormatContext,
  type LineFault,
  type LocalText,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
} from './offline-record.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Evergreen takes no more of one barcode at once. */
const MOST_USES = 99;

export const evergreen: OfflineFormat = {
  read: (text, context) => readLines(text, (line) => readLine(line, context)),
  write: (records, context) => {
    const texts: string[] = [];
    const lines: number[] = [];
    const losses: Loss[] = [];
    for (const [record, one] of records.entries()) {
      const said = objectsOf(one, context);
      if (typeof said === 'string') losses.push({ record, loss: said });
      else
        for (const object of said) {
          texts.push(`${JSON.stringify(object)}\n`);
          lines.push(record);
        }
    }
    return { files: [{ name: `${context.desk}.log`, text: texts.join(''), lines }], losses };
  },
};

function readLine(line: string, context: FormatContext): OfflineRecord | LineFault {
  const fields = parseFields(line);
  if (fields === null) return 'broken';
  const at = timeOf(fields, context);
  if (at === null) return 'time';
  const barcode = textOf(fields['barcode']);
  const card = textOf(fields['patron_barcode']);
  const due = momentOf(fields['due_date'], context);
  const back = momentOf(fields['backdate'], context);
  if (due === undefined || back === undefined) return 'time';
  switch (fields['type']) {
    case 'checkout':
      if (isYes(fields['noncat'])) return 'kind';
      return barcode === null || card === null ? 'broken' : { kind: 'out', at, card, barcode, due };
    case 'renew':
      return barcode === null ? 'broken' : { kind: 'renew', at, card, barcode, due };
    case 'checkin': {
      const returned = back !== null && back < at ? back : null;
      return barcode === null ? 'broken' : { kind: 'in', at, barcode, returned };
    }
    case 'in_house_use': {
      const count = fields['count'] === undefined ? 1 : Number(fields['count']);
      const isCount = Number.isSafeInteger(count) && count >= 1 && count <= MOST_USES;
      return barcode === null || !isCount ? 'broken' : { kind: 'use', at, barcode, count };
    }
    case undefined:
      return 'broken';
    default:
      // `register` among them: a person makes an account, after looking for the same person among the patrons.
      return 'kind';
  }
}

function parseFields(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

const isYes = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 't';

/** Seconds of the client's clock, and by how many it was behind. */
function timeOf({ timestamp, delta }: Fields, { localOf }: FormatContext): LocalText | null {
  const seconds = Number(timestamp) + (delta === undefined || delta === null ? 0 : Number(delta));
  const isTime = timestamp !== null && timestamp !== '' && Number.isFinite(seconds) && seconds > 0 && seconds < 1e11;
  return isTime ? localOf(Math.round(seconds * 1_000)) : null;
}

/** Undefined: it is none. "2026-03-18T22:59:59.000Z", or local "2026-03-18" and "2026-03-18 09:05:07" of older clients; null = none. */
function momentOf(value: unknown, { localOf }: FormatContext): LocalText | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return localText(value, '23:59:59.000') ?? undefined;
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(value);
  if (local !== null) return localText(local[1] ?? '', `${local[2]}.000`) ?? undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : localOf(at);
}

function objectsOf(record: OfflineRecord, { epochOf }: FormatContext): Fields[] | 'all' {
  if (record.at === null) return 'all';
  const ms = epochOf(record.at);
  const iso = (local: LocalText): string => new Date(epochOf(local)).toISOString();
  const head = (type: string): Fields => ({ timestamp: Math.floor(ms / 1_000), type, delta: 0 });
  const dueOf = (due: LocalText | null): Fields =>
    due === null ? {} : { due_date: iso(due), checkout_time: new Date(ms).toISOString() };
  switch (record.kind) {
    case 'out':
      return [{ ...head('checkout'), patron_barcode: record.card, barcode: record.barcode, ...dueOf(record.due) }];
    case 'renew': {
      const card = record.card === null ? {} : { patron_barcode: record.card };
      return [{ ...head('renew'), barcode: record.barcode, ...card, ...dueOf(record.due) }];
    }
    case 'in':
      return [{ ...head('checkin'), barcode: record.barcode, backdate: iso(record.returned ?? record.at) }];
    case 'use': {
      const { barcode, count } = record;
      const counts = Array.from({ length: Math.ceil(count / MOST_USES) }, (_, n) =>
        Math.min(MOST_USES, count - n * MOST_USES),
      );
      return counts.map((part) => ({ ...head('in_house_use'), barcode, count: part }));
    }
    case 'pay':
      return 'all';
  }
}
