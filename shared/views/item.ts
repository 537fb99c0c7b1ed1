// An item as the screen shows it.

import { z } from 'zod';
import { ClaimKindSchema } from '../circ/model/loan.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { ItemMarkSchema } from '../core/item-mark.ts';
import { CodeSchema } from '../core/code-text.ts';
import { CourseIdSchema, ItemIdSchema, LoanIdSchema, PatronIdSchema, TitleIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';
import { ItemBriefSchema } from './circulation.ts';
import { ItemWrittenNowSchema } from './item-form.ts';

/** A row of a search. */
export const ItemSummarySchema = ItemBriefSchema.extend({ status: z.string(), statusText: z.string() });
export type ItemSummary = z.infer<typeof ItemSummarySchema>;

export const ItemViewSchema = ItemSummarySchema.extend({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  homeName: z.string(),
  dueText: z.string().nullable(),
  holdCount: z.int(),
  pending: z.boolean(),
  /** For an item in question: whether this person may decide who has it, and, if so, those who may have it, by card. */
  mayResolve: z.boolean(),
  candidates: z.array(z.object({ card: z.string(), name: z.string() })),
});
export type ItemView = z.infer<typeof ItemViewSchema>;

/** A person with a loan of an item. */
const BorrowerSchema = z.object({
  card: z.string(),
  name: z.string(),
  outAt: IsoInstantSchema,
  inAt: IsoInstantSchema.nullable(),
});
export type Borrower = z.infer<typeof BorrowerSchema>;

/** The record of an item: its place, its marks, its borrower and earlier borrowers. */
export const ItemRecordSchema = ItemViewSchema.extend({
  marks: z.array(z.object({ mark: ItemMarkSchema, text: z.string(), since: IsoInstantSchema.nullable() })),
  /** The branch where it was scanned last. */
  placeName: z.string(),
  /** When a desk last had it in hand or saw it, on which shelf where that is known, and whether it was this desk; null = not known. */
  seen: z
    .object({ at: IsoInstantSchema, branchName: z.string(), location: z.string().nullable(), isThisDesk: z.boolean() })
    .nullable(),
  /** Courses that it is on reserve for. */
  courses: z.array(z.object({ courseId: CourseIdSchema, number: z.string(), term: z.string() })),
  /** Where it is on its way to. */
  toName: z.string().nullable(),
  /** Barcodes that it had before; they still find it. */
  formerBarcodes: z.array(z.string()),
  written: ItemWrittenNowSchema,
  /** The catalog does not have it: a desk recorded it, and it is to be completed. */
  isProvisional: z.boolean(),
  /** The loan that it is out on; null = none. */
  loanId: LoanIdSchema.nullable(),
  /** The borrower's claim; null = none. */
  claim: z.object({ kind: ClaimKindSchema, since: IsoInstantSchema }).nullable(),
  /** Parts that are missing, and how the library settles that. */
  missing: z.object({
    parts: z.array(
      z.object({
        part: z.string(),
        since: IsoInstantSchema,
        /** In words; null = a person decides. */
        billText: z.string().nullable(),
        /** The loan goes on until it is back. */
        keepsLoan: z.boolean(),
      }),
    ),
    terms: z.object({
      clockRuns: z.boolean(),
      billAfterDays: z.int().nullable(),
      amountMinor: MinorUnitsSchema.nullable(),
      keepsBill: z.boolean(),
    }),
    /** It came back from a loan just now, so that its borrower owes for parts missing from then on. */
    justBack: z.boolean(),
  }),
  /** Null: this person may not see borrowers. */
  borrowers: z.object({ now: BorrowerSchema.nullable(), before: z.array(BorrowerSchema) }).nullable(),
});
export type ItemRecord = z.infer<typeof ItemRecordSchema>;

/** The meaning of a scanned or typed text. */
export const ScanResolutionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patron'), card: z.string(), name: z.string() }),
  // As scanned, where that is a barcode which the copy had before: the act then records it.
  z.object({ kind: z.literal('item'), barcode: z.string(), title: z.string() }),
  z.object({
    kind: z.literal('unknown'),
    text: z.string(),
    /** The guess from its shape. `isbn`: the number of a book, which is on every copy of it and on no library's label. */
    looksLike: z.enum(['card', 'barcode', 'either', 'isbn', 'text']),
    /** Its check digit is wrong: probably misread. */
    looksMisread: z.boolean(),
  }),
]);
export type ScanResolution = z.infer<typeof ScanResolutionSchema>;

/** The act of a scan of a copy: a loan to the card at hand, or a check-in. */
export const ScanActSchema = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('checkout'),
    patron: CodeSchema,
    /** The sponsor whose loan it is, where the card is that of a proxy. */
    for: PatronIdSchema.optional(),
    dueAt: IsoInstantSchema.optional(),
  }),
  z.object({ name: z.literal('checkin') }),
]);
export type ScanAct = z.infer<typeof ScanActSchema>;
