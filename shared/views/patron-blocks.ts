// Blocks of an account as screens show, set and lift them.

import { z } from 'zod';
import { BlockKindSchema } from '../circ/model/patron-blocks.ts';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema } from '../core/ids.ts';

const reason = z.string().trim().min(1).max(500);

export const SetBlockInputSchema = z.object({
  /** Any card of the patron. */
  card: CodeSchema,
  kinds: z.array(BlockKindSchema).min(1),
  /** The last local day on which it holds; null = until it is lifted. */
  until: z.iso.date().nullable(),
  reason,
});

export const LiftBlockInputSchema = z.object({ card: CodeSchema, block: z.string().min(1).max(200), reason });

export const PatronBlockedSchema = z.object({ commandId: ActIdSchema });

/** A block on the record of a patron. */
export const PatronBlockViewSchema = z.object({
  block: z.string(),
  reason: z.string(),
  /** Empty where it only warns. */
  kinds: z.array(BlockKindSchema),
  /** The person who set it; null where that is not known. */
  by: z.string().nullable(),
  setText: z.string(),
  untilText: z.string().nullable(),
  /** The library system set it: it is lifted there. */
  isTheirs: z.boolean(),
});
export type PatronBlockView = z.infer<typeof PatronBlockViewSchema>;
