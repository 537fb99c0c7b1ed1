// `resolveExceptions`: a named person ends exceptions with one action and one note.

import { z } from 'zod';
import { ExceptionIdSchema } from '../../core/ids.ts';
import { ExceptionActionSchema } from '../../circ/model/exception.ts';
import { toldDecision } from '../../circ/told.ts';
import { ExceptionKindChoiceSchema } from '../../views/sync.ts';
import { defineAct } from '../define-act.ts';

export const resolveExceptions = defineAct({
  name: 'resolveExceptions',
  args: z
    .object({ ids: z.array(ExceptionIdSchema).min(1), action: ExceptionActionSchema, note: z.string() })
    .refine(({ action, note }) => action !== 'dismissed' || note.trim() !== '', 'a dismissal needs a note'),
  told: z.object(toldDecision),
  // These, or all of a kind that were listed: later ones stay.
  method: {
    name: 'exception.resolve',
    input: z
      .object({
        exceptionIds: z.array(ExceptionIdSchema).min(1).optional(),
        kind: ExceptionKindChoiceSchema.optional(),
        action: ExceptionActionSchema,
        note: z.string().max(500),
      })
      .refine(({ exceptionIds, kind }) => (exceptionIds === undefined) !== (kind === undefined), 'name ids or a kind'),
    output: z.object({ resolved: z.int() }),
  },
  names: { exception: ['ids'] },
  timeline: 'rows',
  physical: false,
  right: 'resolve-exceptions',
  words: { en: 'Exceptions closed', es: 'Incidencias cerradas' },
  action: 'work',
  keywords: { en: ['close exceptions', 'done'], es: ['cerrar incidencias'] },
  record: (_header, args) => [{ kind: 'resolveExceptions', ids: args.ids, action: args.action, note: args.note }],
});
