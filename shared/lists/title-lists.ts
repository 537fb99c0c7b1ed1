// The copies of a title, and who waits for it: the tabs of the title's record.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import { type Hold, isSuspendedAt } from '../circ/model/hold.ts';
import type { Item } from '../circ/model/item.ts';
import { isLate, type Loan } from '../circ/model/loan.ts';
import { shownStatus } from '../circ/model/mark.ts';
import { cardOf } from '../circ/model/patron.ts';
import { holdLabel } from '../circ/patron-name.ts';
import { HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ITEM_STATUS_WORDS } from '../core/codes/item-status.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { GrainSchema, sayDue } from '../core/say-date.ts';
import { barcodeColumn, callNumberColumn, columnsOf, saidWaiting } from './columns.ts';
import { HOLD_ACTS } from './hold-acts.ts';
import { defineList, inOrder } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const CopyRowSchema = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  barcode: z.string(),
  callNumber: z.string().nullable(),
  status: z.string(),
  branchName: z.string(),
  location: z.string().nullable(),
  kind: z.string().nullable(),
  due: z.object({ dueAt: InstantSchema, grain: GrainSchema, zone: z.string() }).nullable(),
  isOverdue: z.boolean(),
});
export type CopyRow = z.infer<typeof CopyRowSchema>;

const copy = columnsOf<CopyRow>();

/** States in which nothing is to be done with a copy. */
const CALM: ReadonlySet<string> = new Set(['available', 'on-loan', 'on-hold-shelf', 'in-transit', 'reserves']);

/** Copies of a title in shelf order. */
export const titleItems = defineList({
  name: 'title-items',
  words: { en: 'Copies', es: 'Ejemplares' },
  empty: { en: 'No copies.', es: 'No hay ejemplares.' },
  of: 'title',
  row: CopyRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    callNumberColumn,
    copy.column('text', 'where', { en: 'Where', es: 'Dónde' }, ({ branchName, location }) =>
      [branchName, location].filter(Boolean).join(' · '),
    ),
    copy.column('text', 'status', { en: 'State', es: 'Estado' }, ({ status }) => ({
      words: nameOfCode(ITEM_STATUS_WORDS, status),
    })),
    copy.column('text', 'due', { en: 'Due', es: 'Vence' }, ({ due }, { saying }) =>
      due === null ? null : sayDue(saying.language, due, saying.now),
    ),
    barcodeColumn,
  ],
  order: (a, b) =>
    inOrder(a.branchName, b.branchName) || inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode),
  state: ({ status, isOverdue }) => {
    if (isOverdue) return 'overdue';
    return CALM.has(status) ? 'plain' : 'attention';
  },
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

export const TitleHoldRowSchema = z.object({
  holdId: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  position: z.int().nullable(),
  card: z.string(),
  /** As the hold slip has it. */
  label: z.string(),
  pickupName: z.string(),
  placedAt: InstantSchema,
  state: z.enum(['waiting', 'captured']),
  suspended: z.boolean(),
  /** Null = until resumed, or not suspended. */
  suspendedUntil: InstantSchema.nullable(),
});
export type TitleHoldRow = z.infer<typeof TitleHoldRowSchema>;

const hold = columnsOf<TitleHoldRow>();

/** The waiting patrons of a title, in the order of their places. */
export const titleHolds = defineList({
  name: 'title-holds',
  words: { en: 'Holds', es: 'Reservas' },
  empty: { en: 'No one is waiting for it.', es: 'Nadie lo espera.' },
  of: 'title',
  row: TitleHoldRowSchema,
  rowKey: ({ holdId }) => holdId,
  columns: [
    hold.column('count', 'position', { en: 'Place', es: 'Lugar' }, ({ position }) => position),
    hold.column('person', 'label', { en: 'Patron', es: 'Usuario' }, ({ label }) => label),
    hold.column('text', 'pickup', { en: 'Pickup', es: 'Recogida' }, ({ pickupName }) => pickupName),
    hold.moment('placed_at', { en: 'Placed', es: 'Desde' }, ({ placedAt }) => placedAt),
    hold.column('text', 'state', { en: 'State', es: 'Estado' }, (row, { zone }) =>
      row.state === 'captured' ? { words: { en: 'Copy set aside', es: 'Ejemplar apartado' } } : saidWaiting(row, zone),
    ),
  ],
  order: (a, b) => (a.position ?? 0) - (b.position ?? 0) || a.placedAt - b.placedAt,
  state: ({ state }) => (state === 'captured' ? 'ready' : 'plain'),
  acts: HOLD_ACTS,
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** A copy and the loan that it is out on. */
type LentCopy = { readonly item: Item; readonly loan: Loan | null };

/** Every copy of a title, with its present state. */
export function copyRows(source: RowSource, copies: readonly LentCopy[], { now, zone }: LookingFrom): CopyRow[] {
  return copies.map(({ item, loan }) => {
    const lender = loan === null || loan.branch === null ? null : source.branch(loan.branch);
    return {
      itemId: item.id,
      titleId: item.titleId,
      title: source.title(item.titleId)?.title ?? item.barcode,
      barcode: item.barcode,
      callNumber: item.callNumber,
      status: shownStatus(item.state),
      branchName: source.branchName(item.state.branch),
      location: source.location(item.location)?.name ?? null,
      kind: item.kind,
      due:
        loan === null
          ? null
          : { dueAt: loan.dueAt, grain: source.policy(loan.policyHash)?.grain ?? 'day', zone: lender?.zone ?? zone },
      isOverdue: loan !== null && isLate(loan, now),
    };
  });
}

/** The live holds on a title. */
export function titleHoldRows(
  source: RowSource,
  holds: readonly Hold[],
  { now }: Pick<LookingFrom, 'now'>,
): TitleHoldRow[] {
  return holds.map((one) => {
    const patron = source.patron(one.patronId);
    return {
      holdId: one.id,
      patronId: one.patronId,
      titleId: one.titleId,
      title: source.title(one.titleId)?.title ?? '',
      position: one.position,
      card: patron === null ? '' : cardOf(patron),
      label: patron === null ? '' : holdLabel(patron, one),
      pickupName: source.branchName(one.pickup),
      placedAt: one.placedAt,
      state: one.state === 'captured' ? 'captured' : 'waiting',
      suspended: isSuspendedAt(one, now),
      suspendedUntil: isSuspendedAt(one, now) ? (one.suspendedUntil ?? null) : null,
    };
  });
}
