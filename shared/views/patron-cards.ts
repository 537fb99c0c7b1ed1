// Cards and other identifiers of an account as screens show, add, replace and end them.

import { z } from 'zod';
import { CardEndSchema, CardFaultSchema, CardKindSchema } from '../circ/model/patron-cards.ts';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema } from '../core/ids.ts';

const reason = z.string().trim().max(500);

export const AddCardInputSchema = z.object({
  /** Any card of the patron. */
  card: CodeSchema,
  /** The new number. */
  number: CodeSchema,
  kind: CardKindSchema,
  /** The issuer. */
  issuer: z.string().trim().max(100).default(''),
  /** The last local day on which it lends; null = without an end. */
  until: z.iso.date().nullable().default(null),
  /** A number of theirs that it takes the place of, and why that one ends. */
  replaces: z
    .object({ number: CodeSchema, as: z.enum(['replaced', 'lost']) })
    .nullable()
    .default(null),
  reason: reason.default(''),
});

export const EndCardInputSchema = z.object({
  card: CodeSchema,
  number: CodeSchema,
  as: CardEndSchema.exclude(['replaced']),
  reason: reason.min(1),
});

/** `card`: the one that stands for the patron now. */
export const CardWrittenSchema = z.object({ commandId: ActIdSchema, card: z.string() });

/** A card on the record of a patron. */
export const PatronCardViewSchema = z.object({
  number: z.string(),
  kind: CardKindSchema,
  issuer: z.string().nullable(),
  /** Why it lends nothing; null = it is in use. */
  fault: CardFaultSchema.nullable(),
  untilText: z.string().nullable(),
});
export type PatronCardView = z.infer<typeof PatronCardViewSchema>;
