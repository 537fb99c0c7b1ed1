// Items: one barcode each. `state` and `base` belong to the item fold; everything else is catalogue data.

import { z } from 'zod';
import {
  ActIdSchema,
  BranchIdSchema,
  DeskIdSchema,
  HoldIdSchema,
  ItemIdSchema,
  LoanIdSchema,
  LocationIdSchema,
  StreamIdSchema,
  TitleIdSchema,
} from '../../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant, type Millis } from '../../core/instant.ts';
import { ItemMarkSchema } from '../../core/item-mark.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../../core/money.ts';
import { BorrowedSchema } from './borrowed.ts';
import { ItemReserveSchema } from './course.ts';
import { OnCartSchema } from './cart.ts';
import { MissingPartSchema } from './missing-part.ts';
import { SourceSchema } from './source.ts';
import { UseCountsSchema, UsesBeforeSchema } from './use-counts.ts';

/** Statuses that a copy can have off loan without any act of circulation. */
export const ShelfStatusSchema = z.enum([
  'available',
  'missing',
  'damaged',
  'bindery',
  'in-process',
  'on-order',
  'cataloging',
  'reserves',
  'discarded',
  'ill',
  'lost',
  /** On loan to a person that this library has no record of. */
  'on-loan-unknown',
]);
export type ShelfStatus = z.infer<typeof ShelfStatusSchema>;

export const ItemStatusSchema = z.enum([
  ...ShelfStatusSchema.options,
  'on-loan',
  'on-hold-shelf',
  'in-transit',
  'in-question',
]);

export type ItemStatus = z.infer<typeof ItemStatusSchema>;

/** Where the last scan left a copy. */
export const WhereSchema = z.union([
  z.object({ status: ShelfStatusSchema, branch: BranchIdSchema }),
  z.object({ status: z.literal('on-hold-shelf'), branch: BranchIdSchema, hold: HoldIdSchema }),
  z.object({
    status: z.literal('in-transit'),
    branch: BranchIdSchema,
    to: BranchIdSchema,
    hold: HoldIdSchema.nullable(),
  }),
]);
export type Where = z.infer<typeof WhereSchema>;

/** When a desk last had a copy in hand or saw it, and where. */
export const SightingSchema = z.object({
  at: InstantSchema,
  desk: DeskIdSchema,
  branch: BranchIdSchema.nullable(),
  /** The shelf where it was seen. Absent = it was scanned at a desk. */
  location: LocationIdSchema.optional(),
});
export type Sighting = z.infer<typeof SightingSchema>;

/** The sighting that found a copy. Its act alone has the place as a person wrote it: that may name people. [I19] */
export const FindSchema = SightingSchema.extend({ act: ActIdSchema });
export type Find = z.infer<typeof FindSchema>;

/** The starting point of an item's timeline: the state before the first act that is kept. */
export const ItemBaseSchema = z.object({
  /** The time of the newest act that is in the base; older acts are history. Null = none is. */
  foldedTo: InstantSchema.nullable(),
  where: WhereSchema,
  /** The desk of the last scan in the base. Absent = none is in it. */
  lastDesk: DeskIdSchema.optional(),
  /** Witnesses of that scan: the scan itself, the acts in the base that saw it, and the streams of these. Absent = nothing is known of it. */
  lastSeen: z.object({ scan: ActIdSchema, by: z.array(ActIdSchema), in: z.array(StreamIdSchema) }).optional(),
  /** The marks that acts in the base had left. Absent = no act had set or cleared one. */
  marks: z.array(ItemMarkSchema).optional(),
  /** As in the state. */
  soughtAt: InstantSchema.optional(),
  /** As in the state. */
  searches: z.int().min(1).optional(),
  /** As in the state. */
  replacedAt: InstantSchema.optional(),
  /** As in the state. */
  seen: SightingSchema.optional(),
  /** As in the state. */
  found: FindSchema.optional(),
  /** As in the state. */
  cart: OnCartSchema.optional(),
  /** As in the state. */
  missingParts: z.array(MissingPartSchema).optional(),
  /** Loans in the base, by year. Absent = they were not counted: those that are kept still stand for them. */
  uses: UseCountsSchema.optional(),
});
export type ItemBase = z.infer<typeof ItemBaseSchema>;

/** The state of an item now. Only the folds write it. */
export const ItemStateSchema = z.object({
  status: ItemStatusSchema,
  branch: BranchIdSchema,
  /** Destination, in transit. */
  to: BranchIdSchema.nullable(),
  /** The hold it stands on the shelf or travels for. */
  hold: HoldIdSchema.nullable(),
  /** The open or lost loan; null also while in question. */
  loan: LoanIdSchema.nullable(),
  /**
   * Every mark that stands, set by an act or by the library system. Absent = no act set or cleared one, so that only
   * the library system's marks count.
   */
  marks: z.array(ItemMarkSchema).optional(),
  /** When it was last looked for on its shelf and not found there. Absent = it was not, or was scanned since. */
  soughtAt: InstantSchema.optional(),
  /** How often it was looked for in vain since it was marked missing, or was scanned. Absent = never. */
  searches: z.int().min(1).optional(),
  /** When a person decided that another copy is bought in its place. Absent = there is no such decision, or it was found since. */
  replacedAt: InstantSchema.optional(),
  /** When it was last scanned or seen. Absent = it is not known. */
  seen: SightingSchema.optional(),
  /** When and where it was found, after it was missing, lost or claimed. Absent = it was not, or long ago. */
  found: FindSchema.optional(),
  /** The cart on which it waits for its shelf. Absent = it is on none. */
  cart: OnCartSchema.optional(),
  /** Parts that were reported missing and are not back. Absent = none. */
  missingParts: z.array(MissingPartSchema).optional(),
  /** How often it was lent, by year. Absent = it was not, as far as is known. */
  uses: UseCountsSchema.optional(),
});
export type ItemState = z.infer<typeof ItemStateSchema>;

/** Statuses of copies that are not where they are looked for. */
const AWAY = ['missing', 'in-transit'] as const satisfies readonly ItemStatus[];
export type AwayStatus = (typeof AWAY)[number];

/** Columns of copies that were found: one that is on its way again is under `in-transit`, one that is to be inspected under `inspect`. */
export const FOUND_COLUMNS = ['found', 'in-transit', 'inspect'] as const;

/** The reason to look for a copy, by which lists ask; null for all others. */
export function awayStatus({
  status,
  marks,
  found,
}: {
  readonly status?: unknown;
  readonly marks?: unknown;
  readonly found?: unknown;
}): AwayStatus | 'inspect' | 'found' | null {
  const away = AWAY.find((one) => one === status) ?? null;
  if (away !== null) return away;
  if (Array.isArray(marks) && marks.includes('inspect')) return 'inspect';
  return found === undefined || found === null ? null : 'found';
}

/** A find is kept, and listed, for so long. */
export const FOUND_MS: Millis = 14 * DAY_MS;

/** Whether a copy was found after that moment and is not missing again. */
export function isFoundAfter({ status, found }: ItemState, after: Instant): boolean {
  return found !== undefined && found.at > after && status !== 'missing' && status !== 'lost';
}

export const ItemSchema = z.object({
  id: ItemIdSchema,
  barcode: z.string().min(1),
  /** Barcodes that it had before: they still find it. Absent = none. */
  formerBarcodes: z.array(z.string()).optional(),
  titleId: TitleIdSchema,
  /** Where it is shelved and returns to. */
  home: BranchIdSchema,
  owner: BranchIdSchema,
  location: LocationIdSchema.nullable(),
  callNumber: z.string(),
  /** Item type or circulation modifier that rules ask about. */
  kind: z.string().nullable(),
  /** Loan type, where the library tells items of one kind apart by it. */
  loanType: z.string().nullable().optional(),
  loanGrade: z.enum(['short', 'normal', 'extended']),
  fineGrade: z.enum(['low', 'normal', 'high']),
  circulates: z.boolean(),
  holdable: z.boolean(),
  reference: z.boolean(),
  priceMinor: MinorUnitsSchema.nullable(),
  /** It has a serial number: two lends with no return between are never settled by inference. */
  serial: z.boolean(),
  /** Parts that must be handed over and come back with it. */
  parts: z.array(z.string()),
  /** Prices of parts that have a price of their own, by name of the part, in minor units. Absent or null = none has. */
  partPrices: z.record(z.string(), MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR)).nullable().optional(),
  /** A message at every scan. */
  alert: z.string().nullable(),
  /** Condition, as staff wrote it. Absent or null = none. */
  condition: z.string().nullable().optional(),
  /** Names of photos of that condition, which the library keeps elsewhere. Absent or null = none. */
  conditionPhotos: z.array(z.string()).nullable().optional(),
  addedAt: InstantSchema.nullable(),
  /** Loans that an import counted; the first import that knows of any stands. Absent = none. */
  usesBefore: UsesBeforeSchema.optional(),
  /** Minted at a desk for an unknown barcode. */
  provisional: z.boolean(),
  /** Of a provisional one: a person wrote its record, so that it is lent by the rules of its type. Absent = only its barcode is known. */
  described: z.literal(true).optional(),
  source: SourceSchema.nullable(),
  /** The lender, where another library owns it. Absent = it is ours; null = it was sent back. */
  borrowed: BorrowedSchema.nullable().optional(),
  /** Reserves that it is on, the first one first: its location, kind and loan type are those of that one. Absent = none. */
  reserves: z.array(ItemReserveSchema).optional(),
  /** Its own location, kind and loan type, while it is on reserve. */
  own: z
    .object({ location: LocationIdSchema.nullable(), kind: z.string().nullable(), loanType: z.string().nullish() })
    .optional(),
  base: ItemBaseSchema,
  state: ItemStateSchema,
});
export type Item = z.infer<typeof ItemSchema>;
