// Imports by a command, as people at a desk see them: how far each came, and what it changed, or would change. Rows are named by their ids in the
// source.

import { z } from 'zod';
import { InstantSchema } from '../core/instant.ts';

/** `opening`: its files are looked through, and how many rows they have is not known. `stopped`: its command gave no sign for long. */
export const IMPORT_STATES = ['opening', 'reading', 'done', 'failed', 'stopped'] as const;
export const ImportStateSchema = z.enum(IMPORT_STATES);
export type ImportState = z.infer<typeof ImportStateSchema>;

export const ImportKindSchema = z.object({
  kind: z.string(),
  added: z.int(),
  changed: z.int(),
  ended: z.int(),
  refused: z.int(),
  samples: z.array(z.object({ id: z.string(), fields: z.array(z.string()).nullable() })),
});
export type ImportKind = z.infer<typeof ImportKindSchema>;

export const ImportRunSchema = z.object({
  id: z.string(),
  /** The system that the export is of, `koha`. */
  source: z.string(),
  /** The name of its folder or file, without those above it. */
  name: z.string(),
  /** Looked only: nothing was written. */
  isDry: z.boolean(),
  state: ImportStateSchema,
  begunAt: InstantSchema,
  /** When it gave a sign last. */
  seenAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  /** Rows read so far, of so many; null = not known yet. */
  done: z.int(),
  total: z.int().nullable(),
  kinds: z.array(ImportKindSchema),
  /** The code of the error that ended it. */
  fault: z.string().nullable(),
});
export type ImportRun = z.infer<typeof ImportRunSchema>;
