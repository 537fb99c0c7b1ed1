// `mergePatrons`: two accounts are one person. Every act under the one counts for the other, on the whole timeline.

import { z } from 'zod';
import { PatronIdSchema, ActIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const mergePatrons = defineAct({
  name: 'mergePatrons',
  args: z
    .object({
      /** Goes. */
      from: PatronIdSchema,
      /** Stays. */
      to: PatronIdSchema,
      /** Written by the person who merged them. */
      reason: z.string(),
    })
    .refine(({ from, to }) => from !== to, 'an account is not merged with itself'),
  told: z.object(toldDecision),
  // The account of `card` goes, that of `into` stays. Seen at the desk once the server has done it.
  method: {
    name: 'patron.merge',
    input: z.object({ card: CodeSchema, into: CodeSchema, reason: z.string().trim().min(1).max(500) }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { patron: ['from', 'to'] },
  timeline: 'rows',
  physical: false,
  right: 'merge-patrons',
  audit: true,
  words: { en: 'Accounts merged', es: 'Cuentas fusionadas' },
  action: 'patrons',
  keywords: { en: ['join accounts', 'duplicate'], es: ['fusionar cuentas', 'fusionar cuentas', 'duplicado'] },
  record: (_header, { from, to }) => [{ kind: 'mergePatrons', from, to }],
});
