// One line of Find anything.

import type { ActionId } from '../../keys/key-map.ts';
import type { IconName } from '../../ui/icon.tsx';

export type FoundRow = {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly sub: string;
  /** The end of the card or barcode: which of several that look alike. Never cut off. */
  readonly end: string;
  readonly tag: string;
  readonly tagTone: 'good' | 'warn' | 'bad' | 'calm';
  readonly keys: ActionId | null;
  /** Further words by which it is found. */
  readonly words?: readonly string[];
  /** It is listed and cannot be done here: why. */
  readonly whyNot?: string;
  readonly open: () => void;
};

export type FoundGroup = { readonly title: string; readonly rows: readonly FoundRow[] };
