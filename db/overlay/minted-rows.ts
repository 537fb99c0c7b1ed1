// Rows for cards and barcodes that pending acts minted, until the server has rows of its own for them.

import { branchId, type ItemId } from '../../shared/core/ids.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { withAgreementWrite } from '../../shared/circ/model/agreement.ts';
import { withLenderTerms } from '../../shared/circ/model/borrowed.ts';
import { withBlock } from '../../shared/circ/model/patron-blocks.ts';
import { withItemFields } from '../../shared/circ/model/item-fields.ts';
import { withCard } from '../../shared/circ/model/patron-cards.ts';
import { withLink } from '../../shared/circ/model/proxy-link.ts';
import { withFields } from '../../shared/circ/model/patron-fields.ts';
import { withReserve } from '../../shared/circ/model/reserved-item.ts';
import {
  describedItem,
  describedTitle,
  isOfDesks,
  provisionalItem,
  provisionalPatron,
  provisionalTitle,
} from '../../shared/circ/model/provisional.ts';
import { withTitleFields } from '../../shared/circ/model/title-fields.ts';
import type { Title } from '../../shared/circ/model/title.ts';

export type MintedPatron = Extract<Recorded, { kind: 'mintPatron' }>;
export type MintedItem = Extract<Recorded, { kind: 'mintItem' }>;

/** A registration, an edit, a block, a card, a link of a proxy or an agreement that is pending. */
export type PatronWrite = Extract<
  Recorded,
  { kind: 'writePatron' | 'writeBlock' | 'writeCards' | 'writeLink' | 'writeAgreement' }
>;

/** Whether it writes in the account of a patron. */
export function isPatronWrite(one: Recorded): one is PatronWrite {
  return PATRON_WRITES.has(one.kind);
}

/** Whether it may give the patron a card. */
export function writesCards(write: PatronWrite): boolean {
  if (write.kind === 'writePatron') return write.registers || write.fields.cards !== undefined;
  return write.kind === 'writeCards';
}

const PATRON_WRITES: ReadonlySet<string> = new Set<PatronWrite['kind']>([
  'writePatron',
  'writeBlock',
  'writeCards',
  'writeLink',
  'writeAgreement',
]);

/** An edit of an item that is pending. */
export type ItemWrite = Extract<Recorded, { kind: 'writeItem' }>;

/** An edit of a title that is pending, or the title part of an edit of a copy. */
export type TitleWrite = ItemWrite | Extract<Recorded, { kind: 'writeTitle' }>;

const nowhere = branchId('?');

/** A patron with the writes of pending acts; a registration makes a patron that has no row yet. */
export function writtenPatron(row: Patron | null, writes: readonly PatronWrite[]): Patron | null {
  let patron = row;
  for (const write of writes) {
    if (write.kind === 'writeBlock') {
      if (patron !== null) patron = withBlock(patron, write.block, write.set);
      continue;
    }
    if (write.kind === 'writeLink') {
      if (patron !== null) patron = withLink(patron, write.link);
      continue;
    }
    if (write.kind === 'writeAgreement') {
      if (patron !== null) patron = withAgreementWrite(patron, write);
      continue;
    }
    if (write.kind === 'writeCards') {
      if (patron !== null) {
        const { at } = write.header;
        const cards = write.cards.reduce((all, one) => withCard(all, one, at), patron.cards);
        patron = { ...patron, cards };
      }
      continue;
    }
    const { patronId, registers, fields, header } = write;
    const card = fields.cards?.[0]?.number ?? patronId;
    patron ??= registers ? provisionalPatron(patronId, card, fields.home ?? header.branch ?? nowhere) : null;
    if (patron === null) continue;
    // A registration names one card. Others that were added to a provisional account stay.
    const cards = registers
      ? { cards: (fields.cards ?? []).reduce((all, one) => withCard(all, { card: one }, header.at), patron.cards) }
      : {};
    patron = { ...withFields(patron, { ...fields, ...cards }), provisional: patron.provisional && !registers };
  }
  return patron;
}

export function mintedPatron({ patronId, card, branch, who }: MintedPatron): Patron {
  return provisionalPatron(patronId, card, branch ?? nowhere, who);
}

/** An item with the edits of pending acts. */
export function writtenItem(row: Item, writes: readonly ItemWrite[] = []): Item {
  return writes.reduce((item, { fields, record, reserve, lender }) => {
    if (lender !== undefined) return withLenderTerms(withItemFields(item, fields), lender);
    if (reserve !== undefined) return withReserve(withItemFields(item, fields), reserve);
    if (record === undefined) return withItemFields(item, fields);
    // The catalog has it meanwhile: fields that were written in its place count no more.
    return isOfDesks(item) ? describedItem(withItemFields(item, fields), record.isComplete) : item;
  }, row);
}

/** The row of a minted item with the edits of pending acts. */
export function mintedItemOf(
  { itemWrites }: { readonly itemWrites: ReadonlyMap<ItemId, readonly ItemWrite[]> },
  minted: MintedItem | undefined,
): Item | null {
  if (minted === undefined) return null;
  const { itemId, titleId, barcode, branch } = minted;
  return writtenItem(provisionalItem(itemId, { barcode, titleId }, branch ?? nowhere), itemWrites.get(itemId));
}

/** A title with its pending edits, and the records that pending acts wrote of its copy. */
export function writtenTitle(row: Title, writes: readonly TitleWrite[] = []): Title {
  return writes.reduce((title, write) => {
    if (write.kind === 'writeTitle') return withTitleFields(title, write.fields);
    const { record } = write;
    return record === undefined || title.source !== null ? title : describedTitle(title, record);
  }, row);
}

export function mintedTitle({ titleId, barcode }: MintedItem): Title {
  return provisionalTitle(titleId, barcode);
}
