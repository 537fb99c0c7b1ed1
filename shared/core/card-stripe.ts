// The number on the magnetic stripe of a card, as readers that type like a keyboard give the whole stripe: its tracks 1 and 2 by ISO 7813, and
// those of campus cards that have the number alone.

const TRACK_1 = /%[A-Z]?(\d{4,19})[\^?]/i;
const TRACK_2 = /;(\d{4,19})[=?]/;

/** Digits of a number from the first to the last, counted from 1. */
export type Digits = { readonly from: number; readonly to: number };

/**
 * Each number of a stripe once, of track 1 first; none for a text that is no stripe. The name on it is ignored. `card`:
 * the digits of a number that are the card; they come before the whole numbers, and of a number that is too short for
 * them none are.
 */
export function stripeNumbers(text: string, card?: Digits): readonly string[] {
  const numbers = [TRACK_1, TRACK_2].flatMap((track) => track.exec(text)?.[1] ?? []);
  const cut = card === undefined ? [] : numbers.filter(({ length }) => length >= card.to);
  return [...new Set([...cut.map((number) => number.slice((card?.from ?? 1) - 1, card?.to)), ...numbers])];
}
