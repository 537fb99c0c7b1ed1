// How a patron is called at the desk: on lists, and on what others can read.

import { cardOf, type Patron, type PatronName } from './model/patron.ts';

/** "OKAFOR, Sade": by family name, with the name the person goes by. A provisional patron has only a card. */
export function sortName(name: PatronName, card: string): string {
  const given = name.chosen ?? name.given;
  if (name.family === '' && given === '') return card;
  const suffix = name.suffix === null ? '' : ` ${name.suffix}`;
  return [`${name.family.toLocaleUpperCase()}${suffix}`, given].filter((part) => part !== '').join(', ');
}

/** A hold slip's label: four letters, an initial and four digits; never the whole name. */
export function holdLabel(patron: Patron): string {
  const { family, given, chosen } = patron.name;
  const letters = family
    .toLocaleUpperCase()
    .replace(/[^\p{L}]/gu, '')
    .slice(0, 4);
  const initial = (chosen ?? given).slice(0, 1).toLocaleUpperCase();
  return [letters, initial, cardOf(patron).slice(-4)].filter((part) => part !== '').join(' ');
}
