// Refusals: a patron wanted an item and left without it, or without more time for it. No act of circulation, so nothing is folded from one;
// they ride in the body of the next act of their desk, and are kept for reports. None has a patron or a copy.

import { z } from 'zod';
import {
  BranchIdSchema,
  CourseIdSchema,
  DeskIdSchema,
  ReadingIdSchema,
  ShiftIdSchema,
  StaffIdSchema,
  type BranchId,
  type DeskId,
} from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

/** `hold`: a hold was not placed; `wanted`: they asked for a reading of which no copy was in. */
export type RefusalKind = 'checkout' | 'renew' | 'hold' | 'wanted';

const refused = {
  /** A `RefusalKind`, or one of a newer desk: it counts as turned away like the others, and holds no act back. */
  kind: z.string().min(1).max(64),
  /** Codes of the reasons that stood in the way and were not overridden. */
  codes: z.array(z.string().max(64)).min(1).max(40),
  /** How often it was tried within a few minutes: one person, one wish. */
  times: z.int().min(1),
  /** Item type, and location of the copy; null for a copy that is not known. */
  itemType: z.string().max(128).nullable(),
  location: z.string().max(128).nullable(),
  /** The course that the copy is on reserve for, and the reading of its list; absent = none. */
  course: CourseIdSchema.optional(),
  reading: ReadingIdSchema.optional(),
  /** Group and home of the patron; null for an unknown card. */
  patronGroup: z.string().max(128).nullable(),
  patronHome: BranchIdSchema.nullable(),
  /** How old the desk's data was. */
  dataAgeMs: z.int().min(0),
  /** Codes among them that did not hold, as the desk saw when its data was up to date again; null = not known, or decided on fresh data. */
  stale: z.array(z.string().max(64)).max(40).nullable(),
  staffId: StaffIdSchema.nullable(),
  shiftId: ShiftIdSchema.nullable(),
};

/** Of a reading of which no copy is in: no rule stands in the way. */
export const NO_COPY_IN = 'NO_COPY_IN';

/** As it rides in the body of an act: `agoMs` before the act, so that a wrong clock puts both right together. */
export const NotedRefusalSchema = z.object({ ...refused, agoMs: z.int().min(0) });
export type NotedRefusal = z.infer<typeof NotedRefusalSchema>;

/** As reports read it: at its own time and place. */
export const RefusalSchema = z.object({
  ...refused,
  at: InstantSchema,
  desk: DeskIdSchema,
  branch: BranchIdSchema.nullable(),
});
export type Refusal = z.infer<typeof RefusalSchema>;

/** The act that refusals rode with. */
export type RefusalCarrier = { readonly at: Instant; readonly desk: DeskId; readonly branch: BranchId | null };

/** Refusals at their own times. */
export function placeRefusals(noted: readonly NotedRefusal[], { at, desk, branch }: RefusalCarrier): Refusal[] {
  return noted.map(({ agoMs, ...refusal }) => ({ ...refusal, at: at - agoMs, desk, branch }));
}
