// `signAgreement`: a patron signed the agreement of a kind of equipment, on paper or on the screen. It lasts as the desk announced, and is named by
// this act.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { AgreementSchema } from '../../circ/model/agreement.ts';
import { toldDecision } from '../../circ/told.ts';
import { AgreementSignedSchema, SignAgreementInputSchema } from '../../views/agreement.ts';
import { defineAct } from '../define-act.ts';

export const signAgreement = defineAct({
  name: 'signAgreement',
  args: z.object({
    patronId: PatronIdSchema,
    /** Code of the kind of equipment. */
    kind: z.string(),
    how: AgreementSchema.shape.how,
    /** As typed on the screen; null = signed on paper. */
    name: z.string().nullable(),
    /** The sponsor who signed for the patron; absent: they signed themselves. */
    sponsorId: PatronIdSchema.optional(),
    /** Sign-in name of the person who recorded it. */
    by: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    /** Null: for good. */
    until: InstantSchema.nullable(),
  }),
  method: { name: 'patron.signAgreement', input: SignAgreementInputSchema, output: AgreementSignedSchema },
  names: { patron: ['patronId', 'sponsorId'] },
  timeline: 'rows',
  right: null,
  audit: true,
  undo: { en: 'take it back on the record of the patron', es: 'retírelo en la ficha del usuario' },
  words: { en: 'Agreement signed', es: 'Acuerdo firmado' },
  keywords: {
    en: ['agreement', 'sign', 'contract', 'equipment agreement'],
    es: ['acuerdo', 'firmar', 'contrato', 'acuerdo de equipo'],
  },
  record: (header, { patronId, kind, how, name, sponsorId: sponsor, by }, { until }) => [
    {
      kind: 'writeAgreement',
      patronId,
      agreement: {
        id: header.id,
        kind,
        at: header.at,
        until,
        how,
        name,
        ...(sponsor === undefined ? {} : { sponsor }),
        by,
      },
      header,
    },
  ],
});
