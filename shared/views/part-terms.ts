// How missing parts are settled, in the library and at each branch, as a person sees and sets it.

import { z } from 'zod';
import { PartTermsSchema } from '../circ/model/missing-part.ts';

/** Terms as a person sets them. */
export const PartTermsSetSchema = PartTermsSchema;
export type PartTermsSet = z.infer<typeof PartTermsSetSchema>;

const own = PartTermsSetSchema.nullable();

export const PartTermsViewSchema = z.object({
  /** The library first, then the branch of the desk, then the others by name. */
  places: z.array(
    z.object({
      /** Null = the library. */
      branch: z.string().nullable(),
      name: z.string(),
      /** Null = as the place above. */
      own,
      /** The place above, by name, with its terms; they hold here where there are no own ones. */
      above: z.object({ name: z.string(), terms: PartTermsSchema }),
    }),
  ),
});
export type PartTermsView = z.infer<typeof PartTermsViewSchema>;

export const PartTermsInputSchema = z.object({
  branch: z.string().min(1).max(128).nullable(),
  terms: own,
  /** Its own terms as they were seen. */
  seen: own,
  /** Of the person signed in. */
  pin: z.string().min(1).max(64),
});
export type PartTermsInput = z.infer<typeof PartTermsInputSchema>;
