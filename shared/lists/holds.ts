// Lists of holds: copies to fetch, copies on the hold shelf, and holds that wait. People are named by the label of the slip alone.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { barcodeColumn, callNumberColumn, titleColumn, columnsOf } from './columns.ts';
import { cancelHold, changePickup } from './hold-acts.ts';
import { defineList, inOrder, type ListColumn, type RowAct } from './define-list.ts';

/** A hold with the copy to fetch, or the one that stands for it. */
export const HoldRowSchema = z.object({
  holdId: HoldIdSchema,
  titleId: TitleIdSchema,
  /** The copy to fetch, or that stands for it; null where there is none. */
  itemId: ItemIdSchema.nullable(),
  patronId: PatronIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  state: z.enum(['waiting', 'captured']),
  position: z.int().nullable(),
  placedAt: InstantSchema,
  /** Until when the copy waits on the shelf; null = no end, or it is not there. */
  shelfUntil: InstantSchema.nullable(),
  pickup: BranchIdSchema,
  pickupName: z.string(),
  card: z.string(),
  label: z.string(),
  barcode: z.string().nullable(),
  callNumber: z.string().nullable(),
  location: z.string().nullable(),
  suspended: z.boolean(),
  /** Its end has passed: it lives until the server records the end. */
  dueToExpire: z.boolean(),
  pending: z.boolean(),
  /** When the copy was last looked for in vain; null = it was not. */
  soughtAt: InstantSchema.nullable(),
  /** The copy to fetch where this one is not found; null = there is none. */
  next: z.object({ barcode: z.string(), callNumber: z.string(), place: z.string() }).nullable(),
  /** Next step of the copy once its hold has ended; null = it has not. */
  afterwards: z.object({ route: z.enum(['next-hold', 'transit', 'reshelve']), where: z.string() }).nullable(),
  /** End of its hold while it stood on the shelf; null = none. */
  ended: z.enum(['expired', 'cancelled', 'served', 'not-for-it']).nullable(),
  /** The copy is to be marked as that where it is not where it should be. */
  toMark: z.literal('missing'),
});
export type HoldRow = z.infer<typeof HoldRowSchema>;

const { column, moment } = columnsOf<HoldRow>();

const found: RowAct<HoldRow> = {
  act: 'checkin',
  key: 'F',
  label: { en: 'Found', es: 'Encontrado' },
  offered: ({ barcode }) => barcode !== null,
};

/** The same act: the copy goes on to the destination of its row. */
const takeOff: RowAct<HoldRow> = { ...found, key: 'T', label: { en: 'Take off', es: 'Retirar' } };
/** It comes off the list for now, and the next copy is fetched. */
const notOnShelf: RowAct<HoldRow> = {
  act: 'notOnShelf',
  key: 'N',
  label: { en: 'Not on shelf', es: 'No está' },
  offered: ({ barcode }) => barcode !== null,
};
const missing: RowAct<HoldRow> = {
  act: 'setMark',
  key: 'M',
  asks: 'sure',
  label: { en: 'Missing', es: 'Extraviado' },
  offered: ({ barcode }) => barcode !== null,
};
const printSlip: RowAct<HoldRow> = {
  act: 'printSlip',
  key: 'P',
  label: { en: 'Slip', es: 'Comprobante' },
  offered: () => true,
};

/** The copy to fetch where this one is not found; where there is none, that it is to be looked for again. */
const other: ListColumn<HoldRow> = column(
  'text',
  'next_copy',
  { en: 'Next copy', es: 'Otro ejemplar' },
  ({ next, soughtAt }, { zone }) => {
    if (next !== null) return [`…${next.barcode.slice(-4)}`, next.callNumber, next.place].filter(Boolean).join(' · ');
    if (soughtAt === null) return null;
    const words = { en: 'Not on its shelf {at}; look again', es: 'No estaba {at}; busque de nuevo' };
    return { words, params: { at: { dueAt: soughtAt, grain: 'time', zone } } };
  },
);

const ENDED = {
  expired: { en: 'Expired', es: 'Vencida' },
  cancelled: { en: 'Canceled', es: 'Cancelada' },
  served: { en: 'Has another copy', es: 'Tiene otro ejemplar' },
  'not-for-it': { en: 'Suspended or changed: still waiting', es: 'Suspendida o cambiada: sigue esperando' },
} as const;
const endedColumn: ListColumn<HoldRow> = column('text', 'ended', { en: 'Hold', es: 'Reserva' }, ({ ended }) =>
  ended === null ? null : { words: ENDED[ended] },
);

const THEN = {
  'next-hold': { en: 'Next hold: {where}', es: 'Siguiente reserva: {where}' },
  transit: { en: 'Send to {where}', es: 'Enviar a {where}' },
  reshelve: { en: 'Reshelve · {where}', es: 'Al estante · {where}' },
} as const;
const thenColumn: ListColumn<HoldRow> = {
  ...column('text', 'then', { en: 'Then', es: 'Después' }, ({ afterwards }) =>
    afterwards === null ? null : { words: THEN[afterwards.route], params: { where: afterwards.where } },
  ),
  stays: true,
};

const waiting = moment('placed_at', { en: 'Placed', es: 'Desde' }, ({ placedAt }) => placedAt);
const place: ListColumn<HoldRow> = column(
  'count',
  'position',
  { en: 'Place', es: 'Lugar' },
  ({ position }) => position,
);
const pickup: ListColumn<HoldRow> = {
  ...column('text', 'pickup', { en: 'For', es: 'Para' }, ({ pickupName }) => pickupName),
  stays: true,
};
const label: ListColumn<HoldRow> = column('person', 'label', { en: 'Label', es: 'Etiqueta' }, (row) => row.label);

const options = {
  of: 'branch',
  row: HoldRowSchema,
  rowKey: ({ holdId }: HoldRow) => holdId,
  state: ({ dueToExpire }: HoldRow) => (dueToExpire ? 'attention' : 'plain'),
  opens: ({ titleId }: HoldRow) => ({ record: 'title', titleId }) as const,
} as const;

function byShelf(a: HoldRow, b: HoldRow): number {
  return inOrder(a.location, b.location) || inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode);
}

/** Copies on the shelves of a branch that waiting holds are to be filled with. */
export const pullListDefinition = defineList({
  ...options,
  name: 'pull-list',
  words: { en: 'Pull list', es: 'Lista de búsqueda' },
  empty: { en: 'Nothing to pull.', es: 'No hay nada que buscar.' },
  work: { section: 'shelves', weight: 'today' },
  columns: [callNumberColumn, titleColumn, barcodeColumn, other, waiting, pickup, { ...label, onPaperOnly: true }],
  order: byShelf,
  group: ({ location }) => location ?? '',
  state: ({ soughtAt }) => (soughtAt === null ? 'plain' : 'attention'),
  acts: [found, notOnShelf, missing, changePickup, cancelHold],
});

/** Copies that stand on the hold shelf of a branch. */
export const holdShelf = defineList({
  ...options,
  name: 'hold-shelf',
  words: { en: 'Hold shelf', es: 'Estante de reservas' },
  empty: { en: 'Nothing on the hold shelf.', es: 'No hay nada en el estante de reservas.' },
  work: { section: 'shelves', weight: null },
  columns: [
    label,
    titleColumn,
    barcodeColumn,
    { ...moment('hold_until', { en: 'Hold until', es: 'Guardar hasta' }, ({ shelfUntil }) => shelfUntil), stays: true },
  ],
  order: (a, b) => inOrder(a.label, b.label) || inOrder(a.barcode, b.barcode),
  state: ({ dueToExpire }) => (dueToExpire ? 'attention' : 'ready'),
  acts: [printSlip, missing, cancelHold],
});

/** Copies whose hold ended while they stood on the shelf, at this desk or elsewhere. */
export const expiredHolds = defineList({
  ...options,
  name: 'expired-holds',
  words: { en: 'Expired holds', es: 'Reservas vencidas' },
  empty: { en: 'No expired holds.', es: 'No hay reservas vencidas.' },
  work: { section: 'shelves', weight: 'today' },
  columns: [
    label,
    titleColumn,
    barcodeColumn,
    moment('hold_until', { en: 'Held until', es: 'Guardado hasta' }, ({ shelfUntil }) => shelfUntil),
    endedColumn,
    thenColumn,
  ],
  order: (a, b) => inOrder(a.label, b.label) || inOrder(a.barcode, b.barcode),
  state: () => 'attention',
  acts: [takeOff, missing],
});

/** Holds to be picked up at a branch for which no copy stands. */
export const waitingHolds = defineList({
  ...options,
  name: 'waiting-holds',
  words: { en: 'Waiting holds', es: 'Reservas en espera' },
  empty: { en: 'No holds are waiting.', es: 'No hay reservas en espera.' },
  work: { section: 'shelves', weight: null },
  columns: [titleColumn, waiting, { ...place, stays: true }, { ...label, stays: true }],
  order: (a, b) => inOrder(a.title, b.title) || (a.position ?? 0) - (b.position ?? 0),
  acts: [cancelHold],
});
