// `liftBlock`: one block of a patron ends by a person's word. One that is unknown here, or gone already, changes nothing.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { LiftBlockInputSchema, PatronBlockedSchema } from '../../views/patron-blocks.ts';
import { defineAct } from '../define-act.ts';

export const liftBlock = defineAct({
  name: 'liftBlock',
  args: z.object({
    patronId: PatronIdSchema,
    /** The act that set it, or its name in the data of the library. */
    block: z.string().min(1),
    /** Written by the person who lifted it. */
    reason: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.unblock', input: LiftBlockInputSchema, output: PatronBlockedSchema },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'lift-blocks',
  audit: true,
  words: { en: 'Block lifted', es: 'Bloqueo levantado' },
  action: 'patrons',
  keywords: { en: ['lift a block', 'unblock'], es: ['levantar un bloqueo', 'desbloquear'] },
  record: (header, { patronId, block }) => [{ kind: 'writeBlock', patronId, block, set: null, header }],
});
