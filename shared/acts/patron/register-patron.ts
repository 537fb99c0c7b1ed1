// `registerPatron`: a person gets an account, or one that was only a card gets its person. It always applies under the id that was
// minted where it was recorded, no matter who else has that card: acts after it name that id.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { WrittenCardSchema } from '../../circ/model/patron-cards.ts';
import { PatronFieldsSchema } from '../../circ/model/patron-fields.ts';
import { toldDecision } from '../../circ/told.ts';
import { RegisterPatronInputSchema, PatronWrittenSchema } from '../../views/patron.ts';
import { defineAct } from '../define-act.ts';

export const registerPatron = defineAct({
  name: 'registerPatron',
  args: z.object({
    patronId: PatronIdSchema,
    fields: PatronFieldsSchema.extend({ cards: z.array(WrittenCardSchema).min(1) }),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'patron.register',
    input: RegisterPatronInputSchema,
    output: PatronWrittenSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  serves: true,
  words: { en: 'Account created', es: 'Cuenta creada' },
  action: 'patrons',
  keywords: {
    en: ['new account', 'new patron', 'new student', 'sign up', 'visitor'],
    es: ['alta', 'inscribir', 'cuenta nueva', 'usuario nuevo', 'estudiante nuevo', 'visitante'],
  },
  record: (header, { patronId, fields }) => [{ kind: 'writePatron', patronId, registers: true, fields, header }],
});
