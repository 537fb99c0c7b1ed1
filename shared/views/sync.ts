// The state of the line, derived from positions and ages, never from a socket.

import { z } from 'zod';
import { ActIdSchema, ExceptionIdSchema } from '../core/ids.ts';
import { LIST_FILE_TROUBLES } from '../core/list-file-words.ts';
import { ContactSchema, ExceptionActionSchema, ResolutionActionSchema, WeightSchema } from '../circ/model/exception.ts';
import { IsoInstantSchema } from './session.ts';
import { UpdateViewSchema } from './update.ts';

export const HopSchema = z.object({
  name: z.enum(['server', 'ils']),
  state: z.enum(['up', 'down']),
  since: IsoInstantSchema,
  /** Where the hop stands for several systems: how many, how many of them are away, and which one of these for the longest time. */
  several: z.object({ all: z.int(), away: z.int(), name: z.string().nullable() }).optional(),
});

/** Other desks of the branch, which pass their acts to this one over its own network. */
export const NeighborsViewSchema = z.object({
  heard: z.int(),
  known: z.int(),
  /** Those that the library names. `at`: reached since then, or reached last; null = not since this desk started. */
  desks: z.array(z.object({ name: z.string(), isReached: z.boolean(), at: IsoInstantSchema.nullable() })),
  /** When something without the key of such a desk was refused last; null = never since this desk started. */
  refusedAt: IsoInstantSchema.nullable(),
  /** The port is open to other desks; false where another program has it. */
  isListening: z.boolean(),
});
export type NeighborsView = z.infer<typeof NeighborsViewSchema>;

export const SyncStatusSchema = z.object({
  online: z.boolean(),
  since: IsoInstantSchema,
  pending: z.int(),
  oldestPendingAt: IsoInstantSchema.nullable(),
  replicaPos: z.int(),
  headPos: z.int(),
  hops: z.array(HopSchema),
  /** By kind of data: the moment that the copy is known to be complete to. A kind of which nothing is here yet is absent. */
  freshness: z.record(z.string(), IsoInstantSchema),
  clock: z.object({ offsetMs: z.number(), ageMs: z.number().nullable(), jumped: z.boolean() }),
  exceptions: z.object({ actNow: z.int(), today: z.int(), note: z.int() }),
  /** Desks of the branch with a line over its own network; absent = the library has that off. */
  neighbors: NeighborsViewSchema.optional(),
  /** Lists kept as files in a folder: the age of the oldest, and what is wrong; absent = this desk keeps none. */
  listFiles: z
    .object({
      writtenAt: IsoInstantSchema.nullable(),
      isOld: z.boolean(),
      trouble: z.enum(LIST_FILE_TROUBLES).nullable(),
    })
    .optional(),
  /** New versions of the program; absent = it does not run as an installed program. */
  update: UpdateViewSchema.optional(),
  paused: z.boolean(),
  pausedSince: IsoInstantSchema.nullable(),
  /** The pause is an outage drill, up to then. */
  drillUntil: IsoInstantSchema.optional(),
  /** Why nothing is sent although something answers, as an error code: refused, revoked, update needed, a certificate that is not trusted. */
  problem: z.string().nullable(),
  /** The same in words, with the remedy; null where there is none, or none for it. */
  problemWords: z.object({ en: z.string(), es: z.string() }).nullable(),
  /** Up to when staff have all their rights without contact with the server; null before the first contact. */
  fullRightsUntil: IsoInstantSchema.nullable(),
  /** When details of patrons lock without contact with the server; null before the first contact. */
  detailsLockAt: IsoInstantSchema.nullable(),
  /** When the desk went on from an earlier state of its data, under new numbers; null for one that never did. */
  restoredAt: IsoInstantSchema.nullable(),
  /** When the desk found that the server was put back from a backup, until a person has seen it (`sync.seenRestore`); else null. */
  serverRestoredAt: IsoInstantSchema.nullable(),
  /** The emergency closing of this desk's branch: the longest that is in force, else the next to begin; null = none. */
  closing: z.object({ from: IsoInstantSchema, to: IsoInstantSchema, reason: z.string() }).nullable(),
  /** The library and its rules are here: staff can work, if by barcode alone. */
  hasRules: z.boolean(),
  /** A copy is being loaded: rows so far and in all (0 = not known yet), bytes by the network, and the time left by the rate so far. */
  loading: z
    .object({
      rows: z.int(),
      of: z.int(),
      bytes: z.int(),
      leftMs: z.int().nullable(),
      /** The desk has none yet; else it serves from the old one meanwhile. */
      isFirst: z.boolean(),
    })
    .nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatusSchema>;

/** One act of this desk on the Sync screen. */
export const DeskActSchema = z.object({
  commandId: ActIdSchema,
  seq: z.int(),
  at: IsoInstantSchema,
  ageMs: z.number(),
  name: z.string(),
  /** In words: "Checked out · The Overstory". */
  text: z.string(),
  /** Answer of the server; null = waiting. */
  outcome: z.string().nullable(),
  codes: z.array(z.string()),
});
export type DeskAct = z.infer<typeof DeskActSchema>;

/** The lists of the worklist, in the order to work them: first those that an object or a desk waits for. */
export const WORK_GROUPS = [
  'reroute',
  'wrong-trap',
  'equipment',
  'desks',
  'money',
  'patrons',
  'notices',
  'other',
  // All of a weight, the oldest first, where they are listed by age.
  'oldest-now',
  'oldest-today',
] as const;

/** How exceptions are listed. By work: in the order to work them; by age: the oldest of each weight first. */
export const ListingSchema = z.object({
  order: z.enum(['work', 'age']).default('work'),
  /** All, those assigned to this person, or the unassigned ones. */
  whose: z.enum(['all', 'mine', 'nobody']).default('all'),
  /** Everywhere, or at the branch of this desk; an entry of no branch is at each. */
  where: z.enum(['everywhere', 'branch']).default('everywhere'),
});
export type Listing = z.infer<typeof ListingSchema>;

/** Kinds that are listed by age have many codes. */
export const AGE_CODE = 'by-age';

export const ExceptionViewSchema = z.object({
  exceptionId: ExceptionIdSchema,
  code: z.string(),
  weight: WeightSchema,
  state: z.string(),
  branch: z.string().nullable(),
  /** The name of its branch, where that is another one than the desk's: the item has to be found there. */
  elsewhere: z.string().optional(),
  item: z.string().optional(),
  patron: z.string().optional(),
  at: IsoInstantSchema,
  text: z.string(),
  tellPatron: z.string().nullable(),
  /** Place in the worklist. */
  group: z.enum(WORK_GROUPS),
  /** Shelf order within the group. */
  callNumber: z.string().nullable(),
  title: z.string().nullable(),
  actions: z.array(ExceptionActionSchema),
  /** Acts wait behind it that this person may release: held acts, or acts that wait for a silent desk (`exception.release`). */
  mayRelease: z.boolean().optional(),
  /**
   * The patron to tell, for the person who may work it; null where there is none, or it shows when the item is scanned.
   */
  whom: z.object({ card: z.string(), name: z.string(), phone: z.string().nullable() }).nullable(),
  /** Records that it leads to, for the person who may write in them. */
  opens: z.array(z.enum(['register', 'catalog', 'account', 'item'])),
  /** Money of this patron that is to be given back, and whether this person may. */
  credit: z.object({ amountMinor: z.int(), text: z.string(), mayGive: z.boolean() }).nullable(),
  /** The date that the rules give where a clock was wrong, for the person who may change the due date to it (`circ.changeDueDate`). */
  proposedDue: z.object({ dueAt: IsoInstantSchema, text: z.string() }).optional(),
  /** The event that ends it: the item is scanned on Check in, the money is given back, or only a release of the held acts (`exception.release`). */
  endsBy: z.enum(['scan', 'refund', 'release']).nullable(),
  /** The item is still in question: it ends by saying where it is (`item.resolve`, or a scan), not by an action here. */
  inQuestion: z.boolean(),
  /** The person assigned, whether the patron was reached, and the work so far, oldest first; null for a person who may not work it. */
  work: z
    .object({
      /** `staff` is empty for a person that this desk does not know. */
      assigned: z.object({ staff: z.string(), isMe: z.boolean() }).nullable(),
      contact: z.object({ what: ContactSchema, at: IsoInstantSchema }).nullable(),
      history: z.array(
        z.object({
          at: IsoInstantSchema,
          staff: z.string(),
          to: z.string().nullable().optional(),
          contact: ContactSchema.optional(),
          note: z.string(),
        }),
      ),
    })
    .nullable(),
  /**
   * Acts that desks recorded about the item, oldest first; without names. Empty where the item is only to be found and
   * scanned. Of money that became credit: the payment, the later state of its fees, and what it covers now.
   */
  happened: z.array(z.object({ at: IsoInstantSchema, text: z.string() })),
});
export type ExceptionView = z.infer<typeof ExceptionViewSchema>;

/** Notes are one kind, with any code: they are read, not worked. */
export const NOTES_CODE = 'note';

const kindFields = { group: z.enum(WORK_GROUPS), code: z.string() };

/** How many open exceptions of a kind there are, and the actions for all of them at once. */
export const ExceptionKindSchema = z.object({
  ...kindFields,
  weight: WeightSchema,
  count: z.int(),
  /** Empty where each is worked by itself, or this person may do nothing. */
  actions: z.array(ExceptionActionSchema),
});
export type ExceptionKind = z.infer<typeof ExceptionKindSchema>;

/** Which are listed: the first of each kind, and of some kinds more. */
export const ExceptionPageSchema = z.object({
  first: z.int().min(0).max(500),
  more: z.array(z.object({ ...kindFields, shown: z.int().min(0) })).default([]),
  listing: ListingSchema.optional(),
});
export type ExceptionPage = z.input<typeof ExceptionPageSchema>;

/** All of a kind as they were listed: so many, and none that came after `upTo`. */
export const ExceptionKindChoiceSchema = z.object({
  ...kindFields,
  count: z.int().min(1),
  upTo: z.int(),
  listing: ListingSchema.optional(),
});
export type ExceptionKindChoice = z.infer<typeof ExceptionKindChoiceSchema>;

/** An exception that is over, and how it ended. */
export const ClosedExceptionSchema = z.object({
  exceptionId: ExceptionIdSchema,
  code: z.string(),
  title: z.string().nullable(),
  item: z.string().nullable(),
  /** `event`: an event closed it. `explained`: a later act did away with it. `resolved`: a person ended it. */
  how: z.enum(['event', 'explained', 'resolved']),
  action: ResolutionActionSchema.nullable(),
  /** Empty where this desk does not know the person, or no person did it. */
  staff: z.string(),
  /** Acts are still held behind it, which this person may take in after all (`exception.release`). */
  mayRelease: z.boolean().optional(),
});
export type ClosedException = z.infer<typeof ClosedExceptionSchema>;
