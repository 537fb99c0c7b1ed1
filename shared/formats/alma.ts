// Alma's offline circulation file: fixed columns, a loan or a return a line, times to the minute.

import {
  compactMinute,
  hasSeconds,
  ofCompactMinute,
  readLines,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
} from './offline-record.ts';

const BARCODE_WIDTH = 80;

export const alma: OfflineFormat = {
  read: (text) =>
    readLines(text, (line) => {
      const at = ofCompactMinute(line.slice(0, 12));
      const kind = line[12];
      const barcode = line.slice(13, 13 + BARCODE_WIDTH).trim();
      const card = line.slice(13 + BARCODE_WIDTH).trim();
      if (line.length < 14) return 'broken';
      if (at === null) return 'time';
      if (kind !== 'L' && kind !== 'R') return 'kind';
      if (barcode === '') return 'broken';
      if (kind === 'R') return card === '' ? { kind: 'in', at, barcode, returned: null } : 'broken';
      return card === '' ? 'broken' : { kind: 'out', at, card, barcode, due: null };
    }),
  write: (records, { desk }) => {
    const texts: string[] = [];
    const lines: number[] = [];
    const losses: Loss[] = [];
    for (const [record, one] of records.entries()) {
      const said = lineOf(one);
      if (said === 'all' || said === 'number') losses.push({ record, loss: said });
      else {
        texts.push(`${said}\r\n`);
        lines.push(record);
        if (one.at !== null && hasSeconds(one.at)) losses.push({ record, loss: 'seconds' });
        if (one.kind === 'out' && one.due !== null) losses.push({ record, loss: 'due' });
        if (one.kind === 'in' && one.returned !== null) losses.push({ record, loss: 'returned' });
      }
    }
    return { files: [{ name: `${desk}.dat`, text: texts.join(''), lines }], losses };
  },
};

function lineOf(record: OfflineRecord): string {
  if (record.at === null || (record.kind !== 'out' && record.kind !== 'in')) return 'all';
  const { barcode } = record;
  const card = record.kind === 'out' ? record.card : '';
  if (barcode.length > BARCODE_WIDTH || [barcode, card].some((one) => /[\r\n]/.test(one) || one !== one.trim()))
    return 'number';
  const head = `${compactMinute(record.at)}${record.kind === 'out' ? 'L' : 'R'}`;
  return `${head}${barcode.padEnd(BARCODE_WIDTH)}${card}`;
}
