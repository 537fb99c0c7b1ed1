// Copies of a range of a shelf, in the order in which they stand. A location may have hundreds of thousands: only the beginning of the call number
// narrows what is looked through, and others have their turn in between.

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
  readonly sight: Pick<OverlayView, 'item' | 'courses'>;
  readonly library: { location(id: LocationId | null): Location | null };
};
type Copy = Sight & { readonly db: ReplicaReader };
type Row = { readonly n: number; readonly form: string; readonly key: string; readonly callNumber: string };

/** At most `most`, the first of the range. */
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
    // Classes come in their order, what is in a class does not: there are enough once the next class begins.
    const enough = found[most - 1];
    const isNext = enough !== undefined && rows.some(({ form }) => classOf(form) !== classOf(found.at(-1)?.form ?? ''));
    found.push(...rows.filter(({ isHere, callNumber }) => isHere === 1 && isInRange(range, callNumber)));
    const next = rows.at(-1);
    if (next === undefined || rows.length < AT_ONCE || isNext) break;
    last = next;
    await turn();
  }
  const nearest = found.toSorted((a, b) => inShelfOrder(a.callNumber, b.callNumber) || a.n - b.n).slice(0, most);
  // As acts of this desk leave them.
  return nearest
    .flatMap(({ key }) => sight.item(itemId(key)) ?? [])
    .filter((item) => {
      if (isBeingProcessed(copy, item)) return false;
      const stands = shelfOf(copy, item);
      return stands.branch === branch && stands.location === range.location && isInRange(range, item.callNumber);
    });
}

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
