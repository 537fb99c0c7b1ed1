// Inventories of the branch of this desk: entries of its log, with the copies read in each by all desks.

import { countsAtEnd } from '../../../shared/acts/log/inventories.ts';
import type { LogEntryOf } from '../../../shared/circ/model/log-entry.ts';
import { isOfKind } from '../../../shared/circ/model/log-entry.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import {
  inventoryCounts,
  inventoryStanding,
  type InventoryRow,
  type InventoryStanding,
} from '../../../shared/lists/inventories.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { shelfItems, strayItems } from '../../../db/lists/shelf-items.ts';
import { requiredCopy } from '../desk-sight.ts';
import type { ListDesk } from '../lists/list-desk.ts';
import { entriesHere, entryNow } from './log-entries.ts';

type Inventory = LogEntryOf<'inventory'>;

/** Those that ended are listed for so long. */
const LISTED_MS = 90 * DAY_MS;

/** An inventory of this branch. Throws HF-CIRC-254. */
export function requiredInventory(desk: ListDesk, id: string): Inventory {
  const entry = entryNow(requiredCopy(desk), id);
  if (entry === null || !isOfKind(entry, 'inventory') || entry.branch !== desk.identity.branch)
    throw new HoldfastError('HF-CIRC-254');
  return entry;
}

/** How its range stands, however long it is. */
export async function readInventory(
  desk: ListDesk,
  { branch, at, what, ended }: Inventory,
): Promise<InventoryStanding> {
  const { location, from, to } = what;
  const asked = { branch, range: { location, from, to }, since: at };
  const copy = requiredCopy(desk);
  const turn = () => desk.turn();
  const items = await shelfItems(copy, { ...asked, most: Number.POSITIVE_INFINITY }, turn);
  const strays = await strayItems(copy, asked, turn);
  return inventoryStanding(items, { branch, location, since: at, until: ended?.at ?? null, strays });
}

/** Every inventory that goes on, and those that ended lately. */
export function inventoriesHere(desk: ListDesk): Inventory[] {
  const now = desk.clock.now();
  const place = { ledger: desk.ledger, copy: requiredCopy(desk), identity: desk.identity };
  return entriesHere(place, 'inventory', 0).filter(({ ended }) => ended === null || now - ended.at < LISTED_MS);
}

/** Entries read in each inventory. */
export async function inventoryRows(desk: ListDesk): Promise<InventoryRow[]> {
  const copy = requiredCopy(desk);
  const entries = inventoriesHere(desk);
  const rows: InventoryRow[] = [];
  for (const entry of entries) {
    const { name, location, from, to } = entry.what;
    const standing = entry.ended === null ? await readInventory(desk, entry) : null;
    const sightings = [...(standing?.readers.values() ?? [])].flat().flatMap(({ state }) => state.seen?.at ?? []);
    rows.push({
      inventoryId: entry.act,
      name,
      location: copy.library.location(location)?.name ?? copy.library.branchName(entry.branch),
      from,
      to,
      since: entry.at,
      by: entry.by === null ? null : (grantById(desk.ledger, entry.by)?.staff ?? null),
      ...(standing === null ? countsAtEnd(entry.ended) : inventoryCounts(standing)),
      desks: standing?.readers.size ?? 0,
      lastAt: sightings.length === 0 ? null : Math.max(...sightings),
      endedAt: entry.ended?.at ?? null,
    });
  }
  return rows;
}
