// Copies that are not where they are looked for: marked missing, claimed by their borrowers, or on their way between branches. Pure: desk and server read them alike.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import type { ItemAct } from '../circ/acts.ts';
import { orderTimeline } from '../circ/fold/timeline.ts';
import { resolveUndos } from '../circ/fold/undo.ts';
import type { AwayStatus, Item } from '../circ/model/item.ts';
import { ClaimKindSchema, type Loan } from '../circ/model/loan.ts';
import { ItemIdSchema, LoanIdSchema, TitleIdSchema, type BranchId, type ItemId } from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../core/instant.ts';
import { CLAIM_WORDS } from './claim-acts.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

/** A copy is on its way no longer than this before somebody asks where it is. */
const TRANSIT_MS = 3 * DAY_MS;

const awayRow = {
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string().nullable(),
  /** Since when; null = from before this program kept its acts. */
  since: InstantSchema.nullable(),
  /** What the list's act marks the copy as. */
  toMark: z.string(),
};

export const MissingRowSchema = z.object({
  ...awayRow,
  /** Marked missing, or what its borrower says of it. */
  what: z.enum(['missing', ...ClaimKindSchema.options]),
  /** The loan that is claimed; null = none is. */
  loanId: LoanIdSchema.nullable(),
  location: z.string().nullable(),
  /** When it was last looked for in vain. */
  soughtAt: InstantSchema.nullable(),
});
export type MissingRow = z.infer<typeof MissingRowSchema>;

export const TransitRowSchema = z.object({
  ...awayRow,
  fromName: z.string(),
  toName: z.string(),
  /** It is on its way to the branch that the list is of. */
  toHere: z.boolean(),
});
export type TransitRow = z.infer<typeof TransitRowSchema>;

const missing = columnsOf<MissingRow>();
const transit = columnsOf<TransitRow>();

const MISSING_WORDS = { en: 'Missing', es: 'Extraviado' };

/** Copies that were looked for and not found, or that their borrowers claim, along the shelves. */
export const missingItems = defineList({
  name: 'missing',
  words: { en: 'Missing and claims', es: 'Extraviados y disputas' },
  empty: { en: 'Nothing is missing.', es: 'No falta nada.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: MissingRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    callNumberColumn,
    titleColumn,
    barcodeColumn,
    missing.column('text', 'what', { en: 'Why', es: 'Motivo' }, ({ what }) => ({
      words: what === 'missing' ? MISSING_WORDS : CLAIM_WORDS[what],
    })),
    missing.moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
    missing.moment('sought', { en: 'Last looked for', es: 'Última búsqueda' }, ({ soughtAt }) => soughtAt),
  ],
  order: (a, b) =>
    inOrder(a.location, b.location) || inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode),
  group: ({ location }) => location ?? '',
  acts: [
    // Scanned, it is neither missing nor claimed, and the answer says where it goes.
    { act: 'checkin', key: 'F', label: { en: 'Found', es: 'Encontrado' }, offered: () => true },
    { act: 'notOnShelf', key: 'S', label: { en: 'Still missing', es: 'Sigue faltando' }, offered: () => true },
    {
      act: 'setMark',
      key: 'W',
      asks: 'sure',
      label: { en: 'Withdraw', es: 'Dar de baja' },
      offered: ({ what }) => what === 'missing',
    },
    {
      act: 'dropClaim',
      key: 'D',
      asks: 'sure',
      label: { en: 'Drop the claim', es: 'Retirar la disputa' },
      offered: ({ what }) => what !== 'missing',
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies on their way to a branch or from it; those that are long on it come first. */
export const inTransit = defineList({
  name: 'in-transit',
  words: { en: 'In transit', es: 'En tránsito' },
  empty: { en: 'Nothing is in transit.', es: 'No hay nada en tránsito.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: TransitRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    titleColumn,
    barcodeColumn,
    transit.column('text', 'from', { en: 'From', es: 'De' }, ({ fromName }) => fromName),
    transit.column('text', 'to', { en: 'To', es: 'A' }, ({ toName }) => toName),
    transit.moment('since', { en: 'Sent', es: 'Enviado' }, ({ since }) => since),
  ],
  order: (a, b) => (a.since ?? 0) - (b.since ?? 0) || inOrder(a.barcode, b.barcode),
  state: (row, { saying }) => (isLongOnItsWay(row, saying.now) ? 'attention' : 'plain'),
  acts: [
    { act: 'checkin', key: 'A', label: { en: 'Arrived', es: 'Llegó' }, offered: ({ toHere }) => toHere },
    {
      act: 'setMark',
      key: 'M',
      asks: 'sure',
      label: { en: 'Mark missing', es: 'Marcar extraviado' },
      offered: () => true,
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

function isLongOnItsWay({ since }: TransitRow, now: Instant): boolean {
  return since !== null && now - since > TRANSIT_MS;
}

/** What the lists read. */
export type AwaySource = Pick<RowSource, 'item' | 'title' | 'location' | 'branchName'> & {
  itemsAway(status: AwayStatus): readonly Item[];
  /** Loans that are out and claimed. */
  claimedLoans(): readonly Loan[];
  /** The acts that are kept of an item, in any order. */
  actsOfItem(id: ItemId): readonly ItemAct[];
};

/** Copies of a branch, or of the whole library, that are missing or claimed: looked for at the branch where they were last, or belong. */
export function missingRows(source: AwaySource, branch: BranchId | null): MissingRow[] {
  const claimed = source.claimedLoans().flatMap(({ id: loanId, itemId, claim }) => {
    const item = source.item(itemId);
    if (item === null || claim === undefined || (branch !== null && item.home !== branch)) return [];
    return { ...missingRow(source, item), what: claim.kind, loanId, since: claim.at };
  });
  const missing = source
    .itemsAway('missing')
    .filter(({ state }) => branch === null || state.branch === branch)
    .map((item) => ({
      ...missingRow(source, item),
      what: 'missing' as const,
      loanId: null,
      since: lastAt(source, item, (act) => act.kind === 'setMark' && act.mark === 'missing'),
    }));
  return [...missing, ...claimed];
}

function missingRow(source: AwaySource, item: Item) {
  return {
    ...named(source, item),
    toMark: 'withdrawn',
    location: source.location(item.location)?.name ?? null,
    soughtAt: item.state.soughtAt ?? null,
  };
}

/** Copies on their way to or from a branch, or anywhere. */
export function transitRows(source: AwaySource, branch: BranchId | null): TransitRow[] {
  return source
    .itemsAway('in-transit')
    .filter(({ state }) => branch === null || state.branch === branch || state.to === branch)
    .map((item) => ({
      ...named(source, item),
      toMark: 'missing',
      fromName: source.branchName(item.state.branch),
      toName: item.state.to === null ? '' : source.branchName(item.state.to),
      toHere: branch !== null && item.state.to === branch,
      since: lastAt(source, item, (act) => act.kind === 'checkin' && act.transitTo !== null),
    }));
}

function named(source: AwaySource, { id, titleId, barcode, callNumber }: Item) {
  const title = source.title(titleId);
  return { itemId: id, titleId, barcode, callNumber, title: title?.title ?? barcode, author: title?.author ?? null };
}

/** When the last act of a kind came that is not undone; what a checkpoint took in came no later than that. */
function lastAt(source: AwaySource, { id, base }: Item, isMeant: (act: ItemAct) => boolean): Instant | null {
  const acts = source.actsOfItem(id);
  const { undone } = resolveUndos(acts);
  const order = orderTimeline(acts).map((placed) => placed.act);
  return order.findLast((act) => isMeant(act) && !undone.has(act.id))?.at ?? base.foldedTo;
}
