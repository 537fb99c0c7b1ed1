// The card shown in a search row: the end of the shown one, and another one whole if the search matched it.

import { lastFour } from './moments.ts';
import type { Translate } from './speak.ts';

/** Words short enough for the end of a row. */
export function sayCards(t: Translate, card: string, otherCard: string | undefined): string {
  return otherCard === undefined ? lastFour(card) : `${lastFour(card)} · ${t('find.otherCard', { card: otherCard })}`;
}
