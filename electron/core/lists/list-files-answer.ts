// The worker's answer about lists in a folder, as the core reads it.

import { z } from 'zod';
import { InstantSchema } from '../../../shared/core/instant.ts';
import { LIST_FILE_TROUBLES } from '../../../shared/core/list-file-words.ts';
import { ListNameSchema } from '../../../shared/lists/all.ts';

const TroubleSchema = z.enum(LIST_FILE_TROUBLES);

/** One list of a round; `trouble`: null = it was written. */
const ListFileEndSchema = z.object({
  list: ListNameSchema,
  at: InstantSchema.nullable(),
  rows: z.int(),
  trouble: TroubleSchema.nullable(),
});

/** An error for the log: its kind, such as a code, and its place, never its text. */
const ListFaultSchema = z.object({ kind: z.string(), place: z.string() });
export type ListFault = z.infer<typeof ListFaultSchema>;

/**
 * `written`: the lists of a round; `left`: files of these could not be removed. `removed`: all files that were to be
 * removed are gone. `failed`: why nothing was done.
 */
export const ListFilesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('written'),
    lists: z.array(ListFileEndSchema),
    left: z.array(ListNameSchema),
    faults: z.array(ListFaultSchema),
  }),
  z.object({ kind: z.literal('removed') }),
  z.object({ kind: z.literal('failed'), trouble: TroubleSchema, faults: z.array(ListFaultSchema).optional() }),
]);
export type ListFilesAnswer = z.infer<typeof ListFilesAnswerSchema>;
