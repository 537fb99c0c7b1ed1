// The writes of patrons' cards. Each is kept with its moment, over the state of the number before the first one: the cards are folded from them, the
// same in every order of arrival, and as they were at any moment. [I22] [I24]

import type { Instant } from '../../shared/core/instant.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import {
  cardNumbered,
  CardWriteSchema,
  numberWritten,
  plainCard,
  withCard,
  type Card,
  type CardWrite,
} from '../../shared/circ/model/patron-cards.ts';
import type { FieldWrite, WritePlace } from './field-write.ts';

const CARD = 'card:';

/** Whether the writes of one card are kept under a field. */
export const isCardField = (field: string): boolean => field.startsWith(CARD);

const cardField = (number: string): string => `${CARD}${number.toUpperCase()}`;

/** The kept part of a write; null: the data of the library have the number no more. */
const KeptSchema = CardWriteSchema.nullable();

/** The cards that a patron had at a moment. `writes` are theirs, in order. */
export function cardsAt({ cards }: Patron, writes: readonly FieldWrite[], at: Instant): Card[] {
  const own = writes.filter(({ field }) => isCardField(field));
  if (own.length === 0) return cards;
  const known = new Set(own.map(({ field }) => field));
  const folded = own.filter((write) => write.at <= at).reduce<Card[]>(afterWrite, []);
  return [...folded, ...cards.filter(({ number }) => !known.has(cardField(number)))];
}

function afterWrite(cards: Card[], { field, value, at }: FieldWrite): Card[] {
  const kept = value === null ? null : (KeptSchema.safeParse(JSON.parse(value)).data ?? null);
  return kept === null ? cards.filter(({ number }) => cardField(number) !== field) : withCard(cards, kept, at);
}

/** The kept part of some writes of a patron's cards: with the earlier state of each number, where nothing is known of it yet. */
export function keptOf(
  patron: Patron,
  known: readonly FieldWrite[],
  { writes, place }: { readonly writes: readonly CardWrite[]; readonly place: WritePlace },
): FieldWrite[] {
  const kept = writes.map((write): FieldWrite => ({
    patron_id: patron.id,
    field: cardField(numberWritten(write)),
    ...place,
    value: JSON.stringify(write),
  }));
  return [...basesOf(patron, known), ...kept];
}

/** The same of a list that stands for all cards a patron had then: desks wrote such lists before each number was written on its own. */
export function keptList(
  patron: Patron,
  known: readonly FieldWrite[],
  { cards, place }: { readonly cards: readonly Card[]; readonly place: WritePlace },
): FieldWrite[] {
  const gone = cardsAt(patron, known, place.at).filter(({ number }) => cardNumbered(cards, number) === undefined);
  const dropped = gone.map(({ number }): FieldWrite => ({
    patron_id: patron.id,
    field: cardField(number),
    ...place,
    value: null,
  }));
  return [...keptOf(patron, known, { writes: cards.map((card) => ({ card })), place }), ...dropped];
}

/** Changes in the cards of a row that came with the data of the library. Nothing is kept of a patron whose cards stay. */
export function importedCards(
  before: Patron,
  after: Patron,
  { known, place }: { readonly known: readonly FieldWrite[]; readonly place: WritePlace },
): FieldWrite[] {
  const textOf = (card: Card | undefined): string | undefined =>
    card === undefined ? undefined : JSON.stringify(plainCard(card));
  const isSame = (a: Card | undefined, b: Card | undefined): boolean => textOf(a) === textOf(b);
  const row = (number: string, value: CardWrite | null): FieldWrite => ({
    patron_id: after.id,
    field: cardField(number),
    ...place,
    value: value === null ? null : JSON.stringify(value),
  });
  const written = after.cards
    .filter((card) => !isSame(card, cardNumbered(before.cards, card.number)))
    .map((card) => row(card.number, { card }));
  const gone = before.cards
    .filter(({ number }) => cardNumbered(after.cards, number) === undefined)
    .map(({ number }) => row(number, null));
  const changed = [...written, ...gone];
  return changed.length === 0 ? [] : [...basesOf(before, known), ...changed];
}

/** The cards of a row as they were before anything was written of them, in their order. */
function basesOf({ id, cards }: Patron, known: readonly FieldWrite[]): FieldWrite[] {
  const fields = new Set(known.map(({ field }) => field));
  return cards.flatMap((card, seq) =>
    fields.has(cardField(card.number))
      ? []
      : [
          {
            patron_id: id,
            field: cardField(card.number),
            at: 0,
            desk_id: '',
            stream: '',
            seq,
            value: JSON.stringify({ card: plainCard(card) }),
          },
        ],
  );
}

/**
 * The writes of an account that is joined with another, as writes of that other account, with its cards before. For a
 * number on both, the imported data of the account that stays count; writes by staff count for both accounts.
 */
export function asJoined(
  writes: readonly FieldWrite[],
  { staying, known }: { readonly staying: Patron; readonly known: readonly FieldWrite[] },
): FieldWrite[] {
  const own = new Set(staying.cards.map(({ number }) => cardField(number)));
  const taken = writes.filter(({ field, desk_id: desk }) => isCardField(field) && (desk !== '' || !own.has(field)));
  if (taken.length === 0) return [];
  const joined = taken.map((write) => {
    const kept = write.value === null ? null : (KeptSchema.safeParse(JSON.parse(write.value)).data ?? null);
    const value = kept === null ? write.value : JSON.stringify(asSecond(kept, staying));
    return { ...write, patron_id: staying.id, value };
  });
  return [...basesOf(staying, known), ...joined];
}

/** A write of an account that was joined with another: that one's primary card stands for both. */
export function asSecond(write: CardWrite, { cards }: Patron): CardWrite {
  if (!('card' in write)) return write;
  const isPrimary = cardNumbered(cards, write.card.number)?.primary === true;
  return { card: isPrimary ? { ...write.card, primary: true } : secondary(write.card) };
}

/** A card beside the one that stands for the patron. */
export const secondary = (card: Card): Card => ({ ...plainCard(card), primary: false });
