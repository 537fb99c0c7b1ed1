// What the counter of a gate wrote to a file: a line for each time, gate and how many came since the line before it. Read twice it counts once.

import { gateEntryId, type LogEntry } from '../../shared/circ/model/log-entry.ts';
import { actId, type BranchId } from '../../shared/core/ids.ts';
import { parseInstant, type Instant } from '../../shared/core/instant.ts';
import { LINE_LETTERS } from '../../shared/core/log-lists.ts';
import { parseLocalMoment } from '../../shared/core/local-moment.ts';
import { readTable, type TableHeader } from '../import/csv/read-table.ts';

export type GateFile = {
  readonly entries: readonly LogEntry[];
  /** Lines that are not taken, each with its reason. */
  readonly wrong: readonly { readonly line: number; readonly why: string }[];
};

const MOST = 1_000_000;

/** Reads a file. Throws HF-IMPORT-003 for a wrong header, -004 and -005 for a file that cannot be read. */
export async function readGateFile(
  path: string,
  { branch, zone, now }: { readonly branch: BranchId; readonly zone: string; readonly now: Instant },
): Promise<GateFile> {
  const entries = new Map<string, LogEntry>();
  const wrong: GateFile['wrong'][number][] = [];
  for await (const { header, records } of readTable({ path, required: ['time', 'gate', 'count'] })) {
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
  }
  return { entries: [...entries.values()], wrong };
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
