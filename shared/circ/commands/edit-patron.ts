// The command `editPatron`: fields of an account are written. Each counts by its effective time, so that two desks may edit one account.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { PatronFieldsSchema } from '../model/patron-fields.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const EditPatronArgsSchema = z.object({ patronId: PatronIdSchema, fields: PatronFieldsSchema });
export type EditPatronArgs = z.infer<typeof EditPatronArgsSchema>;

export const EditPatronToldSchema = z.object(toldDecision);

/** What an edit is recorded as. */
export function recordEditPatron(header: RecordHeader, { patronId, fields }: EditPatronArgs): Recorded[] {
  return [{ kind: 'writePatron', patronId, registers: false, fields, header }];
}
