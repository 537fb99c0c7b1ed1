// `setBlock`: something is stopped for a patron, with a reason and maybe an end. The block is named by this act: two desks at once set two.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { BlockKindSchema, staffBlock } from '../../circ/model/patron-blocks.ts';
import { toldDecision } from '../../circ/told.ts';
import { PatronBlockedSchema, SetBlockInputSchema } from '../../views/patron-blocks.ts';
import { defineAct } from '../define-act.ts';

export const setBlock = defineAct({
  name: 'setBlock',
  args: z.object({
    patronId: PatronIdSchema,
    kinds: z.array(BlockKindSchema).min(1),
    /** Null: until it is lifted. */
    until: InstantSchema.nullable(),
    /** Written by the person who set it. */
    reason: z.string(),
    /** Their sign-in name, to be asked about it. */
    by: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.block', input: SetBlockInputSchema, output: PatronBlockedSchema },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'set-blocks',
  audit: true,
  words: { en: 'Block set', es: 'Bloqueo puesto' },
  action: 'patrons',
  keywords: { en: ['block', 'ban', 'stop'], es: ['bloquear', 'bloqueo', 'sancionar'] },
  record: (header, { patronId, ...said }) => [
    { kind: 'writeBlock', patronId, block: header.id, set: staffBlock(header, said), header },
  ],
});
