// Follett Destiny's offline file: a code in a line sets the kind of the next lines, and stays until the next code. It has no times: the day is in its
// name.

import {
  dayOf,
  localText,
  readLines,
  type LocalText,
  type Loss,
  type OfflineFormat,
  type OfflineRecord,
  type WrittenFile,
} from './offline-record.ts';

const OUT = '%C123H';
const IN = '%C127L';
const NAME = /LibraryCirculation(\d{4}-\d{2}-\d{2})/;

type Mode = { mode: 'out' | 'in' | null; card: string | null };

export const destiny: OfflineFormat = {
  read: (text, _, fileName) => {
    const at = dayIn(fileName);
    const now: Mode = { mode: null, card: null };
    return readLines(text, (line) => {
      const code = line.trim();
      if (code.startsWith('%')) {
        now.mode = code === OUT ? 'out' : code === IN ? 'in' : null;
        now.card = null;
        return now.mode === null ? 'kind' : null;
      }
      if (now.mode === null) return 'broken';
      if (now.mode === 'in') return { kind: 'in', at, barcode: code, returned: null };
      if (now.card !== null) return { kind: 'out', at, card: now.card, barcode: code, due: null };
      now.card = code;
      return null;
    });
  },
  write: (records) => {
    const days = [...new Set(records.flatMap(({ at }) => (at === null ? [] : [dayOf(at)])))].toSorted();
    const losses: Loss[] = [];
    for (const [record, one] of records.entries()) losses.push(...lossesOf(one).map((loss) => ({ record, loss })));
    return { files: days.map((day) => fileOf(day, records)).filter(({ lines }) => lines.length > 0), losses };
  },
};

/** Noon of the day in a name: the file has no time. */
function dayIn(fileName: string): LocalText | null {
  return localText(NAME.exec(fileName)?.[1] ?? '', '12:00:00.000');
}

const isSound = (code: string): boolean =>
  code !== '' && !code.startsWith('%') && !/[\r\n]/.test(code) && code === code.trim();

function isSaid(record: OfflineRecord): boolean {
  if (record.at === null || (record.kind !== 'out' && record.kind !== 'in')) return false;
  return isSound(record.barcode) && (record.kind === 'in' || isSound(record.card));
}

function lossesOf(record: OfflineRecord): Loss['loss'][] {
  if (record.at === null || (record.kind !== 'out' && record.kind !== 'in')) return ['all'];
  if (!isSaid(record)) return ['number'];
  const more: Loss['loss'][] =
    record.kind === 'out' ? (record.due === null ? [] : ['due']) : record.returned === null ? [] : ['returned'];
  return ['time', ...more];
}

function fileOf(day: string, records: readonly OfflineRecord[]): WrittenFile {
  const texts: string[] = [];
  const lines: (number | null)[] = [];
  const add = (text: string, record: number | null): void => {
    texts.push(text);
    lines.push(record);
  };
  const now: Mode = { mode: null, card: null };
  for (const [record, one] of records.entries()) {
    if (!isSaid(one) || one.at === null || dayOf(one.at) !== day || (one.kind !== 'out' && one.kind !== 'in')) continue;
    const card = one.kind === 'out' ? one.card : null;
    if (now.mode !== one.kind || now.card !== card) {
      add(one.kind === 'out' ? OUT : IN, null);
      if (card !== null) add(card, null);
      Object.assign(now, { mode: one.kind, card });
    }
    add(one.barcode, record);
  }
  return { name: `LibraryCirculation${day}.txt`, text: texts.map((text) => `${text}\r\n`).join(''), lines };
}
