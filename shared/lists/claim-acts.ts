// Claims on rows of lists: the borrower's claim about a loan, in words, and the acts.

import type { ClaimKind } from '../circ/model/loan.ts';
import type { Words } from '../core/language.ts';
import type { RowAct } from './define-list.ts';

export const CLAIM_WORDS: Readonly<Record<ClaimKind, Words>> = {
  returned: { en: 'Claimed returned', es: 'Dice que lo devolvió' },
  'never-had': { en: 'Claimed never checked out', es: 'Dice que nunca lo tuvo' },
};

type Claimable = { readonly state: string; readonly claim: ClaimKind | null };

const isOut = ({ state }: Claimable): boolean => state === 'open' || state === 'lost';

export const CLAIM_ACTS: readonly RowAct<Claimable>[] = [
  {
    act: 'claimReturned',
    key: 'C',
    asks: 'sure',
    label: { en: 'Claimed returned', es: 'Dice que lo devolvió' },
    offered: (row) => isOut(row) && row.claim !== 'returned',
  },
  {
    act: 'claimNeverHad',
    key: 'N',
    asks: 'sure',
    label: { en: 'Claimed never checked out', es: 'Dice que nunca lo tuvo' },
    offered: (row) => isOut(row) && row.claim !== 'never-had',
  },
  {
    act: 'dropClaim',
    key: 'D',
    asks: 'sure',
    label: { en: 'Drop the claim', es: 'Retirar la disputa' },
    offered: ({ claim }) => claim !== null,
  },
];
