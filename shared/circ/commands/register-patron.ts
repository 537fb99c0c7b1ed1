// The command `registerPatron`: somebody gets an account, or one that was only a card gets its person. It always applies under the id that was
// minted where it was recorded, whoever else has that card: acts after it name that id.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { CardSchema } from '../model/patron.ts';
import { PatronFieldsSchema } from '../model/patron-fields.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const RegisterPatronArgsSchema = z.object({
  patronId: PatronIdSchema,
  fields: PatronFieldsSchema.extend({ cards: z.array(CardSchema).min(1) }),
});
export type RegisterPatronArgs = z.infer<typeof RegisterPatronArgsSchema>;

export const RegisterPatronToldSchema = z.object(toldDecision);

/** What a registration is recorded as. */
export function recordRegisterPatron(header: RecordHeader, { patronId, fields }: RegisterPatronArgs): Recorded[] {
  return [{ kind: 'writePatron', patronId, registers: true, fields, header }];
}
