// Sierra's and Millennium's circulation file: fields with colons between, `o` for out and renewed, `i` for in, times to the minute.

import {
  compactMinute,
  hasSeconds,
  ofCompactMinute,
  readLines,
  type LineFault,
  type LocalText,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
} from './offline-record.ts';

/** The statistics group of a file of ours: none. */
const NO_GROUP = '0';

export const sierra: OfflineFormat = {
  read: (text) => readLines(text, readLine),
  write: (records, { desk }) => {
    const texts: string[] = [];
    const lines: number[] = [];
    const losses: Loss[] = [];
    for (const [record, one] of records.entries()) {
      const said = lineOf(one);
      if (said === 'all' || said === 'number' || said === 'card') losses.push({ record, loss: said });
      else {
        texts.push(`${said}\n`);
        lines.push(record);
        if (one.at !== null && hasSeconds(one.at)) losses.push({ record, loss: 'seconds' });
        if (one.kind === 'in' && one.returned !== null) losses.push({ record, loss: 'returned' });
      }
    }
    // The server takes up files whose name begins so.
    return { files: [{ name: `rdy-${desk}.dat`, text: texts.join(''), lines }], losses };
  },
};

function readLine(line: string): OfflineRecord | LineFault {
  const [prefix, time = '', item = '', patron = '', due = '', ...rest] = line.split(':');
  if (prefix !== 'o' && prefix !== 'i') return /^[a-z]$/.test(prefix ?? '') ? 'kind' : 'broken';
  if (rest.length > 1 || !/^b./.test(item)) return 'broken';
  const at = ofCompactMinute(`20${time}`);
  if (at === null) return 'time';
  const barcode = item.slice(1);
  if (prefix === 'i') return { kind: 'in', at, barcode, returned: null };
  if (!/^b./.test(patron)) return 'broken';
  const dueAt = due === '' ? null : ofCompactMinute(`20${due}`);
  return due !== '' && dueAt === null ? 'time' : { kind: 'out', at, card: patron.slice(1), barcode, due: dueAt };
}

function lineOf(record: OfflineRecord): string {
  if (record.at === null || record.kind === 'pay' || record.kind === 'use') return 'all';
  const card = record.kind === 'in' ? '' : record.card;
  if (card === null) return 'card';
  if ([record.barcode, card].some((one) => /[:\r\n]/.test(one))) return 'number';
  const short = (local: LocalText | null): string => (local === null ? '' : compactMinute(local).slice(2));
  const at = short(record.at);
  if (record.kind === 'in') return `i:${at}:b${record.barcode}:::${NO_GROUP}`;
  return `o:${at}:b${record.barcode}:b${card}:${short(record.due)}:${NO_GROUP}`;
}
