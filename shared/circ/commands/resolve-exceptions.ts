// The command `resolveExceptions`: a named person ends exceptions with one action and one note.

import { z } from 'zod';
import { ExceptionIdSchema } from '../../core/ids.ts';
import { ExceptionActionSchema } from '../model/exception.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const ResolveExceptionsArgsSchema = z
  .object({ ids: z.array(ExceptionIdSchema).min(1), action: ExceptionActionSchema, note: z.string() })
  .refine(({ action, note }) => action !== 'dismissed' || note.trim() !== '', 'a dismissal needs a note');
export type ResolveExceptionsArgs = z.infer<typeof ResolveExceptionsArgsSchema>;

export const ResolveExceptionsToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordResolveExceptions(_header: RecordHeader, args: ResolveExceptionsArgs): Recorded[] {
  return [{ kind: 'resolveExceptions', ids: args.ids, action: args.action, note: args.note }];
}
