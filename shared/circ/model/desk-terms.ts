// The library's settings for work at its desks.

import { z } from 'zod';
import { HANDLING_CUES } from '../../core/handling-cues.ts';
import { BranchIdSchema } from '../../core/ids.ts';
import { KIND_LIMITS, SEARCH_LIMITS, type NumberLimits } from '../../core/terms-limits.ts';
import { CartRuleSchema } from './cart.ts';
import { EquipmentSchema } from './equipment.ts';
import { PartTermsSchema } from './missing-part.ts';
import { RecoveryTermsSchema } from './recovery-terms.ts';
import { UncatalogedKindSchema } from './uncataloged.ts';
import { Sip2AccountsSchema } from './sip2-account.ts';

/** Handling of an object at the desk, one word for each way. */
export const HandlingCueSchema = z.enum(HANDLING_CUES);
export type HandlingCue = z.infer<typeof HandlingCueSchema>;

const within = ({ least, most }: NumberLimits) => z.int().min(least).max(most);

export const DeskTermsSchema = z.object({
  /** A person who undoes something gives a reason. The desk asks; an undo that came without is taken in all the same: it happened. Absent: no. */
  undoNeedsReason: z.literal(true).optional(),
  /**
   * Digits of the number on a card's stripe that are the card: from the first to the last, counted from 1. Absent: the whole number. For campus
   * cards whose stripe has an issuer before the number, or a count of cards behind it.
   */
  cardOnStripe: z
    .object({ from: z.int().min(1).max(19), to: z.int().min(1).max(19) })
    .refine(({ from, to }) => from <= to, 'the first digit comes before the last')
    .optional(),
  /** Of which groups desks check the photo of a card before they lend. Absent: of none. */
  photoGroups: z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]).optional(),
  /** How often a missing or claimed copy is looked for before it is reviewed, and how many days lie between. Absent: three times in a month. */
  searches: z.object({ times: within(SEARCH_LIMITS.times), everyDays: within(SEARCH_LIMITS.everyDays) }).optional(),
  /** The library's name for its course reserves. Absent: that. */
  reservesName: z.string().min(1).max(60).optional(),
  /** How missing parts are settled. Absent: each as by default. */
  missingParts: PartTermsSchema.optional(),
  /** The same where a branch does it in its own way, for it and all below it. A branch that is not here does as the one above it. */
  missingPartsOf: z.record(BranchIdSchema, PartTermsSchema).optional(),
  /** Handling of objects of an item type as they go out and come in. Absent: none. */
  cues: z.record(z.string(), z.array(HandlingCueSchema).min(1)).optional(),
  /** Carts that a branch names for parts of its shelves; an item that none of them takes goes on the cart of its location. */
  carts: z.record(BranchIdSchema, z.array(CartRuleSchema).max(100)).optional(),
  /** Rights that a person has only after the lessons of a first shift. Absent: none waits for them. */
  lessonRights: z.array(z.string().min(1)).min(1).optional(),
  /** Keys of its own for actions, as they are written. Absent: as Holdfast comes. An action that a desk does not know is left out. */
  keys: z.record(z.string().min(1).max(40), z.string().min(1).max(40)).optional(),
  /** Kinds of equipment that can be booked. Absent: none. */
  equipment: EquipmentSchema.optional(),
  /** Kinds of things that are lent by number, without a barcode. Absent: none. */
  uncataloged: z.array(UncatalogedKindSchema).max(KIND_LIMITS.uncataloged.kinds).optional(),
  /** Machines that speak SIP2. Absent: none. */
  sip2: Sip2AccountsSchema.optional(),
  /** Desks of one branch pass their acts to each other over its own network. Absent: no. */
  lan: z.literal(true).optional(),
  /** Lists that desks keep as files in a folder: none at all, or none with patrons in them. Absent: as each desk is set. */
  listFiles: z.enum(['none', 'no-patrons']).optional(),
  /** The kit that desks seal their keys to. Absent: none was made. */
  recovery: RecoveryTermsSchema.optional(),
});
/** The settings of a library on its desks; an absent one has its default. */
export type DeskTerms = z.infer<typeof DeskTermsSchema>;

/** Whether the photo of a patron is checked before anything is lent to them. */
export function checksPhoto({ photoGroups = [] }: DeskTerms, group: string): boolean {
  return photoGroups === 'all' || photoGroups.includes(group);
}

/** Searches for a missing copy where the library has no setting. */
export const SEARCHES = {
  times: SEARCH_LIMITS.times.usual,
  everyDays: SEARCH_LIMITS.everyDays.usual,
} as const satisfies DeskTerms['searches'];
