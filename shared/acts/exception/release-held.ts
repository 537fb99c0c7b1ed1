// `releaseHeld`: a supervisor has looked at acts that the server did not take in, and they are right. Each counts at its own
// time; its receipt stays the same.

import { z } from 'zod';
import { ActIdSchema, StreamIdSchema, ExceptionIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { KeptHeldSchema } from '../../views/held.ts';
import { defineAct } from '../define-act.ts';

/** Acts, and streams, that a desk releases by one command. */
export const RELEASED_BY_ONE_ACT = 100;

export const releaseHeld = defineAct({
  name: 'releaseHeld',
  args: z
    .object({
      ids: z.array(ActIdSchema).max(1_000),
      /** Streams of which everything that is held is released. */
      streams: z.array(StreamIdSchema).max(100),
    })
    .refine(({ ids, streams }) => ids.length + streams.length > 0, 'something must be named'),
  told: z.object(toldDecision),
  method: {
    name: 'exception.release',
    input: z.object({ exceptionIds: z.array(ExceptionIdSchema).min(1) }),
    output: z.object({
      released: z.int(),
      /** Acts that stay held, and why; absent where nothing is known of them, or none does. */
      kept: KeptHeldSchema.optional(),
    }),
  },
  names: { act: ['ids'], stream: ['streams'] },
  timeline: 'rows',
  physical: false,
  right: 'release',
  audit: true,
  words: { en: 'Held transactions accepted', es: 'Transacciones retenidas aceptadas' },
  action: 'work',
  keywords: { en: ['held transactions', 'accept'], es: ['aceptar transacciones retenidas'] },
  record: (_header, { ids, streams }) => [{ kind: 'releaseHeld', ids, streams }],
});
