// Rows for unknown cards and barcodes, so that loans on them are recorded and can be completed later.

import { z } from 'zod';
import type { BranchId, ItemId, PatronId, TitleId } from '../../core/ids.ts';
import type { Item } from './item.ts';
import type { Patron } from './patron.ts';
import type { Title } from './title.ts';

/** A person without an account, as a desk wrote them down before anything left: name, contact, and that an ID was seen. */
export const NewPatronSchema = z.object({
  family: z.string().trim().min(1).max(200),
  given: z.string().trim().max(200).default(''),
  phone: z.string().trim().min(1).max(100),
  idSeen: z.literal(true),
});
export type NewPatron = z.infer<typeof NewPatronSchema>;

/** A patron of whom only the card is known, with the details that were written down of them. */
export function provisionalPatron(id: PatronId, card: string, home: BranchId, who?: NewPatron): Patron {
  return {
    id,
    cards: [{ number: card, active: true, primary: true }],
    name: { family: who?.family ?? '', given: who?.given ?? '', middle: null, suffix: null, chosen: null },
    group: '',
    groupName: '',
    home,
    expiresAt: null,
    active: true,
    barred: false,
    juvenile: false,
    birthDate: null,
    email: null,
    phones: who === undefined ? [] : [who.phone],
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
    ...startingPlace(home),
  };
}

/** Record by staff of a copy not in the catalog. */
export type ItemRecordWrite = {
  readonly titleId: TitleId;
  readonly title: string;
  readonly author: string | null;
  /** It is a copy of the library from now on. */
  readonly isComplete: boolean;
};

/** Whether a copy was recorded at a desk, so that its record is only what desks write. */
export function isOfDesks({ source }: Pick<Item, 'source'>): boolean {
  return source === null;
}

/** The item once a person wrote its record; a complete one takes holds like any other. */
export function describedItem(item: Item, isComplete: boolean): Item {
  if (!isComplete) return { ...item, described: true };
  const { described: _, ...rest } = item;
  return { ...rest, provisional: false, holdable: true };
}

/** The title with the details that were written down. */
export function describedTitle(
  title: Title,
  { title: text, author }: Pick<ItemRecordWrite, 'title' | 'author'>,
): Title {
  return { ...title, title: text, author };
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

/** Nothing known before the first act: on the shelf where it was first scanned. */
export function startingPlace(branch: BranchId): Pick<Item, 'base' | 'state'> {
  return {
    base: { foldedTo: null, where: { status: 'available', branch } },
    state: { status: 'available', branch, to: null, hold: null, loan: null },
  };
}
