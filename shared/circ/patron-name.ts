// How a patron is called at the desk: on lists, and on what others can read.

import { sha256Hex } from '../core/digest.ts';
import { cardOf, type Patron, type PatronName } from './model/patron.ts';

/** "OKAFOR, Sade": by family name, with the name the person goes by. A provisional patron has only a card. */
export function sortName(name: PatronName, card: string): string {
  const given = name.chosen ?? name.given;
  if (name.family === '' && given === '') return card;
  const suffix = name.suffix === null ? '' : ` ${name.suffix}`;
  return [`${name.family.toLocaleUpperCase()}${suffix}`, given].filter((part) => part !== '').join(', ');
}

/**
 * A hold slip's label: four letters, an initial and four digits; never the whole name. The digits are those of the card that was in use as the slip
 * was made, where the hold says so: a label that was printed stays the same when the card is replaced.
 */
export function holdLabel(patron: Patron, hold: { readonly labelBy?: string | undefined } = {}): string {
  const { family, given, chosen } = patron.name;
  const letters = family
    .toLocaleUpperCase()
    .replace(/[^\p{L}]/gu, '')
    .slice(0, 4);
  const initial = (chosen ?? given).slice(0, 1).toLocaleUpperCase();
  const ofSlip =
    hold.labelBy === undefined ? undefined : patron.cards.find(({ number }) => labelBy(number) === hold.labelBy);
  const card = ofSlip?.number ?? cardOf(patron);
  return [letters, initial, card.slice(-4)].filter((part) => part !== '').join(' ');
}

/** Names the card of a label to those who have the account, and to no one else. */
export function labelBy(card: string): string {
  return sha256Hex(card).slice(0, 8);
}
