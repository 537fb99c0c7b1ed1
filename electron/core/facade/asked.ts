// Looks up the names in an act or a question: the patron of a card, the instant of a text.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { requiredCopy, type DeskSight } from '../desk-sight.ts';

/** The patron of a card; one that is not here is asked for. */
export async function findPatron(desk: DeskSight, card: string): Promise<Patron | null> {
  return (await seekPatron(desk, card)).patron;
}

/** The same, with whether the server answered that the card is unknown. */
export async function seekPatron(
  desk: DeskSight,
  card: string,
): Promise<{ readonly patron: Patron | null; readonly isSought: boolean }> {
  const here = requiredCopy(desk).sight.patronByCard(card);
  if (here !== null) return { patron: here, isSought: false };
  const { isAnswered, patron: found } = await desk.lookUpCard(card);
  // While the server was asked, the feed may have brought the card.
  const patron = requiredCopy(desk).sight.patronByCard(card) ?? found;
  return { patron, isSought: patron === null && isAnswered };
}

/** Looks for an item that is not here. True where the server answered that there is none. */
export async function seekItem(desk: DeskSight, barcode: string): Promise<boolean> {
  if (requiredCopy(desk).sight.itemByBarcode(barcode) !== null) return false;
  return desk.isItemUnknown(barcode);
}

/** The instant that a text writes. Throws HF-CIRC-004 for one that writes none. */
export function requiredInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new HoldfastError('HF-CIRC-004', { date: text });
  return at;
}
