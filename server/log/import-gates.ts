// The file of a gate counter: a line for each time, with the gate and the visitors since the line before. Read twice it
// counts once.

import { gateEntryId, type LogEntry } from '../../shared/circ/model/log-entry.ts';
import { actId, type BranchId } from '../../shared/core/ids.ts';
import { parseInstant, type Instant } from '../../shared/core/instant.ts';
import { LINE_LETTERS } from '../../shared/core/log-lists.ts';
import { parseLocalMoment } from '../../shared/core/local-moment.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { recordAssembler, type CsvRecord } from '../import/csv/assemble-records.ts';
import { linesOf } from '../import/csv/read-lines.ts';
import { readTable, type TableHeader } from '../import/csv/read-table.ts';

export type GateFile = {
  readonly entries: readonly LogEntry[];
  /** Lines that are not taken, each with its reason. */
  readonly wrong: readonly { readonly line: number; readonly why: string }[];
};

const MOST = 1_000_000;

type Place = { readonly branch: BranchId; readonly zone: string; readonly now: Instant };

/** Reads a file. Throws HF-IMPORT-003 for a wrong header, -004 and -005 for a file that cannot be read. */
export async function readGateFile(path: string, place: Place): Promise<GateFile> {
  const reading = startReading(place);
  for await (const { header, records } of readTable({ path, required: COLUMNS })) reading.take(header, records);
  return reading.end();
}

/** Reads a text that is at hand; `name`: of its file. Throws HF-IMPORT-003 for a wrong header. */
export function gateText(text: string, { name, ...place }: Place & { readonly name: string }): GateFile {
  const reading = startReading(place);
  const [first, ...rest] = [...linesOf(Buffer.from(text), 'utf8')].flat();
  const columns = (first?.text ?? '').split(',').map((column) => column.trim());
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new HoldfastError('HF-IMPORT-003', { file: name, why: `it lacks ${missing.join(', ')}` });
  const header = { columns: new Map(columns.map((column, n) => [column, n])) };
  const assembler = recordAssembler(columns.length);
  reading.take(header, assembler.take(rest));
  reading.take(header, assembler.end());
  return reading.end();
}

const COLUMNS = ['time', 'gate', 'count'];

function startReading({ branch, zone, now }: Place): {
  readonly take: (header: TableHeader, records: readonly CsvRecord[]) => void;
  readonly end: () => GateFile;
} {
  const entries = new Map<string, LogEntry>();
  const wrong: GateFile['wrong'][number][] = [];
  return {
    take(header, records) {
      for (const { line, fields, problem } of records) {
        const read = fields === null ? problem : readLine(header, fields, { zone, now });
        if (typeof read === 'string') {
          wrong.push({ line, why: read });
          continue;
        }
        const { gate, readAt, count } = read;
        const id = gateEntryId(branch, gate, readAt);
        const what = { kind: 'gate', gate, readAt, reading: null, count, isReset: false } as const;
        entries.set(id, { id, branch, at: readAt, by: null, act: actId(id), what, seen: [], ended: null });
      }
    },
    end: () => ({ entries: [...entries.values()], wrong }),
  };
}

function readLine(
  { columns }: TableHeader,
  fields: readonly string[],
  { zone, now }: { readonly zone: string; readonly now: Instant },
): { readonly gate: string; readonly readAt: Instant; readonly count: number } | string {
  const of = (name: string) => (fields[columns.get(name) ?? -1] ?? '').trim();
  const [time, gate, count] = [of('time'), of('gate'), of('count')];
  const readAt = momentOf(time, zone);
  if (readAt === null) return `"${time}" is no time`;
  if (readAt > now) return `${time} lies ahead`;
  if (gate === '' || gate.length > LINE_LETTERS) return 'it names no gate';
  if (!/^\d{1,7}$/.test(count) || Number(count) > MOST) return `"${count}" is no count`;
  return { gate, readAt, count: Number(count) };
}

/** An instant, or a time on the clock of the branch: `2026-01-05 14:00`, also with seconds. */
function momentOf(text: string, zone: string): Instant | null {
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?$/.exec(text);
  return local === null ? parseInstant(text) : parseLocalMoment(`${local[1]}T${local[2]}`, zone);
}
