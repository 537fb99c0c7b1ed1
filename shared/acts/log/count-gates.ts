// `countGates`: what a gate's own counter wrote to its file, some hundred times of it. A time that is told again has the newest count.

import { z } from 'zod';
import { gateEntryId } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { BranchIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { LINE_LETTERS } from '../../core/log-lists.ts';
import { defineAct } from '../define-act.ts';

/** Counts of one act: a file of more is several acts. */
export const COUNTS_OF_AN_ACT = 250;
/** Visitors in the time between two lines of a counter's file. */
export const MOST_COUNTED = 1_000_000;

export const countGates = defineAct({
  name: 'countGates',
  args: z.object({
    branch: BranchIdSchema,
    counts: z
      .array(
        z.object({
          gate: z.string().min(1).max(LINE_LETTERS),
          /** The end of the time that was counted. */
          readAt: InstantSchema,
          count: z.int().min(0).max(MOST_COUNTED),
        }),
      )
      .min(1)
      .max(COUNTS_OF_AN_ACT),
  }),
  told: z.object(toldDecision),
  method: null,
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: 'edit-rules',
  words: { en: 'Counter file taken in', es: 'Archivo del contador cargado' },
  keywords: { en: ['gate count', 'counter file'], es: ['contador de entrada', 'archivo del contador'] },
  record: (header, { branch, counts }) =>
    counts.map(({ gate, readAt, count }) => ({
      kind: 'writeLog' as const,
      entry: gateEntryId(branch, gate, readAt),
      write: {
        do: 'put' as const,
        branch,
        what: { kind: 'gate' as const, gate, readAt, reading: null, count, isReset: false },
      },
      header,
    })),
});
