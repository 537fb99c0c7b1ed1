// Loans, holds and fees of a patron: the tabs of the patron's record.

import { z } from 'zod';
import { GrainSchema, sayDue } from '../core/say-date.ts';
import { FeeIdSchema, HoldIdSchema, LoanIdSchema, TitleIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { feeWords } from '../circ/fee-words.ts';
import type { Fee } from '../circ/model/fee.ts';
import { type Hold, isDueToExpire, isSuspendedAt } from '../circ/model/hold.ts';
import type { Item } from '../circ/model/item.ts';
import type { Patron } from '../circ/model/patron.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { barcodeColumn, columnsOf, titleColumn, saidWaiting } from './columns.ts';
import { ClaimKindSchema, isLate, type Loan } from '../circ/model/loan.ts';
import { CLAIM_ACTS, CLAIM_WORDS } from './claim-acts.ts';
import { HOLD_ACTS } from './hold-acts.ts';
import { defineList } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const LoanRowSchema = z.object({
  loanId: LoanIdSchema,
  titleId: TitleIdSchema,
  barcode: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  outAt: InstantSchema,
  dueAt: InstantSchema,
  grain: GrainSchema,
  /** The zone of the branch that lent it. */
  zone: z.string(),
  overdue: z.boolean(),
  state: z.enum(['open', 'lost', 'in-question']),
  renewals: z.int(),
  /** Another person waits for it, and it has to be back earlier than it was lent for. */
  recalled: z.boolean(),
  /** The borrower's claim; null = none. */
  claim: ClaimKindSchema.nullable(),
  /** Made or changed here and not confirmed by the server yet. */
  pending: z.boolean(),
});
export type LoanRow = z.infer<typeof LoanRowSchema>;

const STATE_WORDS = {
  lost: { en: 'Lost', es: 'Perdido' },
  'in-question': { en: 'In question', es: 'En duda' },
  recalled: { en: 'Recalled', es: 'Reclamado' },
  overdue: { en: 'Overdue', es: 'Vencido' },
} as const;

const loan = columnsOf<LoanRow>();

/** Loans of a patron, the first due on top. */
export const patronLoans = defineList({
  name: 'patron-loans',
  words: { en: 'Loans', es: 'Préstamos' },
  empty: { en: 'Nothing out.', es: 'No tiene nada prestado.' },
  of: 'patron',
  row: LoanRowSchema,
  rowKey: ({ loanId }) => loanId,
  columns: [
    titleColumn,
    barcodeColumn,
    {
      ...loan.column('text', 'due', { en: 'Due', es: 'Vence' }, ({ dueAt, grain, zone }, { saying }) =>
        sayDue(saying.language, { dueAt, grain, zone }, saying.now),
      ),
      stays: true,
    },
    loan.column('text', 'state', { en: 'State', es: 'Estado' }, ({ state, recalled, overdue, claim }) => {
      if (claim !== null) return { words: CLAIM_WORDS[claim] };
      if (state !== 'open') return { words: STATE_WORDS[state] };
      if (recalled) return { words: STATE_WORDS.recalled };
      return overdue ? { words: STATE_WORDS.overdue } : null;
    }),
    loan.column('count', 'renewals', { en: 'Renewed', es: 'Renovado' }, ({ renewals }) =>
      renewals === 0 ? null : renewals,
    ),
  ],
  order: (a, b) => a.dueAt - b.dueAt,
  state: ({ overdue, state, recalled, claim }) => {
    if (overdue || state === 'lost') return 'overdue';
    return recalled || state === 'in-question' || claim !== null ? 'attention' : 'plain';
  },
  acts: [
    {
      act: 'renew',
      key: 'R',
      label: { en: 'Renew', es: 'Renovar' },
      offered: ({ state }) => state === 'open',
    },
    ...CLAIM_ACTS,
  ],
  opens: ({ titleId }) => ({ record: 'title', titleId }),
});

export const PatronHoldRowSchema = z.object({
  holdId: HoldIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  state: z.enum(['waiting', 'captured']),
  pickupName: z.string(),
  position: z.int().nullable(),
  placedAt: InstantSchema,
  shelfUntil: InstantSchema.nullable(),
  suspended: z.boolean(),
  /** Null = until resumed, or not suspended. */
  suspendedUntil: InstantSchema.nullable(),
  /** Where the copy is that stands for it: on the hold shelf of this branch or of another, or on its way there. Null while it waits. */
  copyIs: z.enum(['here', 'elsewhere', 'on-the-way']).nullable(),
  label: z.string().nullable(),
  barcode: z.string().nullable(),
  dueToExpire: z.boolean(),
});
export type PatronHoldRow = z.infer<typeof PatronHoldRowSchema>;

const COPY_WORDS = {
  here: { en: 'On the hold shelf', es: 'En el estante de reservas' },
  elsewhere: { en: 'On the hold shelf there', es: 'En el estante de reservas de allá' },
  'on-the-way': { en: 'On its way', es: 'En camino' },
} as const;
const nearest = ['here', 'elsewhere', 'on-the-way', null] as const;

const hold = columnsOf<PatronHoldRow>();

/** Holds of a patron, those that are ready here on top. */
export const patronHolds = defineList({
  name: 'patron-holds',
  words: { en: 'Holds', es: 'Reservas' },
  empty: { en: 'No holds.', es: 'No hay reservas.' },
  of: 'patron',
  row: PatronHoldRowSchema,
  rowKey: ({ holdId }) => holdId,
  columns: [
    titleColumn,
    hold.column('text', 'pickup', { en: 'Pickup', es: 'Recogida' }, ({ pickupName }) => pickupName),
    hold.column('text', 'state', { en: 'State', es: 'Estado' }, (row, { zone }) =>
      row.copyIs === null ? saidWaiting(row, zone) : { words: COPY_WORDS[row.copyIs] },
    ),
    hold.column('count', 'position', { en: 'Place', es: 'Lugar' }, ({ position, copyIs }) =>
      copyIs === null ? position : null,
    ),
    hold.moment('hold_until', { en: 'Hold until', es: 'Guardar hasta' }, ({ shelfUntil }) => shelfUntil),
    hold.column('person', 'label', { en: 'Label', es: 'Etiqueta' }, ({ label }) => label),
  ],
  order: (a, b) => nearest.indexOf(a.copyIs) - nearest.indexOf(b.copyIs) || a.placedAt - b.placedAt,
  state: ({ copyIs, dueToExpire }) => (dueToExpire ? 'attention' : copyIs === 'here' ? 'ready' : 'plain'),
  acts: HOLD_ACTS,
  opens: ({ titleId }) => ({ record: 'title', titleId }),
});

export const FeeRowSchema = z.object({
  feeId: FeeIdSchema,
  kind: z.string(),
  /** The cause of a charge that staff added; absent of all others. */
  charge: z.string().nullable(),
  barcode: z.string().nullable(),
  title: z.string().nullable(),
  at: InstantSchema,
  amountMinor: MinorUnitsSchema,
  outstandingMinor: MinorUnitsSchema,
  /** The item is still out: the fine grows until it comes back or is paid. */
  growing: z.boolean(),
});
export type FeeRow = z.infer<typeof FeeRowSchema>;

const fee = columnsOf<FeeRow>();

/** A patron's debts, the oldest on top and growing fines last. */
export const patronFees = defineList({
  name: 'patron-fees',
  words: { en: 'Fees', es: 'Cargos' },
  empty: { en: 'Nothing owed.', es: 'No debe nada.' },
  of: 'patron',
  row: FeeRowSchema,
  rowKey: ({ feeId }) => feeId,
  columns: [
    fee.moment('at', { en: 'Date', es: 'Fecha' }, ({ at }) => at),
    fee.column('text', 'kind', { en: 'For', es: 'Concepto' }, (row) => ({ words: feeWords(row) })),
    fee.column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    fee.column('money', 'amount', { en: 'Amount', es: 'Monto' }, ({ amountMinor }) => amountMinor),
    fee.column('money', 'owed', { en: 'Owed', es: 'Debe' }, ({ outstandingMinor }) => outstandingMinor),
  ],
  order: (a, b) => Number(a.growing) - Number(b.growing) || a.at - b.at,
  acts: [
    { act: 'pay', key: 'T', label: { en: 'Take payment', es: 'Cobrar' }, offered: () => true },
    { act: 'waive', key: 'W', label: { en: 'Waive', es: 'Condonar' }, offered: () => true },
  ],
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

/** The loans of a patron that are not over, the first due on top. */
export function loanRows(source: RowSource, loans: readonly Loan[], { zone, now }: LookingFrom): LoanRow[] {
  return loans
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .flatMap((one) => {
      const item = source.item(one.itemId);
      if (item === null || one.state === 'closed') return [];
      const { id: loanId, state, outAt, dueAt, renewals, recalled } = one;
      const title = source.title(item.titleId);
      return {
        loanId,
        state,
        outAt,
        dueAt,
        renewals,
        recalled,
        titleId: item.titleId,
        barcode: item.barcode,
        title: title?.title ?? item.barcode,
        author: title?.author ?? null,
        grain: source.policy(one.policyHash)?.grain ?? 'day',
        zone: (one.branch === null ? null : source.branch(one.branch)?.zone) ?? zone,
        overdue: isLate(one, now),
        claim: one.claim?.kind ?? null,
        pending: source.isPendingLoan(one),
      };
    });
}

/** The live holds of a patron. The library is at no branch: an item on a hold shelf stands at its pickup branch. */
export function patronHoldRows(
  source: RowSource,
  { patron, holds }: { readonly patron: Patron; readonly holds: readonly Hold[] },
  { branch, now }: Pick<LookingFrom, 'now'> & { readonly branch: BranchId | null },
): PatronHoldRow[] {
  return holds.map((one) => {
    const item = one.capturedItem === null ? null : source.item(one.capturedItem);
    const isCaptured = one.state === 'captured';
    const title = source.title(one.titleId);
    return {
      holdId: one.id,
      titleId: one.titleId,
      title: title?.title ?? '',
      author: title?.author ?? null,
      state: isCaptured ? 'captured' : 'waiting',
      pickupName: source.branchName(one.pickup),
      position: one.position,
      placedAt: one.placedAt,
      shelfUntil: one.shelfUntil ?? null,
      suspended: isSuspendedAt(one, now),
      suspendedUntil: isSuspendedAt(one, now) ? (one.suspendedUntil ?? null) : null,
      copyIs: isCaptured ? copyIs(item, branch) : null,
      label: isCaptured ? holdLabel(patron, one) : null,
      barcode: item?.barcode ?? null,
      dueToExpire: isDueToExpire(one, now),
    };
  });
}

/** A copy that was trapped is not there yet: it may be on its way to the branch where it is picked up. */
function copyIs(item: Item | null, branch: BranchId | null): 'here' | 'elsewhere' | 'on-the-way' {
  if (item?.state.status !== 'on-hold-shelf') return 'on-the-way';
  return branch === null || item.state.branch === branch ? 'here' : 'elsewhere';
}

/** A fee, and whether its fine still grows. */
type AccountFee = { readonly fee: Fee; readonly isGrowing: boolean };

/** Fees with something outstanding, and fines that still grow. */
export function feeRows(source: RowSource, fees: readonly AccountFee[]): FeeRow[] {
  return fees.map(({ fee: one, isGrowing }) => {
    const item = one.itemId === null ? null : source.item(one.itemId);
    return {
      feeId: one.id,
      kind: one.kind,
      charge: one.charge ?? null,
      barcode: item?.barcode ?? null,
      title: item === null ? null : (source.title(item.titleId)?.title ?? null),
      at: one.at,
      amountMinor: one.amountMinor,
      outstandingMinor: one.outstandingMinor,
      growing: isGrowing,
    };
  });
}
