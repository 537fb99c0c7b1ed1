// Rows for cards and barcodes that nobody knew, until the server has rows of its own for them.

import { branchId, type BranchId } from '../../shared/core/ids.ts';
import type { Recorded } from '../../shared/circ/commands/recorded.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';

export type MintedPatron = Extract<Recorded, { kind: 'mintPatron' }>;
export type MintedItem = Extract<Recorded, { kind: 'mintItem' }>;

const nowhere = branchId('?');

/** The patron that a checkout minted: a card and nothing else. */
export function mintedPatron({ patronId, card, branch }: MintedPatron): Patron {
  return {
    id: patronId,
    cards: [{ number: card, active: true, primary: true }],
    name: { family: '', given: '', middle: null, suffix: null, chosen: null },
    group: '',
    groupName: '',
    home: branch ?? nowhere,
    expiresAt: null,
    active: true,
    barred: false,
    juvenile: false,
    birthDate: null,
    email: null,
    phones: [],
    address: [],
    blocks: [],
    messages: [],
    provisional: true,
    source: null,
  };
}

/** The item that an act minted: a barcode and nothing else. */
export function mintedItem({ itemId, titleId, barcode, branch }: MintedItem): Item {
  const place = branch ?? nowhere;
  return {
    id: itemId,
    barcode,
    titleId,
    home: place,
    owner: place,
    location: null,
    callNumber: '',
    kind: null,
    loanGrade: 'normal',
    fineGrade: 'normal',
    circulates: true,
    holdable: false,
    reference: false,
    priceMinor: null,
    serial: false,
    parts: [],
    alert: null,
    addedAt: null,
    provisional: true,
    source: null,
    ...startingPlace(place),
  };
}

/** The title of such an item: its barcode is all that can be shown. */
export function mintedTitle({ titleId, barcode }: MintedItem): Title {
  return {
    id: titleId,
    title: barcode,
    author: null,
    isbns: [],
    published: null,
    recordType: null,
    recordForm: null,
    recordLevel: null,
    videoFormat: null,
    source: null,
  };
}

/** Nothing known before the first act: on the shelf where it was first scanned. */
export function startingPlace(branch: BranchId): Pick<Item, 'base' | 'state'> {
  return {
    base: { foldedTo: null, where: { status: 'available', branch } },
    state: { status: 'available', branch, to: null, hold: null, loan: null },
  };
}
