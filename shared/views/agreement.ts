// Agreements on equipment as screens ask for them, record them and show them.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema } from '../core/ids.ts';
import { AgreementSchema } from '../circ/model/agreement.ts';

/** On the screen a patron types their name, and on paper they wrote it. */
export const SignAgreementInputSchema = z
  .object({
    /** Any card of the patron. */
    card: CodeSchema,
    /** Code of the kind of equipment. */
    kind: z.string().min(1).max(40),
    how: AgreementSchema.shape.how,
    name: z.string().trim().min(1).max(200).optional(),
    /** Any card of the patron who signs for this one. */
    sponsor: CodeSchema.optional(),
  })
  .refine(
    ({ how, name }) => (how === 'screen') === (name !== undefined),
    'a name is typed on the screen, and only there',
  );

export const AgreementSignedSchema = z.object({
  commandId: ActIdSchema,
  /** The last day, in words; null = for good. */
  untilText: z.string().nullable(),
});

export const EndAgreementInputSchema = z.object({
  /** Any card of the patron. */
  card: CodeSchema,
  /** The agreement, by the act that recorded it. */
  agreement: ActIdSchema,
  reason: z.string().trim().min(1).max(500),
});

export const AgreementEndedSchema = z.object({ commandId: ActIdSchema });

/** One agreement of an account. */
export const AgreementViewSchema = z.object({
  id: ActIdSchema,
  /** As people call the kind of equipment. */
  kindName: z.string(),
  how: AgreementSchema.shape.how,
  name: z.string().nullable(),
  by: z.string(),
  atText: z.string(),
  untilText: z.string().nullable(),
  /** The sponsor who signed for the patron; null = they signed themselves. A name that is not known here is null. */
  sponsor: z.object({ name: z.string().nullable() }).nullable(),
  /** How it was taken back; null = it was not. */
  ended: z.object({ atText: z.string(), by: z.string() }).nullable(),
  isInForce: z.boolean(),
});
export type AgreementView = z.infer<typeof AgreementViewSchema>;
