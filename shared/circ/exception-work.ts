// The history of work on an exception before it ended. Pure.

import { compareText } from './fold/timeline.ts';
import type { Contact, ExceptionWork } from './model/exception.ts';
import type { StaffId } from '../core/ids.ts';

/** The most entries kept with the exception, the newest; real histories are far shorter. */
const MOST_KEPT = 100;

/** Where an entry stands among those of other desks. */
export type PlacedWork = {
  readonly entry: ExceptionWork;
  readonly place: { readonly desk: string; readonly stream: string; readonly seq: number };
};

/** The history by time; the order of the input does not matter. */
export function inOrderOfWork(placed: readonly PlacedWork[]): ExceptionWork[] {
  return placed
    .toSorted(
      (a, b) =>
        a.entry.at - b.entry.at ||
        compareText(a.place.desk, b.place.desk) ||
        compareText(a.place.stream, b.place.stream) ||
        a.place.seq - b.place.seq,
    )
    .map(({ entry }) => entry)
    .slice(-MOST_KEPT);
}

/** The person assigned; null: unassigned. */
export function assignedTo(history: readonly ExceptionWork[] | undefined): StaffId | null {
  return history?.findLast(({ to }) => to !== undefined)?.to ?? null;
}

/** How far a person came with the patron, and when; null: no try yet. */
export function lastContact(
  history: readonly ExceptionWork[] | undefined,
): { readonly contact: Contact; readonly at: number } | null {
  const entry = history?.findLast(({ contact }) => contact !== undefined);
  return entry?.contact === undefined ? null : { contact: entry.contact, at: entry.at };
}
