// `endAgreement`: an agreement on equipment that was recorded wrongly holds no more. Loans before stay; a loan of afterwards is an exception.

import { z } from 'zod';
import { ActIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { AgreementEndedSchema, EndAgreementInputSchema } from '../../views/agreement.ts';
import { defineAct } from '../define-act.ts';

export const endAgreement = defineAct({
  name: 'endAgreement',
  args: z.object({
    patronId: PatronIdSchema,
    /** The act that recorded it. */
    agreement: ActIdSchema,
    /** Written by the person who took it back. */
    reason: z.string(),
    /** Sign-in name. */
    by: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.endAgreement', input: EndAgreementInputSchema, output: AgreementEndedSchema },
  names: { patron: ['patronId'], act: ['agreement'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  words: { en: 'Agreement taken back', es: 'Acuerdo retirado' },
  keywords: {
    en: ['take back an agreement', 'undo an agreement', 'end an agreement'],
    es: ['retirar un acuerdo', 'deshacer un acuerdo'],
  },
  record: (header, { patronId, agreement: of, by }) => [
    { kind: 'writeAgreement', patronId, end: { of, act: header.id, at: header.at, by }, header },
  ],
});
