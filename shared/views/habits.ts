// Keys of the library's own, rights that come with the lessons, carts and handling, as a person sees and sets them.

import { z } from 'zod';
import { BranchIdSchema, LocationIdSchema } from '../core/ids.ts';
import { HabitsSchema } from '../wire/habits.ts';

export const HabitsViewSchema = z.object({
  habits: HabitsSchema,
  rights: z.array(z.string()),
  /** Item types of the items and of the rules in force. */
  itemTypes: z.array(z.string()),
  /** Pieces of each uncataloged kind that are lent, as far as this desk knows. */
  out: z.array(z.object({ id: z.string(), out: z.int() })),
  /** Bookings that stand of each kind of equipment, as far as this desk knows. */
  booked: z.array(z.object({ id: z.string(), booked: z.int() })),
  /** Of the branch of the desk: its shelves, and the item types in use. */
  stacks: z.object({
    branch: BranchIdSchema,
    branchName: z.string(),
    locations: z.array(z.object({ id: LocationIdSchema, name: z.string() })),
    itemTypes: z.array(z.string()),
  }),
});
export type HabitsView = z.infer<typeof HabitsViewSchema>;

/** `pin`: of the person signed in. */
export const HabitsInputSchema = z.object({
  habits: HabitsSchema,
  seen: HabitsSchema,
  pin: z.string().min(1).max(64),
});
export type HabitsInput = z.infer<typeof HabitsInputSchema>;
