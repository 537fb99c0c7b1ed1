// A kind of item of a library in which practice begins.

import { branchId } from '../../shared/core/ids.ts';
import type { ItemKind } from '../../shared/wire/practice-library.ts';

/** Of the branch `main`, lent and held as most are. */
export const practiceKind = (name: string | null, more: Partial<ItemKind> = {}): ItemKind => ({
  kind: name,
  loanGrade: 'normal',
  fineGrade: 'normal',
  circulates: true,
  holdable: true,
  reference: false,
  home: branchId('main'),
  location: null,
  ...more,
});
