// The kinds of rows on the feed and in snapshots, each with the schema of its row. A kind that a desk does not know is skipped. [I20]

import { z } from 'zod';
import { LibraryIdSchema, PolicyHashSchema, RuleSetVersionSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ActSchema } from '../circ/acts.ts';
import { BookingSchema } from '../circ/model/booking.ts';
import { BranchSchema, LocationSchema } from '../circ/model/branch.ts';
import { ClosingSchema } from '../circ/model/closing.ts';
import { ExceptionSchema } from '../circ/model/exception.ts';
import { CourseSchema, ReadingSchema, ReserveSchema, TermSchema } from '../circ/model/course.ts';
import { CreditSchema, FeeSchema } from '../circ/model/fee.ts';
import { HoldSchema } from '../circ/model/hold.ts';
import { ItemSchema } from '../circ/model/item.ts';
import { LogEntrySchema } from '../circ/model/log-entry.ts';
import { NoticeSchema } from '../circ/model/notice.ts';
import { LoanSchema } from '../circ/model/loan.ts';
import { PatronSchema } from '../circ/model/patron.ts';
import { TitleSchema } from '../circ/model/title.ts';
import { DeskTermsSchema } from '../circ/model/desk-terms.ts';
import { ContactTermsSchema } from '../circ/model/contact-terms.ts';
import { UseTermsSchema } from '../circ/model/use-terms.ts';
import { PolicySchema } from '../rules/model/policy.ts';
import { RuleSetSchema } from '../rules/model/rule-set.ts';

/** The library itself: one row. */
export const LibrarySchema = z.object({
  id: LibraryIdSchema,
  name: z.string(),
  zone: z.string(),
  currency: z.string(),
  /** The hour of the night, 0 to 23, at which its service days end; absent = 4. */
  serviceDayEndsAt: z.int().min(0).max(23).optional(),
  /** How long desks and server wait for each other; absent = the defaults. */
  contact: ContactTermsSchema.optional(),
  /** Settings for its desks; absent = the defaults. */
  desk: DeskTermsSchema.optional(),
  /** Settings for its use figures; absent = the defaults. */
  use: UseTermsSchema.optional(),
});
export type Library = z.infer<typeof LibrarySchema>;

/** A resolved policy under its hash. */
export const PolicyRowSchema = z.object({ hash: PolicyHashSchema, policy: PolicySchema });

/** From when a rule set is in force. */
export const RuleActivationSchema = z.object({
  id: z.string(),
  version: RuleSetVersionSchema,
  /** The rules as they were written, without the closings in them; absent = none are. */
  written: RuleSetVersionSchema.optional(),
  at: InstantSchema,
  /** The rules are those before with these branches closed for a window: loans and holds that fall into it are folded again. */
  closing: ClosingSchema.optional(),
  /** The activation whose closing it takes back: dates that it moved move back. */
  lifts: z.string().optional(),
  /** Edited at a desk: the note on the change, and the sign-in name of the person. Its rules were made from those before it. */
  edited: z.object({ note: z.string(), by: z.string() }).optional(),
});
export type RuleActivation = z.infer<typeof RuleActivationSchema>;

/** A change of staff or their rights: the desk fetches its grants again. */
export const StaffMarkSchema = z.object({ id: z.literal('staff'), revision: z.int() });

/** Row schema by kind. */
export const ROWS = {
  library: LibrarySchema,
  branch: BranchSchema,
  location: LocationSchema,
  ruleSet: RuleSetSchema,
  ruleActivation: RuleActivationSchema,
  policy: PolicyRowSchema,
  staffMark: StaffMarkSchema,
  title: TitleSchema,
  item: ItemSchema,
  term: TermSchema,
  course: CourseSchema,
  reading: ReadingSchema,
  reserve: ReserveSchema,
  patron: PatronSchema,
  booking: BookingSchema,
  loan: LoanSchema,
  hold: HoldSchema,
  fee: FeeSchema,
  credit: CreditSchema,
  event: ActSchema,
  exception: ExceptionSchema,
  logEntry: LogEntrySchema,
  notice: NoticeSchema,
} as const;

export type RowKind = keyof typeof ROWS;
export type Row<K extends RowKind> = z.infer<(typeof ROWS)[K]>;

/** All kinds, in the order in which a snapshot carries them: a row comes before the rows that refer to it. */
export const ROW_KINDS: readonly RowKind[] = Object.keys(ROWS).filter(isRowKind);

/** Whether a text is a kind of this version. */
export function isRowKind(text: string): text is RowKind {
  return Object.hasOwn(ROWS, text);
}
