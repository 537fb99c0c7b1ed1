// Names of fees that staff add, in reports.

import type { Words } from '../core/language.ts';

/** By the charges that fees know. */
export const CHARGE_NAMES: Readonly<Record<string, Words>> = {
  damage: { en: 'damage', es: 'daño' },
  'missing-part': { en: 'missing part', es: 'pieza faltante' },
  replacement: { en: 'replacement', es: 'reposición' },
  card: { en: 'card', es: 'tarjeta' },
  membership: { en: 'membership', es: 'cuota' },
  copies: { en: 'copies', es: 'copias' },
  other: { en: 'other', es: 'otro' },
  unknown: { en: 'no longer known', es: 'ya no se sabe' },
};
