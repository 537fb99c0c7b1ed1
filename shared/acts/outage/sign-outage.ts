// `signOutage`: a supervisor signs the report of an outage of a desk. It changes nothing else; that it was signed, by whom and
// over how many acts, is kept with the desk's acts.

import { z } from 'zod';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { OutageViewSchema } from '../../views/outage.ts';
import { defineAct } from '../define-act.ts';

export const signOutage = defineAct({
  name: 'signOutage',
  args: z.object({
    outageId: z.string().min(1).max(128),
    beganAt: InstantSchema,
    endedAt: InstantSchema,
    /** Acts of the desk that fell into it. */
    acts: z.int().min(0),
    note: z.string(),
    /** Why nothing went back and forth, from when on, and how old the data was; absent from desks of older versions. */
    causes: z
      .array(
        z.object({
          cause: z.enum(['no-answer', 'refused', 'not-taken', 'paused']),
          code: z.string().nullable(),
          at: InstantSchema,
        }),
      )
      .optional(),
    dataAsOf: InstantSchema.nullable().optional(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'outage.sign',
    input: z.object({ outageId: z.string().min(1).max(128), note: z.string().trim().max(500).default('') }),
    output: z.object({ outage: OutageViewSchema }),
  },
  names: {},
  timeline: 'rows',
  physical: false,
  right: 'sign-outage',
  words: { en: 'Outage report signed', es: 'Informe del corte firmado' },
  action: 'work',
  keywords: { en: ['outage report'], es: ['informe del corte'] },
  record: (_header, { outageId }) => [{ kind: 'signOutage', outageId }],
});
