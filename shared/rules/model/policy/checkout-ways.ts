// What a library makes of what is found at a checkout, where it may choose. Source: loan rules, 4.1. Nothing here refuses: in the systems
// whose rules are weighed, staff may go past all of it.

import { z } from 'zod';

const asking = z.enum(['override', 'alert', 'nothing']).optional();

export const CheckoutWaysSchema = z.object({
  /** Patrons with something overdue, whatever the limits of their group; absent = nothing. */
  overdues: asking,
  /** Patrons younger than a rule says; absent = staff are asked. */
  ageLimits: asking,
  /** Patrons who had the title before, as far back as the library keeps it, or have it now; absent = nothing. */
  borrowedBefore: asking,
  /** Patrons who have another copy of the title out; absent = nothing. */
  sameTitleOut: asking,
  /** What goes out with an item; absent = it is told. */
  parts: asking,
  /** Patrons and items of another library than the desk's are asked about. */
  ownLibraryOnly: z.boolean().optional(),
  /** Groups whose cards only count use in the building. */
  statisticsGroups: z.array(z.string()).optional(),
});
export type CheckoutWays = z.infer<typeof CheckoutWaysSchema>;
