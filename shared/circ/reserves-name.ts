// The name of course reserves: a library may have one of its own, which then stands in every text that names them.

import type { Words } from '../core/language.ts';

const USUAL: Words = { en: 'Course reserves', es: 'Reservas de curso' };
const ALONE: Words = { en: '{reserves}', es: '{reserves}' };

/** Words for a library with this name for its course reserves: `named` with the name in it; `usual` where it has none. */
export function reservesWords(name: string | null, usual: Words = USUAL, named: Words = ALONE): Words {
  if (name === null) return usual;
  const withName = (text: string): string => text.replace('{reserves}', () => name);
  return { en: withName(named.en), es: withName(named.es) };
}
