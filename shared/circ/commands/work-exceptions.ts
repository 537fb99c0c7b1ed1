// The command `workExceptions`: what a named person does about exceptions without ending them: who sees to them, whether the patron was
// reached, a note. It closes nothing, and nothing of it is written over: all of it stays the history of the exception.

import { z } from 'zod';
import { ExceptionIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { ContactSchema } from '../model/exception.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const WorkExceptionsArgsSchema = z
  .object({
    ids: z.array(ExceptionIdSchema).min(1),
    /** Who sees to them from now on; null: nobody does. Absent: that stays as it is. */
    to: StaffIdSchema.nullable().optional(),
    contact: ContactSchema.optional(),
    note: z.string().max(500),
  })
  .refine(({ to, contact, note }) => to !== undefined || contact !== undefined || note.trim() !== '', 'says nothing');
export type WorkExceptionsArgs = z.infer<typeof WorkExceptionsArgsSchema>;

export const WorkExceptionsToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordWorkExceptions(header: RecordHeader, { ids, ...work }: WorkExceptionsArgs): Recorded[] {
  return [{ kind: 'workExceptions', ids, work, header }];
}
