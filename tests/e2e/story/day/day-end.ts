// The library's data at the end of the day, in a form that does not depend on ids or on the minute of an act: loans,
// copies, holds, accounts and money that the day touched, acts by name, and the figures of the shift.

import type { ShiftWorld } from '../shift-world.ts';
import { jsonLines } from '../program.ts';

type Row = Record<string, unknown>;

/** The end of a day; each a sorted list of lines. */
export type DayEnd = Readonly<Record<string, readonly string[]>>;

const KINDS: Readonly<Record<string, readonly string[]>> = {
  loans: ['item', 'patron', 'state', 'how', 'dueOn', 'renewals'],
  items: ['barcode', 'status', 'holder'],
  holds: ['patron', 'title', 'pickup', 'state', 'position'],
  patrons: ['card', 'name', 'group', 'branch', 'blocks'],
  fees: ['patron', 'item', 'kind', 'amountMinor', 'outstandingMinor'],
  payments: ['patron', 'amountMinor', 'method'],
  exceptions: ['code', 'weight', 'state', 'item', 'patron'],
  commands: ['name', 'receipt'],
};

/** Reads the end as `holdfast inspect` prints it. */
export async function readDayEnd({ place, env }: ShiftWorld): Promise<DayEnd> {
  const ends: [string, string[]][] = [];
  for (const [kind, fields] of Object.entries(KINDS)) {
    const rows = await jsonLines<Row>(['inspect', kind, '--all', ...place], env());
    ends.push([
      kind,
      rows.map((row) => lineOf({ ...row, dueOn: String(row['dueAt']).slice(0, 10) }, fields)).toSorted(),
    ]);
  }
  return Object.fromEntries(ends);
}

/** Lines of one end that the other lacks, by kind; empty where the day ended in the same state. */
export function differences(one: DayEnd, other: DayEnd): string[] {
  return Object.keys(KINDS).flatMap((kind) => [
    ...lacking(one[kind], other[kind]).map((line) => `${kind}: only in the first: ${line}`),
    ...lacking(other[kind], one[kind]).map((line) => `${kind}: only in the other: ${line}`),
  ]);
}

/** Lines that stand more often in one list than in the other. */
function lacking(one: readonly string[] = [], other: readonly string[] = []): string[] {
  const left = [...other];
  return one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function lineOf(row: Row, fields: readonly string[]): string {
  return fields.map((field) => JSON.stringify(row[field] ?? null)).join(' ');
}
