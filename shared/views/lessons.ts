// The tasks of a first shift as a screen shows them.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

export const LessonsViewSchema = z.object({
  /** The person whose progress is kept; null in practice begun without a sign-in, and at a desk without one. */
  learner: z.object({ staffId: StaffIdSchema, staff: z.string() }).nullable(),
  tasks: z.array(z.object({ id: z.string(), title: z.string(), how: z.string(), doneAt: IsoInstantSchema.nullable() })),
});
export type LessonsView = z.infer<typeof LessonsViewSchema>;
