// The counts in the text of a gate counter's file: the same at a desk and on the command line.

import Papa from 'papaparse';
import { MOST_COUNTED } from '../../../shared/acts/log/count-gates.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { LINE_LETTERS } from '../../../shared/core/log-lists.ts';

export type GateCount = { readonly gate: string; readonly readAt: Instant; readonly count: number };

export type GateCounts = {
  readonly counts: readonly GateCount[];
  /** Lines that are not taken, each with its reason. */
  readonly wrong: readonly { readonly line: number; readonly why: string }[];
};

const COLUMNS = ['time', 'gate', 'count'];

/** Reads a file: a gate has one count for a moment, the last that it tells. Throws HF-IMPORT-003 for a wrong header. */
export function readGateCounts(
  text: string,
  { name, ...place }: { readonly name: string; readonly zone: string; readonly now: Instant },
): GateCounts {
  const [header = [], ...rows] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false }).data;
  const columns = header.map((column) => column.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new HoldfastError('HF-IMPORT-003', { file: name, why: `it lacks ${missing.join(', ')}` });
  const counts = new Map<string, GateCount>();
  const wrong: GateCounts['wrong'][number][] = [];
  for (const [index, fields] of rows.entries()) {
    if (fields.every((field) => field.trim() === '')) continue;
    const of = (column: string): string => (fields[columns.indexOf(column)] ?? '').trim();
    const read = readLine({ time: of('time'), gate: of('gate'), count: of('count') }, place);
    if (typeof read === 'string') wrong.push({ line: index + 2, why: read });
    else counts.set(`${read.readAt} ${read.gate}`, read);
  }
  return { counts: [...counts.values()], wrong };
}

function readLine(
  { time, gate, count }: { readonly time: string; readonly gate: string; readonly count: string },
  { zone, now }: { readonly zone: string; readonly now: Instant },
): GateCount | string {
  const readAt = momentOf(time, zone);
  if (readAt === null) return `"${time}" is no time`;
  if (readAt > now) return `${time} lies ahead`;
  if (gate === '' || gate.length > LINE_LETTERS) return 'it names no gate';
  if (!/^\d{1,7}$/.test(count) || Number(count) > MOST_COUNTED) return `"${count}" is no count`;
  return { gate, readAt, count: Number(count) };
}

/** An instant, or a time on the clock of the branch: `2026-01-05 14:00`, also with seconds. */
function momentOf(text: string, zone: string): Instant | null {
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?$/.exec(text);
  return local === null ? parseInstant(text) : parseLocalMoment(`${local[1]}T${local[2]}`, zone);
}
