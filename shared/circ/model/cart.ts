// Carts on which returns wait for their shelves: each destination has one. A library may name carts for parts of its shelves.

import { z } from 'zod';
import { LocationIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';

/** `location:…`, `reserve`, `shelf` where a copy has no location, or `rule:` with the name that the library gave. */
export const CartIdSchema = z.string().min(1).max(200);

/** The cart that a copy stands on, since when. */
export const OnCartSchema = z.object({ cart: CartIdSchema, at: InstantSchema });
export type OnCart = z.infer<typeof OnCartSchema>;

/** A cart that the library names: of a location, of call numbers from one to another, or both. The first that fits takes the copy. */
export const CartRuleSchema = z.object({
  name: z.string().trim().min(1).max(60),
  location: LocationIdSchema.optional(),
  from: z.string().trim().min(1).max(60).optional(),
  to: z.string().trim().min(1).max(60).optional(),
});
export type CartRule = z.infer<typeof CartRuleSchema>;
