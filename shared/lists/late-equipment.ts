// Late equipment, and other items lent by the hour: each hour counts, since the next person waits.

import { z } from 'zod';
import { isLate, type Loan } from '../circ/model/loan.ts';
import { cardOf } from '../circ/model/patron.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { ItemIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { sayDue } from '../core/say-date.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const LateRowSchema = z.object({
  itemId: ItemIdSchema,
  title: z.string(),
  barcode: z.string(),
  dueAt: InstantSchema,
  zone: z.string(),
  card: z.string(),
  /** As a hold slip has it: the full name is in the record. */
  label: z.string(),
  branchName: z.string(),
});
export type LateRow = z.infer<typeof LateRowSchema>;

const { column } = columnsOf<LateRow>();

export const lateEquipment = defineList({
  name: 'late-equipment',
  words: { en: 'Equipment overdue', es: 'Equipos vencidos' },
  empty: { en: 'No equipment is overdue.', es: 'No hay equipos vencidos.' },
  of: 'branch',
  row: LateRowSchema,
  rowKey: ({ itemId }) => itemId,
  work: { section: 'shelves', weight: 'today' },
  columns: [
    column('text', 'title', { en: 'What', es: 'Qué' }, ({ title }) => title),
    column('text', 'due', { en: 'Due', es: 'Vencía' }, ({ dueAt, zone }, { saying }) =>
      sayDue(saying.language, { dueAt, grain: 'time', zone }, saying.now),
    ),
    column('person', 'label', { en: 'Patron', es: 'Usuario' }, ({ label }) => label),
    barcodeColumn,
    column('text', 'branch', { en: 'Lent at', es: 'Prestado en' }, ({ branchName }) => branchName),
  ],
  order: (a, b) => a.dueAt - b.dueAt || inOrder(a.barcode, b.barcode),
  state: () => 'overdue',
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** Loans by the hour that a branch lent and that are overdue; of the whole library where none is named. */
export function lateRows(
  source: RowSource,
  loans: readonly Loan[],
  { branch, zone, now }: LookingFrom & { readonly branch: BranchId | null },
): LateRow[] {
  return loans.flatMap((loan) => {
    // Most overdue loans are of days, and of other branches: their items are not read.
    if (!isLate(loan, now) || source.policy(loan.policyHash)?.grain !== 'time') return [];
    if (branch !== null && (loan.branch ?? branch) !== branch) return [];
    const item = source.item(loan.itemId);
    if (item === null) return [];
    const lender = loan.branch ?? item.home;
    if (branch !== null && lender !== branch) return [];
    const patron = source.patron(loan.patronId);
    return [
      {
        itemId: item.id,
        title: source.title(item.titleId)?.title ?? item.barcode,
        barcode: item.barcode,
        dueAt: loan.dueAt,
        zone: source.branch(lender)?.zone ?? zone,
        card: patron === null ? '' : cardOf(patron),
        label: patron === null ? '' : holdLabel(patron),
        branchName: source.branchName(lender),
      },
    ];
  });
}
