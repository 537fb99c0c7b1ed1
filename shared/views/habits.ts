// Keys of the library's own, and rights that come with the lessons, as a person sees and sets them.

import { z } from 'zod';
import { HabitsSchema } from '../wire/habits.ts';

export const HabitsViewSchema = z.object({ habits: HabitsSchema, rights: z.array(z.string()) });
export type HabitsView = z.infer<typeof HabitsViewSchema>;

/** `pin`: of the person signed in. */
export const HabitsInputSchema = z.object({
  habits: HabitsSchema,
  seen: HabitsSchema,
  pin: z.string().min(1).max(64),
});
export type HabitsInput = z.infer<typeof HabitsInputSchema>;
