// Entries of a branch's log: its lists, ticked steps, gate readings, messages, incidents, found things, when its desks were locked, how ready each is
// for an outage, and drills. One row an entry, for the desks of the branch's system. Writes of one entry may come in any order and end the same: of
// two puts the later one stands, of two ends the earlier one; a reading of a gate is ended and put again, and the last of these counts. [I24]

import { z } from 'zod';
import { hashedId } from '../../core/digest.ts';
import {
  ActIdSchema,
  BranchIdSchema,
  DeskIdSchema,
  LocationIdSchema,
  PatronIdSchema,
  StaffIdSchema,
  type ActId,
  type BranchId,
  type DeskId,
  type PatronId,
  type StaffId,
} from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { LOG_LISTS } from '../../core/log-lists.ts';
import type { ActHeader } from '../acts.ts';
import { LessonsDoneSchema } from './lessons.ts';
import { ReadinessFactsSchema } from './readiness.ts';

export const LogListSchema = z.enum(LOG_LISTS);

/** The kind of an entry with its contents. A gate counts by the difference of two readings, or gives a count itself. */
export const LogContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), list: LogListSchema, lines: z.array(z.string()) }),
  z.object({
    kind: z.literal('step'),
    /** The service day, as `2026-01-05`. */
    day: z.string(),
    list: LogListSchema,
    step: z.string(),
    isDone: z.boolean(),
  }),
  z.object({
    kind: z.literal('gate'),
    gate: z.string(),
    readAt: InstantSchema,
    /** Reading of the counter; null where a file gave counts alone. */
    reading: z.int().min(0).nullable(),
    /** Of a file: how many came in the time that ends with it. */
    count: z.int().min(0).nullable(),
    /** The counter began anew since the reading before. */
    isReset: z.boolean(),
  }),
  z.object({ kind: z.literal('message'), text: z.string() }),
  // All desks of the branch were locked.
  z.object({ kind: z.literal('lock') }),
  // A desk's own report of how ready it is. One entry a desk.
  z.object({ kind: z.literal('readiness'), facts: ReadinessFactsSchema }),
  // A desk that the library serves, whether it reported or not. One entry a desk.
  z.object({ kind: z.literal('enrolled'), desk: DeskIdSchema, name: z.string() }),
  // The lessons of a person. One entry a person.
  LessonsDoneSchema.extend({ kind: z.literal('lessons') }),
  // The line of a desk is to be cut on purpose, from now for so many minutes.
  z.object({ kind: z.literal('drill'), desk: DeskIdSchema, minutes: z.int().min(1) }),
  // A range of a shelf that several people read, from the moment of the entry on.
  z.object({
    kind: z.literal('inventory'),
    name: z.string(),
    location: LocationIdSchema.nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('incident'),
    happenedAt: InstantSchema,
    place: z.string(),
    text: z.string(),
    told: z.string(),
    patronId: PatronIdSchema.nullable(),
  }),
  // The text to be read instead of, or beside, the text of an incident, which stays.
  z.object({ kind: z.literal('correction'), of: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('found'),
    thing: z.string(),
    where: z.string(),
    foundAt: InstantSchema,
    heldAt: z.string(),
  }),
]);
export type LogContent = z.infer<typeof LogContentSchema>;
export type LogKind = LogContent['kind'];

const stamp = { at: InstantSchema, by: StaffIdSchema.nullable(), act: ActIdSchema };

export const LogEntrySchema = z.object({
  id: z.string(),
  branch: BranchIdSchema,
  /** When and by whom it was put last. */
  ...stamp,
  what: LogContentSchema,
  /** Staff who have read it, each once. */
  seen: z.array(z.object(stamp)),
  ended: z.object({ ...stamp, note: z.string() }).nullable(),
});
export type LogEntry = z.infer<typeof LogEntrySchema>;
export type LogEntryOf<K extends LogKind> = LogEntry & { readonly what: Extract<LogContent, { readonly kind: K }> };

/** One write of an entry. */
export type LogWrite =
  | { readonly do: 'put'; readonly branch: BranchId; readonly what: LogContent }
  | { readonly do: 'see' }
  | { readonly do: 'end'; readonly note: string };

/** A write with its subject, as an act records it. */
export type RecordedLogWrite = {
  readonly kind: 'writeLog';
  readonly entry: string;
  readonly write: LogWrite;
  readonly header: ActHeader;
};

type Stamp = Pick<LogEntry, 'at' | 'by' | 'act'>;

const isBefore = (a: Pick<Stamp, 'at' | 'act'>, b: Pick<Stamp, 'at' | 'act'>): boolean =>
  a.at < b.at || (a.at === b.at && a.act < b.act);

/** The entry after a write; unchanged where the write is older. A write to an entry that is not there, or is gone, makes none. */
export function withLogWrite(entry: LogEntry | null, id: string, write: LogWrite, own: Stamp): LogEntry | null {
  if (write.do === 'put') {
    const { branch, what } = write;
    if (entry === null) return { id, branch, ...own, what, seen: [], ended: null };
    if (!isBefore(entry, own)) return entry;
    const { ended } = entry;
    // A reading that was taken back and is entered anew stands.
    const isRevived = what.kind === 'gate' && ended !== null && isBefore(ended, own);
    return { ...entry, ...own, what, ended: isRevived ? null : ended };
  }
  if (entry === null) return null;
  if (write.do === 'see') {
    const known = entry.seen.find(({ by }) => by === own.by);
    if (known !== undefined && !isBefore(own, known)) return entry;
    const seen = [...entry.seen.filter((one) => one !== known), own];
    return { ...entry, seen: seen.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)) };
  }
  if (entry.what.kind === 'gate') {
    if (isBefore(own, entry) || (entry.ended !== null && isBefore(own, entry.ended))) return entry;
  } else if (entry.ended !== null && !isBefore(own, entry.ended)) return entry;
  return { ...entry, ended: { ...own, note: write.note } };
}

/** The patron in a write of an incident. */
export function patronWritten(write: LogWrite): PatronId | null {
  return write.do === 'put' && write.what.kind === 'incident' ? write.what.patronId : null;
}

/** The write with that patron under another id, or under none. */
export function withPatronWritten(write: LogWrite, known: (id: PatronId) => PatronId | null): LogWrite {
  if (write.do !== 'put' || write.what.kind !== 'incident' || write.what.patronId === null) return write;
  return { ...write, what: { ...write.what, patronId: known(write.what.patronId) } };
}

/** Whether an entry is of a kind. */
export function isOfKind<K extends LogKind>(entry: LogEntry, kind: K): entry is LogEntryOf<K> {
  return entry.what.kind === kind;
}

/** The entry that a list of a branch is. */
export const listEntryId = (branch: BranchId, list: string): string => hashedId('log-list', branch, list);

/** Id of the entry with the last time that the desks of a branch were locked. */
export const lockEntryId = (branch: BranchId): string => hashedId('log-lock', branch);

/** Id of a desk's last statement of its readiness. */
export const readinessEntryId = (desk: DeskId): string => hashedId('log-readiness', desk);

/** That the library serves a desk. */
export const enrolledEntryId = (desk: DeskId): string => hashedId('log-enrolled', desk);

/** Id of a person's progress in the lessons, at any desk. */
export const lessonsEntryId = (staff: StaffId): string => hashedId('log-lessons', staff);

/** The last drill that was asked of a desk. */
export const drillEntryId = (desk: DeskId): string => hashedId('log-drill', desk);

/** A step of a list on a day: one entry, also where two people tick it. */
export const stepEntryId = (
  branch: BranchId,
  { day, list, step }: { day: string; list: string; step: string },
): string => hashedId('log-step', branch, day, list, step);

/** A reading of a gate at a moment: read twice from a file, it is one. */
export const gateEntryId = (branch: BranchId, gate: string, readAt: number): string =>
  hashedId('log-gate', branch, gate, readAt);

/** An entry that an act makes has its id. */
export const entryOfAct = (act: ActId): string => act;
