// `item.find`, `item.view`: items as the screen shows them.

import { allows } from '../../../shared/acts/define-act.ts';
import { resolveItem } from '../../../shared/acts/item/resolve-item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ItemSummary } from '../../../shared/views/item.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import { findItems } from '../../../db/replica/queries/find-items.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { itemBrief, loanDue, statusText } from './say-views.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';

/** Finds items by barcode, title, author or call number. */
export function findItemsBy(desk: Desk, { query, limit }: ParsedInput<'item.find'>): MethodOutput<'item.find'> {
  const copy = requiredCopy(desk);
  return {
    items: findItems(copy.db, query, limit).map((item) => summary(desk, copy, copy.sight.itemNow(item))),
  };
}

function summary(desk: Desk, copy: Copy, item: Item): ItemSummary {
  return {
    ...itemBrief(copy, item),
    status: item.state.status,
    statusText: statusText(sayingAt(desk), item.state),
  };
}

/** One item. Throws HF-CIRC-003. */
export function viewItem(desk: Desk, { barcode }: ParsedInput<'item.view'>): MethodOutput<'item.view'> {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  const loan = copy.sight.currentLoan(item.id);
  const mayResolve = item.state.status === 'in-question' && allows(desk.rights(), resolveItem);
  const saying = sayingAt(desk);
  return {
    ...summary(desk, copy, item),
    itemId: item.id,
    titleId: item.titleId,
    homeName: copy.library.branchName(item.home),
    dueText: loan === null ? null : loanDue(saying, copy, loan, deskZone(desk)).dueText,
    holdCount: copy.sight.holdsOfTitle(item.titleId).length,
    pending: copy.sight.isPendingItem(item.id),
    mayResolve,
    candidates: (mayResolve ? candidatesOf(copy, item) : []).map((id) => {
      const patron = copy.sight.patron(id);
      return patron === null
        ? { card: '', name: '' }
        : { card: cardOf(patron), name: sortName(patron.name, cardOf(patron)) };
    }),
  };
}

/** Those who may have an item that is in question. */
export function candidatesOf(copy: Copy, item: Item): PatronId[] {
  if (item.state.status !== 'in-question') return [];
  return copy.sight.loansInQuestion(item.id).map((loan) => loan.patronId);
}

/** An item of this library. Throws HF-CIRC-003. */
export function requiredItem(copy: Copy, barcode: string): Item {
  const item = copy.sight.itemByBarcode(barcode);
  if (item === null) throw new HoldfastError('HF-CIRC-003', { barcode });
  return item;
}
