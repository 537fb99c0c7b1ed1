// The report of an outage of this desk: its time and cause, the acts meanwhile, their outcomes, and the work that is left.

import { z } from 'zod';
import { ResolutionActionSchema, WeightSchema } from '../circ/model/exception.ts';
import { IsoInstantSchema } from './session.ts';

export const OutageViewSchema = z.object({
  outageId: z.string(),
  /** `going-on`: the line is not back. `open`: something is left. `ready`: it can be signed. */
  state: z.enum(['going-on', 'open', 'ready', 'signed']),
  beganAt: IsoInstantSchema,
  endedAt: IsoInstantSchema.nullable(),
  /** Per hop, why nothing went back and forth, from when on; `code`: the error that the server refused with. */
  causes: z.array(
    z.object({
      hop: z.enum(['server']),
      cause: z.enum(['no-answer', 'refused', 'not-taken', 'paused']),
      code: z.string().nullable(),
      at: IsoInstantSchema,
    }),
  ),
  /** The oldest data that was decided on: up to when it was complete when the outage began. */
  dataAsOf: IsoInstantSchema.nullable(),
  /** Acts of this desk by kind, the most frequent first; `text` in words. */
  acts: z.array(z.object({ name: z.string(), text: z.string(), count: z.int() })),
  /** Answers of the server to them; null = none yet. */
  outcomes: z.array(z.object({ outcome: z.string().nullable(), count: z.int() })),
  /** Disagreements that came of it, by code, the heaviest first. */
  exceptions: z.array(
    z.object({
      code: z.string(),
      weight: WeightSchema,
      count: z.int(),
      open: z.int(),
      /** Closed by an event, or explained by a later act. */
      byEvent: z.int(),
      resolved: z.int(),
      /** Work on them, by person; a name is empty where this desk does not know the person. */
      by: z.array(z.object({ staff: z.string(), action: ResolutionActionSchema, count: z.int() })),
    }),
  ),
  /** Work that must be done before the report can be signed: acts without an answer, and the first lists of the worklist. */
  left: z.object({ unanswered: z.int(), reroute: z.int(), wrongTrap: z.int(), equipment: z.int() }),
  /** False while there is no copy of the library: exceptions are not known then. */
  isWhole: z.boolean(),
  signed: z.object({ at: IsoInstantSchema, staff: z.string() }).nullable(),
});
export type OutageView = z.infer<typeof OutageViewSchema>;
