// Accounts that may be one person's: the same name, and the same birth date, e-mail, phone or address; or the same family name, birth date and e-mail.
// Each pair is looked at side by side, and joined or left.

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
  same: z.enum(['birth', 'email', 'phone', 'address', 'birth-email']),
  homeName: z.string(),
});
export type DuplicateRow = z.infer<typeof DuplicateRowSchema>;

const SAME = {
  birth: { en: 'Birth date', es: 'Fecha de nacimiento' },
  email: { en: 'E-mail', es: 'Correo' },
  phone: { en: 'Phone', es: 'Teléfono' },
  address: { en: 'Address', es: 'Dirección' },
  'birth-email': { en: 'Birth date and e-mail', es: 'Fecha de nacimiento y correo' },
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
  acts: [{ act: 'mergePatrons', key: 'M', label: { en: 'Merge…', es: 'Fusionar…' }, offered: () => true }],
  opens: ({ card }) => ({ record: 'patron', card }),
});

/** Digits at the end of a phone number by which accounts are found: it may be written without a prefix. */
export const PHONE_END = 7;

/** As many accounts with one form are compared: an office number is shared by many. */
export const MOST_ALIKE = 8;

/** Accounts with a field in common, and that field. */
export type AlikeGroup = {
  readonly shared: Exclude<DuplicateRow['same'], 'birth-email'>;
  readonly patrons: readonly Patron[];
};

/** Each two of a group who may be one person. */
export function alikePairs({ shared, patrons }: AlikeGroup): AlikeGroup[] {
  return pairsOf(patrons)
    .filter(([one, other]) => sameOf(shared, one, other) !== null)
    .map((pair) => ({ shared, patrons: pair }));
}

/** Pairs of a branch, or of the whole library, each once: by the first thing that they have in common. */
export function duplicateRows(
  source: Pick<RowSource, 'branchName'>,
  groups: readonly AlikeGroup[],
  branch: BranchId | null,
): DuplicateRow[] {
  const rows = new Map<string, DuplicateRow>();
  for (const { shared, patrons } of groups) {
    for (const [one, other] of pairsOf(patrons)) {
      const pair = `${one.id} ${other.id}`;
      const isHere = branch === null || one.home === branch || other.home === branch;
      const same = isHere && !rows.has(pair) ? sameOf(shared, one, other) : null;
      if (same === null) continue;
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

/** Reason to take two who share a thing for one person; null where that is not enough. */
function sameOf(shared: AlikeGroup['shared'], one: Patron, other: Patron): DuplicateRow['same'] | null {
  const isSame = (a: string, b: string): boolean => foldText(a) === foldText(b);
  if (one.name.family === '' || !isSame(one.name.family, other.name.family)) return null;
  if (isSame(one.name.given, other.name.given)) return shared !== 'phone' || isCalledAlike(one, other) ? shared : null;
  // A given name may be short for another.
  const isBornAlike = one.birthDate !== null && one.birthDate === other.birthDate;
  return shared === 'email' && isBornAlike ? 'birth-email' : null;
}

/** Whether a number of theirs is the same, one of them perhaps without its area code. */
function isCalledAlike(one: Patron, other: Patron): boolean {
  const numbers = ({ phones }: Patron): string[] =>
    phones.map((phone) => phone.replace(/\D/g, '').slice(-10)).filter(({ length }) => length >= PHONE_END);
  return numbers(one).some((a) => numbers(other).some((b) => a.endsWith(b) || b.endsWith(a)));
}
