// Copies of a range of a shelf, in the order in which they stand. A location may have hundreds of thousands: only the beginning of the call number
// narrows the search, and others have their turn in between.

import type { Instant } from '../../shared/core/instant.ts';
import { straysIn } from '../../shared/lists/inventories.ts';
import { inShelfOrder } from '../../shared/callnumbers/shelf-order.ts';
import { itemId, type BranchId, type LocationId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { isInRange, type ShelfRange } from '../../shared/callnumbers/shelf-range.ts';
import { returnBranch, standingItem } from '../../shared/circ/model/reserved-item.ts';
import type { Location } from '../../shared/circ/model/branch.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import { prefixEnd } from '../replica/prefix.ts';
import { callNumberForm } from '../replica/search-forms.ts';

/** Rows that are looked at before others have their turn. */
const AT_ONCE = 2_000;

type Sight = {
  readonly sight: Pick<OverlayView, 'item' | 'courses' | 'itemsActedOn'>;
  readonly library: { location(id: LocationId | null): Location | null };
};
type Copy = Sight & { readonly db: ReplicaReader };
type Row = { readonly n: number; readonly form: string; readonly key: string; readonly callNumber: string };

/** At most `most`, the first of the range; without an end, all of them in any order. */
export async function shelfItems(
  copy: Copy,
  { branch, range, most }: { readonly branch: BranchId; readonly range: ShelfRange; readonly most: number },
  turn: () => Promise<void>,
): Promise<Item[]> {
  const { db, sight } = copy;
  const { start, end } = boundsOf(range);
  const found: Row[] = [];
  let last: Pick<Row, 'form' | 'n'> = { form: start, n: -1 };
  for (;;) {
    const rows = db.all<Row & { readonly isHere: number }>(
      SQL,
      branch,
      range.location,
      range.location,
      last.form,
      last.n,
      end,
      AT_ONCE,
    );
    // Classes come in their order, call numbers within a class do not: there are enough once the next class begins.
    const enough = found[most - 1];
    const isNext = enough !== undefined && rows.some(({ form }) => classOf(form) !== classOf(found.at(-1)?.form ?? ''));
    found.push(...rows.filter(({ isHere, callNumber }) => isHere === 1 && isInRange(range, callNumber)));
    const next = rows.at(-1);
    if (next === undefined || rows.length < AT_ONCE || isNext) break;
    last = next;
    await turn();
  }
  const nearest =
    most === Number.POSITIVE_INFINITY
      ? found
      : found.toSorted((a, b) => inShelfOrder(a.callNumber, b.callNumber) || a.n - b.n).slice(0, most);
  const items: Item[] = [];
  for (const [at, { key }] of nearest.entries()) {
    if (at > 0 && at % AT_ONCE === 0) await turn();
    // As acts of this desk leave it.
    const item = sight.item(itemId(key));
    if (item !== null && !isBeingProcessed(copy, item) && placeOn(copy, { branch, range }, item) === 'range')
      items.push(item);
  }
  return items;
}

type Shelf = { readonly branch: BranchId; readonly range: ShelfRange };

/** Whether a copy belongs in a range, elsewhere on its location, or to another place. */
function placeOn(copy: Sight, { branch, range }: Shelf, item: Item): 'range' | 'location' | 'elsewhere' {
  const stands = shelfOf(copy, item);
  if (stands.branch !== branch || stands.location !== range.location) return 'elsewhere';
  return isInRange(range, item.callNumber) ? 'range' : 'location';
}

/** Copies of other places that were seen on a range since a moment. Of a shelf without a location a sighting shows only that a desk had the copy. */
export async function strayItems(
  copy: Copy,
  { since, ...shelf }: Shelf & { readonly since: Instant },
  turn: () => Promise<void>,
): Promise<readonly Item[]> {
  const { location } = shelf.range;
  if (location === null) return [];
  const rows = copy.db.all<{ readonly key: string }>(SEEN, location, since);
  const ids = new Set([...rows.map(({ key }) => itemId(key)), ...copy.sight.itemsActedOn()]);
  const seen: Item[] = [];
  for (const [at, id] of [...ids].entries()) {
    if (at > 0 && at % AT_ONCE === 0) await turn();
    const item = copy.sight.item(id);
    const sighting = item?.state.seen;
    if (sighting?.location === location && sighting.branch === shelf.branch && sighting.at >= since)
      seen.push(...(item === null ? [] : [item]));
  }
  return straysIn(seen, (item) => placeOn(copy, shelf, item));
}

const SEEN = `SELECT key FROM item
  WHERE json_extract(row, '$.state.seen.location') = ? AND json_extract(row, '$.state.seen.at') >= ?`;

/** Whether it is prepared for the reserve shelf: it stands on no shelf until then. */
export function isBeingProcessed({ sight }: Pick<Sight, 'sight'>, { id, reserves }: Item): boolean {
  if (reserves === undefined) return false;
  const statuses = sight.courses.reservesOfItem(id).map(({ status }) => status);
  return statuses.includes('processing') && !statuses.includes('on-reserve');
}

/** The shelf that a copy stands on: its own until it is put on that of its reserve. */
export function shelfOf(
  { sight, library }: Sight,
  item: Item,
): { readonly branch: BranchId; readonly location: LocationId | null } {
  const statuses = item.reserves === undefined ? [] : sight.courses.reservesOfItem(item.id).map(({ status }) => status);
  const stands = standingItem(item, statuses);
  return { branch: returnBranch(stands, library.location(stands.location)), location: stands.location };
}

const SQL = `SELECT n, key, call_number AS form, row ->> '$.callNumber' AS callNumber,
    (row ->> '$.home' = ? OR row -> '$.own' IS NOT NULL)
      AND (row ->> '$.location' IS ? OR row -> '$.own' IS NOT NULL AND row ->> '$.own.location' IS ?) AS isHere
  FROM item WHERE call_number <> '' AND (call_number, n) > (?, ?) AND call_number < ? ORDER BY call_number, n LIMIT ?`;

/**
 * Bounds of the forms for searching between which a range lies: the whole words and numbers with which both ends begin, or from its class on. "QA 76"
 * to "QA 90" is looked for in "qa ".
 */
function boundsOf({ from, to }: ShelfRange): { readonly start: string; readonly end: string } {
  if (from === null) return { start: '', end: LAST };
  const parts = partsOf(from);
  if (to === null) return { start: parts[0] ?? '', end: LAST };
  const others = partsOf(to);
  const differs = parts.findIndex((part, at) => part !== others[at]);
  const shared = parts.slice(0, differs < 0 ? others.length : differs).join('');
  return shared === '' ? { start: parts[0] ?? '', end: LAST } : { start: shared, end: prefixEnd(shared) };
}

/** Behind every form. */
const LAST = '\u{10ffff}';

function classOf(form: string): string {
  return partsOf(form)[0] ?? '';
}

function partsOf(callNumber: string): string[] {
  return callNumberForm(callNumber).match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu) ?? [];
}
