// Which card of a patron a search met, and how well: people have a library card and a campus card, and the end of either is typed.

import { foldText } from '../../../shared/core/fold-text.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';

/** Fewer last digits are those of too many cards. */
const LEAST_END = 4;

export type CardMatch = {
  /** Lower comes first: that very card, then cards that end so, the one that is shown before others, then the rest. */
  readonly rank: number;
  /** The number that was looked for, where it is not on the card that is shown. */
  readonly other: string | null;
};

/** How the cards of a patron meet a query. */
export function matchCards(patron: Patron, query: string): CardMatch {
  const code = foldText(query).replace(/\s/g, '');
  const shown = cardOf(patron);
  const others = patron.cards.map(({ number }) => number).filter((number) => number !== shown);
  const meets = [
    (number: string) => foldText(number) === code,
    (number: string) => endsWith(number, code),
    (number: string) => code !== '' && foldText(number).startsWith(code),
  ];
  for (const [index, isMet] of meets.entries()) {
    if (isMet(shown)) return { rank: 2 * index, other: null };
    const other = others.find(isMet);
    if (other !== undefined) return { rank: 2 * index + 1, other };
  }
  return { rank: 2 * meets.length, other: null };
}

/** Whether a card ends with so many digits as tell cards apart. */
export function endsWith(number: string, code: string): boolean {
  return code.length >= LEAST_END && /\d/.test(code) && foldText(number).endsWith(code);
}
