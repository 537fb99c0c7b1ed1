// Rows for cards and barcodes that pending acts minted, until the server has rows of its own for them.

import { branchId } from '../../shared/core/ids.ts';
import type { Recorded } from '../../shared/circ/commands/recorded.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { provisionalItem, provisionalPatron, provisionalTitle } from '../../shared/circ/model/provisional.ts';
import type { Title } from '../../shared/circ/model/title.ts';

export type MintedPatron = Extract<Recorded, { kind: 'mintPatron' }>;
export type MintedItem = Extract<Recorded, { kind: 'mintItem' }>;

const nowhere = branchId('?');

export function mintedPatron({ patronId, card, branch }: MintedPatron): Patron {
  return provisionalPatron(patronId, card, branch ?? nowhere);
}

export function mintedItem({ itemId, titleId, barcode, branch }: MintedItem): Item {
  return provisionalItem(itemId, { barcode, titleId }, branch ?? nowhere);
}

export function mintedTitle({ titleId, barcode }: MintedItem): Title {
  return provisionalTitle(titleId, barcode);
}
