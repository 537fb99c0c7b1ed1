// The log of a branch, as the screen shows it.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';
import { CHECKLISTS, LOG_LISTS } from '../core/log-lists.ts';
import { IsoInstantSchema } from './session.ts';

const who = { at: IsoInstantSchema, by: z.string().nullable() };
const ended = z.object({ ...who, note: z.string() }).nullable();

export const LogViewSchema = z.object({
  lists: z.record(z.enum(LOG_LISTS), z.array(z.string())),
  /** Steps of the service day, in the order of their lists; `done`: person and time. */
  steps: z.array(z.object({ list: z.enum(CHECKLISTS), step: z.string(), done: z.object(who).nullable() })),
  gates: z.array(
    z.object({
      gate: z.string(),
      /** Last reading of the counter; null where it was never read. */
      last: z.object({ at: IsoInstantSchema, reading: z.int() }).nullable(),
      /** How many came today, as far as that was read. */
      today: z.int(),
      readings: z.array(
        z.object({
          at: IsoInstantSchema,
          reading: z.int().nullable(),
          came: z.int().nullable(),
          isReset: z.boolean(),
          by: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Those that go on, and those that ended today; the newest first. */
  messages: z.array(
    z.object({
      id: ActIdSchema,
      text: z.string(),
      ...who,
      seen: z.array(z.object(who)),
      /** The person signed in has read or written it. */
      isRead: z.boolean(),
      ended,
    }),
  ),
  /** Null: the person signed in may not read them. */
  incidents: z
    .array(
      z.object({
        id: ActIdSchema,
        happenedAt: IsoInstantSchema,
        place: z.string(),
        text: z.string(),
        told: z.string(),
        /** The card of the linked patron. */
        patron: z.string().nullable(),
        /** The oldest first. */
        corrections: z.array(z.object({ text: z.string(), ...who })),
        ...who,
        ended,
      }),
    )
    .nullable(),
  found: z.array(
    z.object({
      id: ActIdSchema,
      thing: z.string(),
      where: z.string(),
      foundAt: IsoInstantSchema,
      heldAt: z.string(),
      ...who,
      ended,
    }),
  ),
});
export type LogView = z.infer<typeof LogViewSchema>;

/** Letters of a counter's file: a year of hours at ten gates. */
const MOST_GATE_LETTERS = 4_000_000;

export const GateFileInputSchema = z.object({
  name: z.string().min(1).max(200),
  text: z.string().min(1).max(MOST_GATE_LETTERS),
});

export const GateFileTakenSchema = z.object({
  /** Counts in the file, and those of them that were new or different before. */
  read: z.int(),
  written: z.int(),
  /** The acts that have them. */
  acts: z.array(ActIdSchema),
  /** Lines that were not taken; the first hundred. */
  wrong: z.array(z.object({ line: z.int(), why: z.string() })),
});
