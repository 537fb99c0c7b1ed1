// `item.find`, `item.view`, `item.resolve`, `item.recordUse`: an item as the screen shows it, the end of a question about it, and use in the
// house.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ItemSummary } from '../../../shared/views/item.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import { findItems } from '../../../db/replica/queries/find-items.ts';
import { deskZone, requireRight, requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { itemBrief, loanDue, NO_TRACE, sortName, statusText } from './say-views.ts';

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
  const mayResolve = item.state.status === 'in-question' && desk.rights().includes('resolve-exceptions');
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
function candidatesOf(copy: Copy, item: Item): PatronId[] {
  if (item.state.status !== 'in-question') return [];
  return copy.sight.loansInQuestion(item.id).map((loan) => loan.patronId);
}

/** A person looked: says who has an item in question, or that nobody has. Throws HF-CIRC-003, HF-CIRC-005, HF-PATRON-001 or HF-AUTH-024. */
export function resolveItem(
  desk: Desk,
  { barcode, holder }: ParsedInput<'item.resolve'>,
): MethodOutput<'item.resolve'> {
  requireRight(desk, 'resolve-exceptions');
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  if (item.state.status !== 'in-question') throw new HoldfastError('HF-CIRC-005');
  const patron = holder === undefined ? null : copy.sight.patronByCard(holder);
  const candidates = candidatesOf(copy, item);
  if (holder !== undefined && (patron === null || !candidates.includes(patron.id)))
    throw new HoldfastError('HF-PATRON-001');
  // Made before: once the act is recorded, nothing may keep its answer back.
  const answer = {
    decision: 'done' as const,
    reasons: [],
    trace: NO_TRACE,
    item: itemBrief(copy, item),
  };
  const commandId = desk.recorder.record({
    name: 'resolveItem',
    args: { itemId: item.id, holder: patron?.id ?? null },
    told: { decision: 'done', reasons: [] },
    staffId: staff.staffId,
    saw: copy.sight.newestAct(item.id),
    policies: [],
  });
  return { ...answer, commandId };
}

/** Counts use in the house. Throws HF-CIRC-003. */
export function recordUse(
  desk: Desk,
  { barcode, count }: ParsedInput<'item.recordUse'>,
): MethodOutput<'item.recordUse'> {
  const { staffId } = desk.session.required();
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  const told = { decision: 'done' as const, reasons: [] };
  // Made before: once the act is recorded, nothing may keep its answer back.
  const answer = { ...told, trace: NO_TRACE, item: itemBrief(copy, item) };
  const args: ArgsOf<'recordUse'> = { itemId: item.id, barcode, count };
  const commandId = desk.recorder.record({ name: 'recordUse', args, told, staffId, saw: null, policies: [] });
  return { ...answer, commandId };
}

function requiredItem(copy: Copy, barcode: string): Item {
  const item = copy.sight.itemByBarcode(barcode);
  if (item === null) throw new HoldfastError('HF-CIRC-003', { barcode });
  return item;
}
