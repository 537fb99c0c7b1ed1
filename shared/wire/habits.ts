// POST /v1/habits: keys of the library's own, rights that wait for the lessons of a first shift, carts for parts of the shelves, the handling of objects
// of a type, whether the desks of a branch hear each other, the name of course reserves, the kinds that are lent by number, kinds of equipment, and the searches for
// missing copies: set by a person at a desk who may edit rules, with their PIN. The server checks the PIN, and that no two actions share a key.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { DeskTermsSchema } from '../circ/model/desk-terms.ts';

/** Absent = none. */
export const HabitsSchema = DeskTermsSchema.pick({
  keys: true,
  lessonRights: true,
  carts: true,
  cues: true,
  lan: true,
  reservesName: true,
  uncataloged: true,
  searches: true,
  equipment: true,
});
export type Habits = z.infer<typeof HabitsSchema>;

/** The groups of settings; each is set whole. */
export const HABIT_GROUPS = [
  'keys',
  'lessonRights',
  'carts',
  'cues',
  'lan',
  'reservesName',
  'uncataloged',
  'searches',
  'equipment',
] as const satisfies readonly (keyof Habits)[];
export type HabitGroup = (typeof HABIT_GROUPS)[number];

export const HabitsRequestSchema = z.object({
  staffId: StaffIdSchema,
  habits: HabitsSchema,
  /** As the person saw them: another person may have set others meanwhile. A group that neither this nor `habits` names stays, since a desk of an older
   * version does not know it. */
  seen: HabitsSchema,
  pin: z.string().min(1).max(64),
});
export type HabitsRequest = z.infer<typeof HabitsRequestSchema>;

/** As they are after the change. */
export const HabitsResponseSchema = HabitsSchema;
export type HabitsResponse = z.infer<typeof HabitsResponseSchema>;
