// `addCard`: a patron is known by one more number, or by a new one in place of an old one, which finds them still and lends nothing.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { CardEndSchema, CardKindSchema, type CardWrite } from '../../circ/model/patron-cards.ts';
import { toldDecision } from '../../circ/told.ts';
import { AddCardInputSchema, CardWrittenSchema } from '../../views/patron-cards.ts';
import { defineAct } from '../define-act.ts';

const AddedSchema = z.object({
  number: z.string().min(1),
  kind: CardKindSchema,
  /** The issuer; null where none is given. */
  issuer: z.string().nullable(),
  /** Null: it does not expire. */
  expiresAt: InstantSchema.nullable(),
  /** It stands for the patron from now on. */
  primary: z.boolean(),
});

export const addCard = defineAct({
  name: 'addCard',
  args: AddedSchema.extend({
    patronId: PatronIdSchema,
    /** The number that it takes the place of, and why; null: it is one more. */
    replaces: z.object({ number: z.string().min(1), as: CardEndSchema }).nullable(),
    /** Written by the person who added it; empty where nothing was. */
    reason: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.addCard', input: AddCardInputSchema, output: CardWrittenSchema },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  serves: true,
  words: { en: 'Card added', es: 'Tarjeta agregada' },
  keywords: {
    en: ['card', 'campus id', 'phone credential', 'identifier', 'replace a card'],
    es: ['tarjeta', 'ID del campus', 'credencial', 'reemplazar la tarjeta'],
  },
  record: (header, { patronId, replaces, ...said }) => [
    {
      kind: 'writeCards',
      patronId,
      cards: [...(replaces === null ? [] : [{ number: replaces.number, ends: replaces.as }]), cardAdded(said)],
      header,
    },
  ],
});

function cardAdded({ number, kind, issuer, expiresAt, primary }: z.infer<typeof AddedSchema>): CardWrite {
  return {
    card: {
      number,
      active: kind !== 'old-card',
      primary,
      kind,
      ...(issuer === null ? {} : { issuer }),
      ...(expiresAt === null ? {} : { expiresAt }),
    },
  };
}
