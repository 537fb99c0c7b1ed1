// Identifiers of a patron: library card, campus ID, proximity chip, phone credential, cards of before. Each number is written on its own, so
// that two desks may write two of one patron; each finds its patron, and those in use lend.

import { z } from 'zod';
import { InstantSchema, type Instant } from '../../core/instant.ts';

/** `barcode`: a library card. `old-card`: one of an earlier system, which finds the patron and lends nothing. */
export const CardKindSchema = z.enum(['barcode', 'campus-id', 'prox', 'phone', 'old-card']);
export type CardKind = z.infer<typeof CardKindSchema>;

/** Why a card is in use no more. `ended`: given back, or turned off. */
export const CardEndSchema = z.enum(['replaced', 'lost', 'ended']);

/** A number as a person wrote it, or the data of the library have it. */
export const WrittenCardSchema = z.object({
  number: z.string().min(1),
  active: z.boolean(),
  primary: z.boolean(),
  /** Absent in data without kinds: a library card. */
  kind: CardKindSchema.optional(),
  /** The issuer. */
  issuer: z.string().optional(),
  /** Why it is in use no more, where that is known. */
  endedAs: CardEndSchema.optional(),
  /** From then on it lends nothing. */
  expiresAt: InstantSchema.optional(),
});

/** A number with when it stood for the patron: no write holds that, it is worked out from their moments. */
export const CardSchema = WrittenCardSchema.extend({
  /** Until when; absent = it does still, or never did. */
  primaryUntil: InstantSchema.optional(),
});
export type Card = z.infer<typeof CardSchema>;

/** One number of a patron, as it is from now on, or with its end. */
export const CardWriteSchema = z.union([
  z.object({ card: WrittenCardSchema }),
  z.object({ number: z.string().min(1), ends: CardEndSchema }),
]);
export type CardWrite = z.infer<typeof CardWriteSchema>;

/** Why a card lends nothing; `unknown`: its data has only that it is in use no more. */
export const CardFaultSchema = z.enum([...CardEndSchema.options, 'expired', 'old', 'unknown']);
export type CardFault = z.infer<typeof CardFaultSchema>;

/** Fault of a card at a moment; null = in use. */
export function cardFault({ kind, active, endedAs, expiresAt }: Card, at: Instant): CardFault | null {
  if (kind === 'old-card') return 'old';
  if (!active) return endedAs ?? 'unknown';
  return expiresAt !== undefined && expiresAt <= at ? 'expired' : null;
}

/** The number that a write is about. */
export const numberWritten = (write: CardWrite): string => ('card' in write ? write.card.number : write.number);

/** The card of a number, however its letters were typed. */
export function cardNumbered(cards: readonly Card[], number: string): Card | undefined {
  return cards.find((card) => isNumber(card, number));
}

/** A card as it would be written. */
export function plainCard({ primaryUntil: _, ...card }: Card): Card {
  return card;
}

/** The number that stood for the patron at a moment: the first that stopped after it, else the one that does still. */
export function cardAt({ cards }: { readonly cards: readonly Card[] }, at: Instant): string | undefined {
  const later = cards.filter(({ primaryUntil }) => primaryUntil !== undefined && primaryUntil > at);
  const [first] = later.toSorted((a, b) => (a.primaryUntil ?? 0) - (b.primaryUntil ?? 0));
  return (first ?? cards.find(({ primary }) => primary))?.number;
}

/**
 * The cards after a write of a moment. One patron has one primary card: the newest that was made so. An end of a card that is not there changes
 * nothing.
 */
export function withCard(cards: readonly Card[], write: CardWrite, at: Instant): Card[] {
  if (!('card' in write)) {
    return cards.map((card) =>
      isNumber(card, write.number) ? { ...asSecond(card, at), active: false, endedAs: write.ends } : card,
    );
  }
  const { card } = write;
  const place = cards.findIndex((one) => isNumber(one, card.number));
  const others = cards.map((one) => (card.primary || isNumber(one, card.number) ? asSecond(one, at) : one));
  const { primaryUntil } = others[place] ?? {};
  const written = card.primary || primaryUntil === undefined ? plainCard(card) : { ...plainCard(card), primaryUntil };
  return place < 0 ? [...others, written] : others.with(place, written);
}

/** A card that no longer stands for the patron. */
function asSecond(card: Card, at: Instant): Card {
  return card.primary ? { ...card, primary: false, primaryUntil: at } : card;
}

function isNumber({ number }: Card, wanted: string): boolean {
  return number.toUpperCase() === wanted.toUpperCase();
}
