// Transactions of a time when nothing was scanned, entered afterwards from a sheet: as they were read and checked, and as they were recorded.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** The most of a sheet that is read at once. */
export const MOST_PAPER_LINES = 500;
const MOST_CHARS = 60_000;
const MOST_FILE_CHARS = 4_000_000;

export const PaperInputSchema = z.object({
  /** Lines as typed or pasted. */
  text: z.string().max(MOST_CHARS),
  /** Local day of the sheet. */
  day: z.iso.date(),
  /** Local time of lines before the first that has one, as "14:05". */
  time: z.string().regex(/^\d{2}:\d{2}$/),
});
export type PaperInput = z.infer<typeof PaperInputSchema>;

/**
 * `ready`: it can be recorded. `known`: it is recorded already. `refused`: it cannot be, and why stands in its notes. `recorded`: it was, with this
 * call.
 */
export const PaperLineStateSchema = z.enum(['ready', 'known', 'refused', 'recorded']);

/** The kind of a line: lent, came back, money taken, used in the house. */
const PastKindSchema = z.enum(['out', 'in', 'pay', 'use']);

export const PaperLineViewSchema = z.object({
  line: z.int(),
  /** When it happened; null for a line that cannot be read. */
  at: IsoInstantSchema.nullable(),
  /** The same in words. */
  atText: z.string(),
  /** The same on the clock of the branch, as a line of a sheet has it: "2026-11-30 14:05". */
  local: z.string().nullable(),
  kind: PastKindSchema.nullable(),
  card: z.string().nullable(),
  barcode: z.string().nullable(),
  /** The borrower; null on check-ins, and where no account has the card. */
  patron: z.string().nullable(),
  /** Null where no copy has the barcode. */
  title: z.string().nullable(),
  /** When it is due, or where it goes. */
  told: z.string().nullable(),
  state: PaperLineStateSchema,
  /** Findings against it, in words. */
  notes: z.array(z.string()),
  commandId: ActIdSchema.optional(),
});
export type PaperLineView = z.infer<typeof PaperLineViewSchema>;

export const PaperViewSchema = z.object({
  lines: z.array(PaperLineViewSchema),
  /** Lines of each state. */
  ready: z.int(),
  known: z.int(),
  refused: z.int(),
  recorded: z.int(),
});
export type PaperView = z.infer<typeof PaperViewSchema>;

/** The file of another system's offline client. */
export const OfflineFileInputSchema = z.object({
  format: z.enum(['koc', 'evergreen', 'alma', 'sierra', 'polaris', 'destiny']),
  text: z.string().max(MOST_FILE_CHARS),
  /** Its name, which in one format holds the day. */
  name: z.string().max(300),
  /** Of a file that this program wrote: which act each of its lines is of, by the number of the line. */
  acts: z.record(z.string(), ActIdSchema).default({}),
});

/** `paper.start`: the moment and zone that a sheet is dated by. */
export const PaperStartSchema = z.object({ day: z.iso.date(), time: z.string(), zone: z.string() });
