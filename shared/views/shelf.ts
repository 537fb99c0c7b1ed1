// A range of a shelf as it is read: the copies that should stand there, in their order.

import { z } from 'zod';
import { ActIdSchema, LocationIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** The most copies that are read in one range. */
export const MOST_READ = 3_000;

export const ShelfViewSchema = z.object({
  location: LocationIdSchema.nullable(),
  /** Its name; that of the branch where the copies have no location. */
  locationName: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  since: IsoInstantSchema,
  /** Its id as the subject of a list. */
  shelf: z.string(),
  /** Copies that should stand there now, in their order; seen since then, or not. */
  copies: z.array(z.object({ barcode: z.string(), callNumber: z.string(), isSeen: z.boolean() })),
  /** The inventory that it is the range of; `readers`: copies seen by each desk, by its name where that is known. */
  inventory: z
    .object({
      id: ActIdSchema,
      name: z.string(),
      isEnded: z.boolean(),
      readers: z.array(z.object({ name: z.string().nullable(), isThisDesk: z.boolean(), seen: z.int() })),
    })
    .nullable(),
  /** There are more than these. */
  hasMore: z.boolean(),
});
export type ShelfView = z.infer<typeof ShelfViewSchema>;

/** A range by its ends, or by the first copy on it. */
export const ShelfAskedSchema = z.object({
  since: IsoInstantSchema,
  range: z.union([
    z.object({
      location: LocationIdSchema.nullable(),
      from: z.string().trim().max(128).nullable(),
      to: z.string().trim().max(128).nullable(),
    }),
    z.object({ firstBarcode: z.string().max(128) }),
    // That of an inventory, which has a begin too.
    z.object({ inventory: ActIdSchema }),
  ]),
});
