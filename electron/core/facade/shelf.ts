// `shelf.view`: a range of a shelf of this branch that is to be read.

import { parseInstant } from '../../../shared/core/instant.ts';
import { required } from '../../../shared/core/assert.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { shelfText, type ShelfRange } from '../../../shared/callnumbers/shelf-range.ts';
import { isExpected, isSeenSince } from '../../../shared/lists/shelf-missing.ts';
import { MOST_READ } from '../../../shared/views/shelf.ts';
import { shelfItems, shelfOf } from '../../../db/lists/shelf-items.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { requiredItem } from './items.ts';

/** Throws HF-CIRC-003 for a first copy that is not known, HF-CIRC-210 for one of another branch. */
export async function viewShelf(desk: Desk, asked: ParsedInput<'shelf.view'>): Promise<MethodOutput<'shelf.view'>> {
  desk.session.required();
  const copy = requiredCopy(desk);
  const { branch } = desk.identity;
  const range = rangeOf(desk, copy, asked.range);
  const since = required(parseInstant(asked.since), () => 'an instant is written as one');
  const found = await shelfItems(copy, { branch, range, most: MOST_READ + 1 }, () => desk.turn());
  const items = found.slice(0, MOST_READ);
  return {
    ...range,
    locationName: copy.library.location(range.location)?.name ?? copy.library.branchName(branch),
    since: asked.since,
    shelf: shelfText({ range, since }),
    copies: items
      .filter((item) => isExpected(item, branch))
      .map((item) => ({ barcode: item.barcode, callNumber: item.callNumber, isSeen: isSeenSince(item, since) })),
    hasMore: found.length > MOST_READ,
  };
}

function rangeOf(desk: Desk, copy: Copy, asked: ParsedInput<'shelf.view'>['range']): ShelfRange {
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
