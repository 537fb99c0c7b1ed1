// `workExceptions`: the work of a named person on exceptions without ending them: the assigned person, whether the patron was
// reached, a note. It closes nothing, and nothing of it is written over: all of it stays the history of the exception.

import { z } from 'zod';
import { ExceptionIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { ContactSchema } from '../../circ/model/exception.ts';
import { toldDecision } from '../../circ/told.ts';
import { ExceptionKindChoiceSchema } from '../../views/sync.ts';
import { defineAct } from '../define-act.ts';

export const workExceptions = defineAct({
  name: 'workExceptions',
  args: z
    .object({
      ids: z.array(ExceptionIdSchema).min(1),
      /** The person assigned from now on; null: unassigned. Absent: unchanged. */
      to: StaffIdSchema.nullable().optional(),
      contact: ContactSchema.optional(),
      note: z.string().max(500),
    })
    .refine(({ to, contact, note }) => to !== undefined || contact !== undefined || note.trim() !== '', 'says nothing'),
  told: z.object(toldDecision),
  method: {
    name: 'exception.work',
    input: z
      .object({
        exceptionIds: z.array(ExceptionIdSchema).min(1).optional(),
        kind: ExceptionKindChoiceSchema.optional(),
        to: z.string().min(1).max(128).nullable().optional(),
        contact: ContactSchema.optional(),
        note: z.string().trim().max(500).default(''),
      })
      .refine(({ exceptionIds, kind }) => (exceptionIds === undefined) !== (kind === undefined), 'name ids or a kind')
      .refine(({ to, contact, note }) => to !== undefined || contact !== undefined || note !== '', 'says nothing'),
    output: z.object({ worked: z.int() }),
  },
  names: { exception: ['ids'], staff: ['to'] },
  timeline: 'rows',
  physical: false,
  right: 'resolve-exceptions',
  othersRight: 'assign-exceptions',
  words: { en: 'Exceptions worked on', es: 'Incidencias atendidas' },
  action: 'work',
  keywords: { en: ['assign', 'note', 'contact'], es: ['asignar', 'nota'] },
  record: (header, { ids, ...work }) => [{ kind: 'workExceptions', ids, work, header }],
});
