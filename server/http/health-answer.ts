// The answer of /health: the state of the server, its database and all that it watches over.

import { z } from 'zod';

const RehearsalFailedSchema = z.object({ at: z.int(), code: z.string() });
export const HealthSchema = z.object({
  status: z.enum(['ok', 'failing']),
  epoch: z.string().nullable(),
  head: z.int().nullable(),
  protocol: z.int(),
  /** How many reports that are made by themselves cannot be made; null where the database does not answer. */
  failingReports: z.int().nullable(),
  /** How many desks that joined after the backup wait to be admitted again; null where the database does not answer. */
  returningDesks: z.int().nullable(),
  /** Notices that wait for a silent desk, and those that a person has to look at; null where the database does not answer. */
  notices: z.object({ held: z.int(), failed: z.int() }).nullable(),
  /** Runs of data feeds that wait for a person, and feeds that cannot be fetched or read; null where the database does not answer. */
  dataFeeds: z.object({ stopped: z.int(), failing: z.int() }).nullable(),
  /** How many web hooks take nothing; null where the database does not answer. */
  failingWebhooks: z.int().nullable(),
  /**
   * The rehearsal of backup and restore: when one passed last, and why the newest one failed; times in milliseconds. null where the database does not answer.
   */
  rehearsal: z
    .object({ passedAt: z.int().nullable(), rows: z.int().nullable(), failed: RehearsalFailedSchema.nullable() })
    .nullable(),
  /** Other library systems that are not reached, and messages that wait for one; null where the database does not answer. */
  connectors: z.object({ failing: z.int(), waiting: z.int() }).nullable(),
  /** Pages of the database cannot be read: keep a copy of its folder and put back the last backup. */
  damaged: z.boolean(),
});
