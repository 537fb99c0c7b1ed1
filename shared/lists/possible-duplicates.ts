// Accounts that may be one person's: the same name, and the same birth date, e-mail or phone. Each pair is looked at side by side, and joined or left.

import { z } from 'zod';
import type { Patron } from '../circ/model/patron.ts';
import { cardOf } from '../circ/model/patron.ts';
import { sortName } from '../circ/patron-name.ts';
import { foldText } from '../core/fold-text.ts';
import type { BranchId } from '../core/ids.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

export const DuplicateRowSchema = z.object({
  pair: z.string(),
  card: z.string(),
  name: z.string(),
  otherCard: z.string(),
  otherName: z.string(),
  same: z.enum(['birth', 'email', 'phone']),
  homeName: z.string(),
});
export type DuplicateRow = z.infer<typeof DuplicateRowSchema>;

const SAME = {
  birth: { en: 'Birth date', es: 'Fecha de nacimiento' },
  email: { en: 'E-mail', es: 'Correo' },
  phone: { en: 'Phone', es: 'Teléfono' },
} as const;

const { column } = columnsOf<DuplicateRow>();

export const possibleDuplicates = defineList({
  name: 'possible-duplicates',
  words: { en: 'Possible duplicates', es: 'Posibles duplicados' },
  empty: { en: 'No two accounts look alike.', es: 'No hay dos cuentas parecidas.' },
  of: 'branch',
  right: 'merge-patrons',
  work: { section: 'money', weight: null },
  row: DuplicateRowSchema,
  rowKey: ({ pair }) => pair,
  columns: [
    column('person', 'name', { en: 'Patron', es: 'Usuario' }, ({ name }) => name),
    column('code', 'card', { en: 'Card', es: 'Tarjeta' }, ({ card }) => card),
    column('person', 'other', { en: 'May be', es: 'Puede ser' }, ({ otherName }) => otherName),
    column('code', 'other_card', { en: 'Other card', es: 'Otra tarjeta' }, ({ otherCard }) => otherCard),
    column('text', 'same', { en: 'Same name and', es: 'Mismo nombre y' }, ({ same }) => ({ words: SAME[same] })),
    column('text', 'home', { en: 'Home', es: 'Sede' }, ({ homeName }) => homeName),
  ],
  order: (a, b) => inOrder(a.name, b.name) || inOrder(a.card, b.card) || inOrder(a.otherCard, b.otherCard),
  acts: [{ act: 'mergePatrons', key: 'M', label: { en: 'Merge…', es: 'Unir…' }, offered: () => true }],
  opens: ({ card }) => ({ record: 'patron', card }),
});

/** Accounts that have something in common, and what. */
export type AlikeGroup = { readonly same: DuplicateRow['same']; readonly patrons: readonly Patron[] };

/** Pairs of a branch, or of the whole library, each once: by the first thing that they have in common. */
export function duplicateRows(
  source: Pick<RowSource, 'branchName'>,
  groups: readonly AlikeGroup[],
  branch: BranchId | null,
): DuplicateRow[] {
  const rows = new Map<string, DuplicateRow>();
  for (const { same, patrons } of groups) {
    for (const [one, other] of pairsOf(patrons)) {
      const pair = `${one.id} ${other.id}`;
      const isHere = branch === null || one.home === branch || other.home === branch;
      if (!isHere || rows.has(pair) || !isNamedAlike(one, other)) continue;
      rows.set(pair, {
        pair,
        card: cardOf(one),
        name: sortName(one.name, cardOf(one)),
        otherCard: cardOf(other),
        otherName: sortName(other.name, cardOf(other)),
        same,
        homeName: source.branchName(one.home),
      });
    }
  }
  return [...rows.values()];
}

/** Each two of them once, in the order of ids. */
function pairsOf(patrons: readonly Patron[]): (readonly [Patron, Patron])[] {
  const sorted = patrons.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.flatMap((one, at) => sorted.slice(at + 1).map((other) => [one, other] as const));
}

function isNamedAlike({ name: one }: Patron, { name: other }: Patron): boolean {
  const isSame = (a: string, b: string): boolean => foldText(a) === foldText(b);
  return one.family !== '' && isSame(one.family, other.family) && isSame(one.given, other.given);
}
