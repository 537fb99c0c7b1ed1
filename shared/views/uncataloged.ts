// Lending by kind as screens ask for it.

import { z } from 'zod';
import { MOST_PIECES } from '../circ/model/uncataloged.ts';
import { ActIdSchema } from '../core/ids.ts';
import { CodeSchema } from '../core/code-text.ts';

const count = z.int().min(1).max(MOST_PIECES);
const kind = z.string().min(1).max(20);

export const UncatalogedKindsSchema = z.object({
  /** `out`: pieces that are lent, as far as this desk knows. */
  kinds: z.array(z.object({ id: z.string(), name: z.string(), out: z.int() })),
});

export const LendKindInputSchema = z.object({ patron: CodeSchema, kind, count });
/** `patron`: the patron whose loans end; absent = the loans due first, of any patron. */
export const TakeBackKindInputSchema = z.object({ patron: CodeSchema.optional(), kind, count });

/**
 * The outcome: how many, by which acts, until when in words, and why no more; null = as many as was asked. `whose`: the patron who was named, at a
 * check-in; `fees`: what grew for whom, where money has to be talked about.
 */
export const KindAnswerSchema = z.object({
  done: z.int(),
  commandIds: z.array(ActIdSchema),
  dueText: z.string().nullable(),
  whyNot: z.string().nullable(),
  whose: z.string().nullable(),
  fees: z.array(z.object({ name: z.string(), text: z.string() })),
});
