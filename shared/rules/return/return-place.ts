// Where an item may come back to.

import type { ReturnTerms } from '../model/policy/return.ts';

/** The branches of an item: where it belongs, and where it was last. */
export type ItemPlaces = { readonly home: string; readonly holding: string };

/** The branch that an item has to go to, because it may not come back at this desk; null = it may. */
export function returnPlace(
  { allowedAt }: Pick<ReturnTerms, 'allowedAt'>,
  { home, holding }: ItemPlaces,
  desk: string | null,
): string | null {
  switch (allowedAt) {
    case 'anywhere':
      return null;
    case 'home':
      return desk === home ? null : home;
    case 'holding':
      return desk === holding ? null : holding;
    case 'either':
      return desk === home || desk === holding ? null : home;
  }
}
