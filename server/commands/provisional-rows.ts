// Rows for cards and barcodes that nobody knew, so that what was lent on them is recorded and can be completed later.

import type { BranchId, ItemId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';

/** A patron of whom only the card is known. */
export function provisionalPatron(id: PatronId, card: string, home: BranchId): Patron {
  return {
    id,
    cards: [{ number: card, active: true, primary: true }],
    name: { family: '', given: '', middle: null, suffix: null, chosen: null },
    group: '',
    groupName: '',
    home,
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

/** An item of which only the barcode is known, on the shelf of the branch where it appeared. */
export function provisionalItem(
  id: ItemId,
  named: { readonly barcode: string; readonly titleId: TitleId },
  home: BranchId,
): Item {
  return {
    id,
    barcode: named.barcode,
    titleId: named.titleId,
    home,
    owner: home,
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
    base: { foldedTo: null, where: { status: 'available', branch: home } },
    state: { status: 'available', branch: home, to: null, hold: null, loan: null },
  };
}

/** The title of such an item: its barcode is all that can be shown. */
export function provisionalTitle(id: TitleId, barcode: string): Title {
  return {
    id,
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
