// The number on the magnetic stripe of a card, as readers that type like a keyboard give the whole stripe: its tracks 1 and 2 by ISO 7813, and
// those of campus cards that have the number alone.

const TRACK_1 = /%[A-Z]?(\d{4,19})[\^?]/i;
const TRACK_2 = /;(\d{4,19})[=?]/;

/** Each number of a stripe once, of track 1 first; none for a text that is no stripe. The name on it is nobody's business. */
export function stripeNumbers(text: string): readonly string[] {
  const numbers = [TRACK_1, TRACK_2].flatMap((track) => track.exec(text)?.[1] ?? []);
  return [...new Set(numbers)];
}
