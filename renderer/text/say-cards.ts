// Which card a row of a search is of: the end of the one that is shown, and another one whole where that is what was looked for.

import { lastFour } from './moments.ts';
import type { Translate } from './speak.ts';

/** Says it short enough for the end of a row. */
export function sayCards(t: Translate, card: string, otherCard: string | undefined): string {
  return otherCard === undefined ? lastFour(card) : `${lastFour(card)} · ${t('find.otherCard', { card: otherCard })}`;
}
