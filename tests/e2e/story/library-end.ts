// The server's data at the end, as `holdfast inspect` prints it, in a form that does not depend on ids or on the second
// of an act.

import { jsonLines } from './program.ts';
import type { StoryWorld } from './story-world.ts';

type Row = Record<string, unknown>;

/** The end, item by item. */
export type LibraryEnd = {
  readonly loans: readonly string[];
  readonly items: readonly string[];
  readonly fees: readonly string[];
  readonly exceptions: readonly string[];
};

/** Reads the end of the items that the story touched. */
export async function readEnd(world: StoryWorld, barcodes: readonly string[]): Promise<LibraryEnd> {
  const rows = (what: string) =>
    jsonLines<Row>(['inspect', what, '--all', '--database', 'embedded', '--data', world.centralData], world.env);
  const touched = new Set<unknown>(barcodes);
  const onTouched = (row: Row) => touched.has(row['item'] ?? row['barcode']);
  const [loans, items, fees, exceptions] = await Promise.all([
    rows('loans'),
    rows('items'),
    rows('fees'),
    rows('exceptions'),
  ]);
  return {
    loans: loans
      .filter((row) => onTouched(row) && String(row['outAt']) >= '2022-06-27')
      .map((row) =>
        line([
          row['item'],
          row['patron'],
          row['state'],
          row['how'],
          String(row['dueAt']).slice(0, 16),
          row['renewals'],
        ]),
      ),
    items: items.filter(onTouched).map((row) => line([row['barcode'], row['status'], row['holder']])),
    fees: fees
      .filter(onTouched)
      .map((row) => line([row['item'], row['patron'], row['kind'], row['amountMinor'], row['outstandingMinor']])),
    exceptions: exceptions
      .filter((row) => row['state'] === 'open')
      .map((row) => line([row['code'], row['weight'], row['item'], row['patron']])),
  };
}

/** Both ends, sorted, so that they can be compared. */
export function sortedEnd(end: LibraryEnd): LibraryEnd {
  return {
    loans: end.loans.toSorted(),
    items: end.items.toSorted(),
    fees: end.fees.toSorted(),
    exceptions: end.exceptions.toSorted(),
  };
}

function line(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' || typeof value === 'number' ? value : '-')).join(' ');
}
