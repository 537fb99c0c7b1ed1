// `editPatron`: fields of an account are written. Each counts by its effective time, so that two desks may edit one account.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { PatronFieldsSchema } from '../../circ/model/patron-fields.ts';
import { toldDecision } from '../../circ/told.ts';
import { EditPatronInputSchema, PatronWrittenSchema } from '../../views/patron.ts';
import { defineAct } from '../define-act.ts';

export const editPatron = defineAct({
  name: 'editPatron',
  args: z.object({ patronId: PatronIdSchema, fields: PatronFieldsSchema }),
  told: z.object(toldDecision),
  method: {
    name: 'patron.edit',
    input: EditPatronInputSchema,
    output: PatronWrittenSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  serves: true,
  words: { en: 'Account edited', es: 'Cuenta editada' },
  action: 'patrons',
  keywords: { en: ['change an account', 'address'], es: ['editar la cuenta'] },
  record: (header, { patronId, fields }) => [{ kind: 'writePatron', patronId, registers: false, fields, header }],
});
