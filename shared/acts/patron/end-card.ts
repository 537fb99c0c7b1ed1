// `endCard`: a number of a patron lends nothing any more: lost, given back, turned off. It finds them still.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { CardEndSchema } from '../../circ/model/patron-cards.ts';
import { toldDecision } from '../../circ/told.ts';
import { CardWrittenSchema, EndCardInputSchema } from '../../views/patron-cards.ts';
import { defineAct } from '../define-act.ts';

export const endCard = defineAct({
  name: 'endCard',
  args: z.object({
    patronId: PatronIdSchema,
    number: z.string().min(1),
    as: CardEndSchema,
    /** Written by the person who ended it. */
    reason: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.endCard', input: EndCardInputSchema, output: CardWrittenSchema },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  words: { en: 'Card ended', es: 'Tarjeta anulada' },
  keywords: { en: ['lost card', 'end a card'], es: ['tarjeta perdida', 'anular la tarjeta'] },
  record: (header, { patronId, number, as }) => [
    { kind: 'writeCards', patronId, cards: [{ number, ends: as }], header },
  ],
});
