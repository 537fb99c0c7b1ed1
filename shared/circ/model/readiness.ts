// Facts that a desk reports to its library about itself, so that a supervisor sees before an outage which desks could work through one. No names, no
// cards.

import { z } from 'zod';
import { ActIdSchema, DeskIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { UPDATE_WAITS } from '../../core/update-words.ts';
import { ListFileFactsSchema } from './list-files.ts';

const count = z.int().min(0);

/** The last outage drill in which this desk took part. */
export const DrillResultSchema = z.object({
  /** The act that asked for it. */
  drill: ActIdSchema,
  from: InstantSchema,
  to: InstantSchema,
  /** Acts recorded while the line was cut. */
  acts: count,
  /** Acts that the server had not answered when the desk reported. */
  left: count,
  /** A person ended it at the desk before its time. */
  isEndedEarly: z.boolean(),
});
export type DrillResult = z.infer<typeof DrillResultSchema>;

export const ReadinessFactsSchema = z.object({
  deskId: DeskIdSchema,
  name: z.string().max(200),
  /** The program's. */
  version: z.string().max(40),
  /** The moment that the copy is complete to; null without a whole copy. */
  dataAsOf: InstantSchema.nullable(),
  keys: z.enum(['system', 'passphrase', 'weak', 'none']),
  /** Null: never compared with the server since the computer started. */
  clockOffsetMs: z.number().nullable(),
  printer: z.object({ isSet: z.boolean(), waiting: count }),
  /** Night grants that hold within a week of the report. */
  nightGrants: count,
  freeBytes: z.number().min(0),
  self: z.object({
    /** The last comparison of the copy with the server; null = none yet. */
    comparedAt: InstantSchema.nullable(),
    isDiffering: z.boolean(),
    lostActs: count,
  }),
  people: z.object({ maySignIn: count, mayOverride: count }),
  /** Acts that wait for the server, and since when. */
  waiting: count,
  waitingSince: InstantSchema.nullable(),
  drill: DrillResultSchema.nullable(),
  /** A newer version that waits at the desk; absent = none is known there. */
  update: z.object({ version: z.string().max(40), why: z.enum(UPDATE_WAITS) }).optional(),
  /** Lists that the desk keeps as files; absent = it keeps none. */
  listFiles: ListFileFactsSchema.optional(),
});
export type ReadinessFacts = z.infer<typeof ReadinessFactsSchema>;
