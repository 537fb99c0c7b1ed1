// Names of a patron at the desk: on lists, and on things that others can read.

import type { Instant } from '../core/instant.ts';
import { cardAt } from './model/patron-cards.ts';
import { cardOf, type Patron, type PatronName } from './model/patron.ts';

/** "OKAFOR, Sade": by family name, with the name the person goes by. A provisional patron has only a card. */
export function sortName(name: PatronName, card: string): string {
  const given = name.chosen ?? name.given;
  if (name.family === '' && given === '') return card;
  const suffix = name.suffix === null ? '' : ` ${name.suffix}`;
  return [`${name.family.toLocaleUpperCase()}${suffix}`, given].filter((part) => part !== '').join(', ');
}

/**
 * A hold slip's label: four letters, an initial and four digits; never the whole name. The digits are those of the card that stood for the patron when
 * the slip was made: a label that was printed stays the same when the card is replaced.
 */
export function holdLabel(patron: Patron, { slipAt }: { readonly slipAt?: Instant | undefined } = {}): string {
  const { family, given, chosen } = patron.name;
  const letters = family
    .toLocaleUpperCase()
    .replace(/[^\p{L}]/gu, '')
    .slice(0, 4);
  const initial = (chosen ?? given).slice(0, 1).toLocaleUpperCase();
  const card = (slipAt === undefined ? undefined : cardAt(patron, slipAt)) ?? cardOf(patron);
  return [letters, initial, card.slice(-4)].filter((part) => part !== '').join(' ');
}
