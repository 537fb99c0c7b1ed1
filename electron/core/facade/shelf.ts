// `shelf.view`: a range of a shelf of this branch that is to be read.

import { formatInstant, parseInstant } from '../../../shared/core/instant.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { required } from '../../../shared/core/assert.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { shelfText, type ShelfRange } from '../../../shared/callnumbers/shelf-range.ts';
import { isExpected, isSeenSince } from '../../../shared/lists/shelf-missing.ts';
import { inventoryStanding, type InventoryStanding } from '../../../shared/lists/inventories.ts';
import { MOST_READ } from '../../../shared/views/shelf.ts';
import { shelfItems, shelfOf } from '../../../db/lists/shelf-items.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { logPlace } from './desk-log.ts';
import { readInventory, requiredInventory } from './inventories.ts';
import { requiredItem } from './items.ts';
import { entriesHere } from './log-entries.ts';

/** Throws HF-CIRC-003 for a first copy that is not known, HF-CIRC-210 for one of another branch, HF-CIRC-254 for an inventory that is not there. */
export async function viewShelf(desk: Desk, asked: ParsedInput<'shelf.view'>): Promise<MethodOutput<'shelf.view'>> {
  desk.session.required();
  const copy = requiredCopy(desk);
  const { branch } = desk.identity;
  const entry = 'inventory' in asked.range ? requiredInventory(desk, asked.range.inventory) : null;
  const range = entry === null ? rangeOf(desk, copy, asked.range) : rangeIn(entry.what);
  const since = entry?.at ?? required(parseInstant(asked.since), () => 'an instant is written as one');
  const found = await shelfItems(copy, { branch, range, most: MOST_READ + 1 }, () => desk.turn());
  const items = found.slice(0, MOST_READ);
  return {
    ...range,
    locationName: copy.library.location(range.location)?.name ?? copy.library.branchName(branch),
    since: formatInstant(since),
    shelf: shelfText({ range, since }),
    copies: items
      .filter((item) => isExpected(item, branch))
      .map((item) => ({ barcode: item.barcode, callNumber: item.callNumber, isSeen: isSeenSince(item, since) })),
    inventory:
      entry === null
        ? null
        : {
            id: entry.act,
            name: entry.what.name,
            isEnded: entry.ended !== null,
            readers: readersOf(desk, await standingOf(desk, entry, found)),
          },
    hasMore: found.length > MOST_READ,
  };
}

/** If the range is longer than the shown part, the rest is read as well. */
function standingOf(desk: Desk, entry: ReturnType<typeof requiredInventory>, found: readonly Item[]) {
  if (found.length > MOST_READ) return readInventory(desk, entry);
  const { branch, at, what, ended } = entry;
  return inventoryStanding(found, { branch, location: what.location, since: at, until: ended?.at ?? null });
}

/** Desks of the branch are known by their last word on how ready they are. */
function readersOf(
  desk: Desk,
  { readers }: InventoryStanding,
): NonNullable<MethodOutput<'shelf.view'>['inventory']>['readers'] {
  const names = new Map(
    entriesHere(logPlace(desk), 'readiness', 0).map(({ what: { facts } }) => [String(facts.deskId), facts.name]),
  );
  return [...readers]
    .map(([id, seen]) => {
      const isThisDesk = id === String(desk.identity.deskId);
      return { name: isThisDesk ? desk.identity.deskName : (names.get(id) ?? null), isThisDesk, seen: seen.length };
    })
    .toSorted((a, b) => b.seen - a.seen);
}

const rangeIn = ({ location, from, to }: ShelfRange): ShelfRange => ({ location, from, to });

function rangeOf(desk: Desk, copy: Copy, asked: ParsedInput<'shelf.view'>['range']): ShelfRange {
  if ('inventory' in asked) return { location: null, from: null, to: null };
  if (!('firstBarcode' in asked)) {
    const { location, from, to } = asked;
    return { location, from: from === '' ? null : from, to: to === '' ? null : to };
  }
  const item = requiredItem(copy, asked.firstBarcode);
  const { callNumber } = item;
  const { branch, location } = shelfOf(copy, item);
  if (branch !== desk.identity.branch)
    throw new HoldfastError('HF-CIRC-210', { branch: copy.library.branchName(branch) });
  return { location, from: callNumber === '' ? null : callNumber, to: null };
}
