// `liftBlocks`: the server's own. Blocks of a patron that end by themselves have reached their end.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const liftBlocks = defineAct({
  name: 'liftBlocks',
  args: z.object({ patronId: PatronIdSchema }),
  told: z.object(toldDecision),
  method: null,
  names: { patron: ['patronId'] },
  timeline: 'rows',
  own: true,
  right: null,
  words: { en: 'Blocks lifted', es: 'Bloqueos levantados' },
  record: (header, args) => [{ kind: 'liftBlocks', patronId: args.patronId, at: header.at }],
});
