// Inventories of a branch: a named range of a shelf each, the part of it that was seen by all readers, and the findings. Several desks add to one,
// since a sighting of any of them counts; it goes on after a restart, since it is an entry of the branch.

import { z } from 'zod';
import { InventoryCountsSchema } from '../acts/log/inventories.ts';
import { inShelfOrder, misplacedIn } from '../callnumbers/shelf-order.ts';
import type { ShelfRange } from '../callnumbers/shelf-range.ts';
import type { Item } from '../circ/model/item.ts';
import { shownStatus } from '../circ/model/mark.ts';
import { ITEM_STATUS_WORDS } from '../core/codes/item-status.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { ActIdSchema, ItemIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema, type Instant } from '../core/instant.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';
import { isExpected, isSeenSince } from './shelf-missing.ts';

export const InventoryRowSchema = InventoryCountsSchema.extend({
  inventoryId: ActIdSchema,
  name: z.string(),
  location: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  since: InstantSchema,
  by: z.string().nullable(),
  /** Desks that read, and when one did last; null = none yet. */
  desks: z.int(),
  lastAt: InstantSchema.nullable(),
  endedAt: InstantSchema.nullable(),
});
export type InventoryRow = z.infer<typeof InventoryRowSchema>;

const { column, moment } = columnsOf<InventoryRow>();

/** Those that go on first. */
export const inventories = defineList({
  name: 'inventories',
  row: InventoryRowSchema,
  of: 'branch',
  rowKey: ({ inventoryId }) => inventoryId,
  words: { en: 'Inventories', es: 'Inventarios' },
  empty: {
    en: 'No inventory. Name one under Inventory on Check in.',
    es: 'No hay inventarios. Dé nombre a uno en Inventario, en Devolver.',
  },
  work: { section: 'shelves', weight: null },
  columns: [
    { ...column('text', 'name', { en: 'Inventory', es: 'Inventario' }, ({ name }) => name), stays: true },
    column('text', 'range', { en: 'Range', es: 'Rango' }, ({ location, from, to }) =>
      [location, [from ?? '…', to ?? '…'].join(' – ')].join(' · '),
    ),
    {
      ...column('text', 'progress', { en: 'Seen', es: 'Vistos' }, ({ seen, expected }) => `${seen} / ${expected}`),
      stays: true,
    },
    column('count', 'misplaced', { en: 'Misplaced', es: 'Fuera de lugar' }, ({ misplaced }) => misplaced),
    column('count', 'not_here', { en: 'Should not be here', es: 'No deberían estar' }, ({ notHere }) => notHere),
    column('count', 'desks', { en: 'Desks', es: 'Mostradores' }, ({ desks }) => desks),
    moment('last', { en: 'Last read', es: 'Última lectura' }, ({ lastAt }) => lastAt),
    moment('ended', { en: 'Finished', es: 'Terminado' }, ({ endedAt }) => endedAt),
  ],
  order: (a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || b.since - a.since,
  state: ({ endedAt, seen, expected }) => (endedAt !== null ? 'plain' : seen < expected ? 'attention' : 'ready'),
  acts: [
    {
      act: 'joinInventory',
      key: 'J',
      label: { en: 'Read on', es: 'Seguir leyendo' },
      offered: ({ endedAt }) => endedAt === null,
    },
    { act: 'saveInventory', key: 'P', label: { en: 'Report', es: 'Informe' }, offered: () => true },
    {
      act: 'endInventory',
      key: 'F',
      asks: 'sure',
      label: { en: 'Finish', es: 'Terminar' },
      offered: ({ endedAt }) => endedAt === null,
    },
  ],
  opens: () => null,
});

export const FindingSchema = z.enum(['missing', 'misplaced', 'not-here']);
type InventoryFinding = z.infer<typeof FindingSchema>;

export const InventoryFindingRowSchema = z.object({
  itemId: ItemIdSchema,
  finding: FindingSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string(),
  state: z.string(),
  seenAt: InstantSchema.nullable(),
  toMark: z.literal('missing').nullable(),
});
export type InventoryFindingRow = z.infer<typeof InventoryFindingRowSchema>;

const found = columnsOf<InventoryFindingRow>();

const FINDINGS: Readonly<Record<InventoryFinding, { readonly en: string; readonly es: string }>> = {
  missing: { en: 'Missing from the shelf', es: 'Faltan en el estante' },
  misplaced: { en: 'Misplaced', es: 'Fuera de lugar' },
  'not-here': { en: 'Should not be here', es: 'No deberían estar aquí' },
};

/** The report of one inventory: its discrepancies. */
export const inventoryReport = defineList({
  name: 'inventory-report',
  row: InventoryFindingRowSchema,
  of: 'inventory',
  rowKey: ({ itemId }) => itemId,
  words: { en: 'Inventory report', es: 'Informe de inventario' },
  empty: { en: 'Every item of the range was seen where it belongs.', es: 'Todo el rango se vio en su lugar.' },
  columns: [
    callNumberColumn,
    titleColumn,
    barcodeColumn,
    found.column('text', 'state', { en: 'State', es: 'Estado' }, ({ state }) => ({
      words: nameOfCode(ITEM_STATUS_WORDS, state),
    })),
    found.moment('seen', { en: 'Last seen', es: 'Visto por última vez' }, ({ seenAt }) => seenAt),
  ],
  order: (a, b) =>
    FindingSchema.options.indexOf(a.finding) - FindingSchema.options.indexOf(b.finding) ||
    inShelfOrder(a.callNumber, b.callNumber) ||
    inOrder(a.barcode, b.barcode),
  group: ({ finding }, { saying }) => FINDINGS[finding][saying.language],
  state: () => 'attention',
  acts: [
    { act: 'notOnShelf', key: 'N', label: { en: 'Look again', es: 'Buscar otra vez' }, offered: isMissing },
    { act: 'setMark', key: 'M', asks: 'sure', label: { en: 'Missing', es: 'Extraviado' }, offered: isMissing },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

function isMissing({ finding }: InventoryFindingRow): boolean {
  return finding === 'missing';
}

/** Sightings of an inventory so far, by all desks. */
export type InventoryStanding = {
  readonly expected: readonly Item[];
  readonly missing: readonly Item[];
  readonly misplaced: readonly Item[];
  /** Of the range and not to stand there now, or of another place. */
  readonly notHere: readonly Item[];
  /** Copies that were seen on the shelf, by desk. */
  readonly readers: ReadonlyMap<string, readonly Item[]>;
};

/** When an inventory was read; null = it goes on. */
type ReadSpan = { readonly since: Instant; readonly until: Instant | null };

/**
 * How the copies of a range stand by their last sightings. Each desk walks along the shelf: the order of its sightings shows which are misplaced.
 * `strays`: copies of other places that were seen here. Copies seen or catalogued after an inventory ended do not speak against it.
 */
export function inventoryStanding(
  items: readonly Item[],
  {
    branch,
    location,
    since,
    until,
    strays = [],
  }: ReadSpan &
    Pick<ShelfRange, 'location'> & { readonly branch: BranchId; readonly strays?: readonly Item[] | undefined },
): InventoryStanding {
  const end = until ?? Number.POSITIVE_INFINITY;
  const expected = items.filter((item) => isExpected(item, branch) && (item.addedAt ?? 0) <= end);
  const isHere = ({ state: { seen } }: Item) =>
    seen !== undefined && seen.at >= since && seen.at <= end && (seen.location ?? null) === location;
  const here = items.filter(isHere);
  const readers = Map.groupBy(here, ({ state }) => String(state.seen?.desk ?? ''));
  const misplaced = [...readers.values()].flatMap((own) => {
    const order = own.filter((item) => isExpected(item, branch)).toSorted(bySighting);
    return [...misplacedIn(order.map(({ callNumber }) => callNumber))].flatMap((at) => order[at] ?? []);
  });
  const notHere = [...here.filter((item) => !isExpected(item, branch)), ...strays.filter(isHere)];
  return {
    expected,
    missing: expected.filter((item) => !isSeenSince(item, since)),
    misplaced,
    notHere: notHere.filter(({ state }) => state.cart === undefined),
    readers,
  };
}

/**
 * Copies of other places among those that were seen on a location, of the range that was read there: a desk that comes upon one stands where its copy
 * before it belongs, or the first one after.
 */
export function straysIn(
  seen: readonly Item[],
  placeOf: (item: Item) => 'range' | 'location' | 'elsewhere',
): readonly Item[] {
  const desks = Map.groupBy(seen, ({ state }) => String(state.seen?.desk ?? ''));
  return [...desks.values()].flatMap((own) => {
    const places = own.toSorted(bySighting).map((item) => ({ item, place: placeOf(item) }));
    let stands = places.find(({ place }) => place !== 'elsewhere')?.place;
    return places.flatMap(({ item, place }) => {
      if (place === 'elsewhere') return stands === 'range' ? item : [];
      stands = place;
      return [];
    });
  });
}

function bySighting(a: Item, b: Item): number {
  return (a.state.seen?.at ?? 0) - (b.state.seen?.at ?? 0) || inOrder(a.barcode, b.barcode);
}

/** Figures of a standing. */
export function inventoryCounts({ expected, missing, misplaced, notHere }: InventoryStanding) {
  return {
    expected: expected.length,
    seen: expected.length - missing.length,
    misplaced: misplaced.length,
    notHere: notHere.length,
  };
}

/** The rows of its report. */
export function inventoryFindings(
  source: Pick<RowSource, 'title'>,
  { missing, misplaced, notHere }: InventoryStanding,
): InventoryFindingRow[] {
  const rowOf =
    (finding: InventoryFinding) =>
    ({ id, titleId, barcode, callNumber, state }: Item): InventoryFindingRow => {
      const title = source.title(titleId);
      return {
        itemId: id,
        finding,
        title: title?.title ?? barcode,
        author: title?.author ?? null,
        barcode,
        callNumber,
        state: shownStatus(state),
        seenAt: state.seen?.at ?? null,
        toMark: finding === 'missing' ? 'missing' : null,
      };
    };
  return [...missing.map(rowOf('missing')), ...misplaced.map(rowOf('misplaced')), ...notHere.map(rowOf('not-here'))];
}
