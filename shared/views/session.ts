// The desk and the person signed in, as the screen gets them.

import { z } from 'zod';
import { BranchIdSchema, DeskIdSchema, StaffIdSchema } from '../core/ids.ts';
import { LanguageSchema } from '../core/language.ts';

/** An instant on the bridge: ISO 8601 in UTC. */
export const IsoInstantSchema = z.string();

/** Rights as the screen sees them: names only, so that a newer core's rights do not break an older page. */
export const SessionViewSchema = z.object({
  staffId: StaffIdSchema,
  staff: z.string(),
  role: z.string(),
  rights: z.array(z.string()),
  since: IsoInstantSchema,
});
export type SessionView = z.infer<typeof SessionViewSchema>;

export const DeskViewSchema = z.object({
  deskId: DeskIdSchema,
  name: z.string(),
  branch: BranchIdSchema,
  branchName: z.string(),
  libraryName: z.string(),
  zone: z.string(),
  currency: z.string(),
  language: LanguageSchema,
  /** Milliseconds to add to the real clock; not 0 in stories and on old data. */
  clockShiftMs: z.number(),
  shell: z.enum(['electron', 'browser']),
  /** Keys are not protected by this computer (key store provider 3). */
  keyUnprotected: z.boolean(),
  /** The demo library: examples to try. Null elsewhere. */
  demo: z
    .object({
      staff: z.array(z.object({ staff: z.string(), pin: z.string(), role: z.string() })),
      patrons: z.array(z.string()),
      items: z.array(z.string()),
    })
    .nullable(),
  /** Practice: nothing that is done here counts. */
  isPractice: z.boolean(),
  /** When this branch last closed: items in the book drop came back then. Null where no calendar has it. */
  lastClosing: z.object({ at: IsoInstantSchema }).nullable(),
  /** The library wants a reason for each undo. */
  undoNeedsReason: z.boolean(),
  /** Keys of the library by action; absent: as Holdfast comes. */
  keys: z.record(z.string(), z.string()).optional(),
  /** The library's name for its course reserves; null = that. */
  reservesName: z.string().nullable(),
  session: SessionViewSchema.nullable(),
});
export type DeskView = z.infer<typeof DeskViewSchema>;
