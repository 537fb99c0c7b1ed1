// `item.find`, `item.view`: items as the screen shows them.

import { allows } from '../../../shared/acts/define-act.ts';
import { resolveItem } from '../../../shared/acts/item/resolve-item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ItemWrittenNow } from '../../../shared/views/item-form.ts';
import type { Borrower, ItemRecord, ItemSummary } from '../../../shared/views/item.ts';
import { resolveUndos } from '../../../shared/circ/fold/undo.ts';
import type { ItemAct } from '../../../shared/circ/acts.ts';
import type { ItemMark } from '../../../shared/core/item-mark.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import { ITEM_STATUS_WORDS } from '../../../shared/core/codes/item-status.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { say } from '../../../shared/core/say.ts';
import type { PatronId } from '../../../shared/core/ids.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { KNOWS_BORROWERS } from '../lease.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { findCopies } from './find-copies.ts';
import { partsView } from './missing-parts.ts';
import { itemBrief, loanDue, statusText } from './say-views.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';

/** Finds items by barcode, title, author or call number. */
export function findItemsBy(desk: Desk, { query, limit }: ParsedInput<'item.find'>): MethodOutput<'item.find'> {
  const copy = requiredCopy(desk);
  return {
    items: findCopies(copy, query, limit).map((item) => summary(desk, copy, item)),
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

/** Borrowers before this one: as many as a person looks through. */
const MOST_BEFORE = 20;

/** `item.record`: one item with its marks, and its borrowers for staff who may see them. Throws HF-CIRC-003. */
export function viewItemRecord(desk: Desk, asked: ParsedInput<'item.record'>): MethodOutput<'item.record'> {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, asked.barcode);
  const acts = copy.sight.actsOfItem(item.id);
  const { undone } = resolveUndos(acts);
  const since = (mark: ItemMark) => acts.findLast((act) => setsMark(act, mark) && !undone.has(act.id))?.at;
  const saying = sayingAt(desk);
  const { to, branch } = item.state;
  const loan = copy.sight.currentLoan(item.id);
  const claim = loan?.claim;
  return {
    ...viewItem(desk, asked),
    marks: marksOf(item).map((mark) => {
      const at = since(mark);
      const words = ITEM_STATUS_WORDS[mark];
      return {
        mark,
        text: words === undefined ? mark : say(saying, words),
        since: at === undefined ? null : formatInstant(at),
      };
    }),
    placeName: copy.library.branchName(branch),
    seen: seenView(desk, copy, item),
    courses: coursesOf(copy, item),
    toName: to === null ? null : copy.library.branchName(to),
    formerBarcodes: item.formerBarcodes ?? [],
    written: writtenNow(item),
    isProvisional: item.provisional,
    loanId: loan?.id ?? null,
    claim: claim === undefined ? null : { kind: claim.kind, since: formatInstant(claim.at) },
    missing: partsView(desk, copy, item),
    borrowers: desk.rights().includes(KNOWS_BORROWERS) ? borrowersOf(copy, item) : null,
  };
}

function coursesOf({ sight: { courses } }: Copy, { id }: Item): ItemRecord['courses'] {
  return courses.reservesOfItem(id).flatMap(({ courseId }) => {
    const course = courses.course(courseId);
    if (course === null) return [];
    return [{ courseId, number: course.numbers[0] ?? '', term: courses.term(course.termId)?.name ?? '' }];
  });
}

function seenView({ identity }: Desk, { library }: Copy, { state, home }: Item): ItemRecord['seen'] {
  if (state.seen === undefined) return null;
  const { at, branch, location = null, desk } = state.seen;
  return {
    at: formatInstant(at),
    branchName: library.branchName(branch ?? home),
    location: library.location(location)?.name ?? null,
    isThisDesk: desk === identity.deskId,
  };
}

/** A report of parts sends the copy to inspection. */
function setsMark(act: ItemAct, mark: ItemMark): boolean {
  return act.kind === 'reportParts' ? mark === 'inspect' : act.kind === 'setMark' && act.mark === mark;
}

function writtenNow(item: Item): ItemWrittenNow {
  const { callNumber, kind, location, priceMinor, alert, condition = null, conditionPhotos, parts, partPrices } = item;
  const plain = { callNumber, kind, location, priceMinor, alert, condition, parts };
  return { ...plain, conditionPhotos: conditionPhotos ?? [], partPrices: partPrices ?? {} };
}

/** The borrower and former borrowers, as far as the loans are kept and their accounts are known. */
function borrowersOf(copy: Copy, { id }: Item): NonNullable<ItemRecord['borrowers']> {
  const named = ({ patronId, outAt, inAt }: Loan): Borrower[] => {
    const patron = copy.sight.patron(patronId);
    if (patron === null) return [];
    const card = cardOf(patron);
    const name = sortName(patron.name, card);
    return [{ card, name, outAt: formatInstant(outAt), inAt: inAt === null ? null : formatInstant(inAt) }];
  };
  const loan = copy.sight.currentLoan(id);
  const before = copy.sight.endedLoansOfItem(id).slice(0, MOST_BEFORE);
  return { now: (loan === null ? [] : named(loan))[0] ?? null, before: before.flatMap(named) };
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
