// The visible state of this desk: the replica with the overlay over it. Every query of a screen or a decision goes here.

import type { ActId, ExceptionId, ItemId, PatronId, StaffId, TitleId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { FoldedException } from '../../shared/circ/model/exception.ts';
import { isFoundAfter, type AwayStatus, type Item, type ItemState } from '../../shared/circ/model/item.ts';
import type { RecordedLogWrite } from '../../shared/circ/model/log-entry.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { isToInspect } from '../../shared/circ/model/mark.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { STRAY_CODES } from '../../shared/lists/hold-rows.ts';
import { orderTimeline } from '../../shared/circ/fold/timeline.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import type { ItemAct } from '../../shared/circ/acts.ts';
import type { CourseSource } from '../replica/queries/courses.ts';
import type { BookingSource } from '../replica/queries/bookings.ts';
import { bookingView } from './booking-view.ts';
import { courseView } from './course-view.ts';
import type { Behind } from './groups.ts';
import { accountView, type AccountView } from './account-view.ts';
import { bannedHere } from './bans-here.ts';
import { holdView, type HoldView } from './hold-view.ts';
import { loanView, type LoanView } from './loan-view.ts';
import {
  mintedItemOf,
  mintedPatron,
  mintedTitle,
  writtenItem,
  writtenPatron,
  writtenTitle,
  type MintedItem,
  writesCards,
} from './minted-rows.ts';
import type { StrayCopy } from './overlay-source.ts';
import type { PendingResolution, PendingWork } from './pending-acts.ts';

export type OverlayView = HoldView &
  LoanView &
  AccountView & {
    item(id: ItemId): Item | null;
    itemByBarcode(barcode: string): Item | null;
    /** An item that the caller read from the replica, as it looks now. */
    itemNow(item: Item): Item;
    /** Copies that are missing, or on their way. */
    itemsAway(status: AwayStatus): readonly Item[];
    /** Copies that were found after a moment and are not missing again. */
    itemsFound(after: Instant): readonly Item[];
    /** Copies that are at hand and wait to be inspected. */
    itemsToInspect(): readonly Item[];
    /** Copies that wait on a cart for their shelf. */
    itemsOnCarts(): readonly Item[];
    /** Copies of other libraries that are here. */
    borrowedItems(): readonly Item[];
    /** Loans that are out and claimed. */
    claimedLoans(): readonly Loan[];
    /** Loans that are lost. */
    lostLoans(): readonly Loan[];
    /** Copies on hold shelves without a hold, as acts of this desk leave them. */
    strayCopies(): readonly StrayCopy[];
    /** Copies that desks recorded because the catalog did not have them. */
    provisionalItems(): readonly Item[];
    /** The copies of a title. */
    itemsOfTitle(id: TitleId): readonly Item[];
    title(id: TitleId): Title | null;
    readonly courses: CourseSource;
    readonly bookings: BookingSource;
    /** The items of some types. */
    itemsOfTypes(types: readonly string[]): readonly Item[];
    /** Titles in which something was written here that the server has not confirmed. */
    titlesWrittenHere(): readonly Title[];
    patron(id: PatronId): Patron | null;
    patronByCard(card: string): Patron | null;
    /** A patron that the caller read from the replica, as it looks now. */
    patronNow(patron: Patron): Patron;
    /** Accounts that this desk made and the server has not confirmed. */
    registeredHere(): readonly Patron[];
    /** Accounts that acts of this desk made for unknown cards. */
    strangersHere(): readonly Patron[];
    /** Patrons with account writes here that the server has not confirmed. */
    writtenHere(): readonly Patron[];
    /** The acts on an item that this desk knows of, in the order of their timeline. */
    actsOfItem(id: ItemId): readonly ItemAct[];
    /** The newest act on an item that this desk knows of: the next act names it as seen. */
    newestAct(id: ItemId): ActId | null;
    /** Acts of this desk that the server has not confirmed. */
    pendingCount(): number;
    isPendingAct(id: ActId): boolean;
    /** The person who did an unconfirmed act, here or at a neighbor; null where it is no such act. */
    signerOf(id: ActId): StaffId | null;
    isPendingItem(id: ItemId): boolean;
    /** Whether an unconfirmed act of this desk made or changed the loan. */
    isPendingLoan(loan: Loan): boolean;
    /** Likely exceptions of an item, which the folds find before the server raises them. */
    likelyExceptions(id: ItemId): readonly FoldedException[];
    /** A resolution made here that the server has not confirmed. */
    resolutionOf(id: ExceptionId): PendingResolution | null;
    /** Work on an exception made here that does not end it and that the server has not confirmed, in order of time. */
    workOn(id: ExceptionId): readonly PendingWork[];
    /** Writes of log entries that the server has not confirmed, by entry. */
    logWrites(): ReadonlyMap<string, readonly RecordedLogWrite[]>;
    /** All resolutions. */
    resolutions(): ReadonlyMap<ExceptionId, PendingResolution>;
  };

/** The view over some state that others change. */
export function overlayView(behind: Behind): OverlayView {
  const { source, slots } = behind;
  const { acts } = slots;
  const view: OverlayView = {
    ...holdView(behind),
    ...loanView(behind),
    ...accountView(behind),
    item: (id) => {
      const row = source.item(id) ?? mintedItemOf(acts, acts.mintedItems.get(id));
      return row === null ? null : view.itemNow(row);
    },
    itemByBarcode: (barcode) => {
      const row = source.itemByBarcode(barcode) ?? mintedItemOf(acts, findMinted(acts.mintedItems.values(), barcode));
      return row === null ? null : view.itemNow(row);
    },
    itemNow: (item) => itemNow(behind, item),
    itemsAway: (status) =>
      itemsInState(behind, view, behind.source.itemsAway(status), (state) => state.status === status),
    itemsFound: (after) =>
      itemsInState(behind, view, behind.source.itemsFound(after), (state) => isFoundAfter(state, after)),
    itemsToInspect: () => itemsInState(behind, view, behind.source.itemsToInspect(), isToInspect),
    itemsOnCarts: () => itemsOnCarts(behind, view),
    borrowedItems: () => borrowedItems(behind, view),
    claimedLoans: () => claimedLoans(behind, view),
    lostLoans: () => lostLoans(behind, view),
    strayCopies: () => strayCopies(behind),
    provisionalItems: () => provisionalItems(behind, view),
    itemsOfTitle: (id) => itemsOfTitle(behind, id),
    title: (id) => source.title(id) ?? mintedTitleOf(behind, id),
    courses: courseView(source.courses, acts.courses),
    bookings: bookingView(source.bookings, acts.bookings, () => undoneHere(behind)),
    itemsOfTypes: (types) => itemsOfTypes(behind, view, types),
    titlesWrittenHere: () => [...acts.titleWrites.keys()].flatMap((id) => view.title(id) ?? []),
    patron: (id) => patronNow(behind, id, source.patron(id)),
    patronByCard: (card) => patronByCard(behind, card),
    patronNow: (patron) => patronNow(behind, patron.id, patron) ?? patron,
    registeredHere: () => registeredHere(behind),
    strangersHere: () =>
      [...slots.acts.mintedPatrons.keys()].flatMap((id) => patronNow(behind, id, source.patron(id)) ?? []),
    writtenHere: () => writtenHere(behind),
    actsOfItem: (id) => actsOfItem(behind, id),
    newestAct: (id) => newestAct(behind, id),
    pendingCount: () => slots.size(),
    isPendingAct: (id) => slots.has(id),
    signerOf: slots.signerOf,
    isPendingItem: (id) => acts.onItem(id).length > 0 || acts.itemWrites.has(id),
    isPendingLoan: (loan) => slots.has(loan.dueBy) || acts.onItem(loan.itemId).length > 0,
    likelyExceptions: (id) =>
      behind.groups.places
        .ofItem(id)
        ?.folded.exceptions.filter(({ subject }) => 'item' in subject && subject.item === id) ?? [],
    resolutionOf: (id) => acts.resolutions.get(id) ?? null,
    workOn: (id) => acts.works.get(id) ?? [],
    logWrites: () => acts.logWrites,
    resolutions: () => acts.resolutions,
  };
  return view;
}

function itemNow({ groups, slots }: Behind, row: Item): Item {
  const item = writtenItem(row, slots.acts.itemWrites.get(row.id));
  const state = groups.places.ofItem(item.id)?.folded.items.get(item.id)?.state;
  return state === undefined ? item : { ...item, state };
}

function itemsOfTitle(behind: Behind, id: TitleId): Item[] {
  const rows = behind.source.itemsOfTitle(id);
  const mints = [...behind.slots.acts.mintedItems.values()].filter(({ titleId }) => titleId === id);
  const items = mints.flatMap((one) => mintedItemOf(behind.slots.acts, one) ?? []);
  return [...rows, ...items].map((item) => itemNow(behind, item));
}

/** Those of the replica, and those that acts over it have put there. */
function itemsInState(
  { groups }: Behind,
  view: OverlayView,
  stored: readonly Item[],
  isMeant: (state: ItemState) => boolean,
): Item[] {
  const ids = new Set(stored.map(({ id }) => id));
  for (const { folded } of groups.places.all)
    for (const [id, { state }] of folded.items) if (isMeant(state)) ids.add(id);
  return [...ids].flatMap((id) => view.item(id) ?? []).filter(({ state }) => isMeant(state));
}

/** Those of the replica, and those that edits of this desk have made so. */
function itemsOfTypes({ source, slots }: Behind, view: OverlayView, types: readonly string[]): Item[] {
  const ids = new Set([...source.itemsOfTypes(types).map(({ id }) => id), ...slots.acts.itemWrites.keys()]);
  return [...ids].flatMap((id) => view.item(id) ?? []).filter(({ kind }) => kind !== null && types.includes(kind));
}

/** Acts that pending ones take back. */
function undoneHere({ slots }: Behind): ReadonlySet<ActId> {
  return new Set([...slots.acts.byId.values()].flatMap((act) => (act.kind === 'undo' ? [act.target] : [])));
}

/** The same of carts. */
function itemsOnCarts({ source, groups }: Behind, view: OverlayView): Item[] {
  const ids = new Set(source.itemsOnCarts().map(({ id }) => id));
  for (const { folded } of groups.places.all)
    for (const [id, { state }] of folded.items) if (state.cart !== undefined) ids.add(id);
  return [...ids].flatMap((id) => view.item(id) ?? []).filter(({ state }) => state.cart !== undefined);
}

/** Those of the replica of which nothing was folded here, and those that folds here leave. */
function strayCopies({ source, groups }: Behind): StrayCopy[] {
  const known = source.strayCopies().filter(({ item }) => groups.places.ofItem(item) === null);
  const folded = [...groups.places.all].flatMap((group) =>
    group.folded.exceptions.flatMap(({ code, subject, cause }) =>
      STRAY_CODES.includes(code) && 'item' in subject ? [{ item: subject.item, cause }] : [],
    ),
  );
  return [...known, ...folded];
}

/** Those of the replica, and those that acts over it have claimed. */
function claimedLoans({ source }: Behind, view: OverlayView): Loan[] {
  const ids = new Set([...source.claimedLoans().map(({ itemId }) => itemId), ...view.itemsActedOn()]);
  const loans = [...ids].flatMap((id) => [view.currentLoan(id) ?? [], view.loansInQuestion(id)].flat());
  return loans.filter(({ claim }) => claim !== undefined);
}

/** Those of the replica, and those that acts over it made lost. */
function lostLoans({ source }: Behind, view: OverlayView): Loan[] {
  const ids = new Set([...source.lostLoans().map(({ itemId }) => itemId), ...view.itemsActedOn()]);
  return [...ids].flatMap((id) => view.currentLoan(id) ?? []).filter(({ state }) => state === 'lost');
}

function findMinted(all: Iterable<MintedItem>, barcode: string): MintedItem | undefined {
  return [...all].find((one) => one.barcode.toUpperCase() === barcode.toUpperCase());
}

function mintedTitleOf({ slots: { acts } }: Behind, id: TitleId): Title | null {
  const one = [...acts.mintedItems.values()].find(({ titleId }) => titleId === id);
  return one === undefined ? null : writtenTitle(mintedTitle(one), acts.titleWrites.get(id));
}

/** Those of the replica, and copies that acts over it received; copies that were sent back are left out. */
function borrowedItems({ source, slots }: Behind, view: OverlayView): Item[] {
  const ids = new Set([...source.borrowedItems().map(({ id }) => id), ...slots.acts.itemWrites.keys()]);
  return [...ids]
    .flatMap((id) => view.item(id) ?? [])
    .filter(({ borrowed }) => borrowed !== undefined && borrowed !== null);
}

/** Those of the replica that are not complete by now, and those that acts over it make. */
function provisionalItems({ source, slots }: Behind, view: OverlayView): Item[] {
  const ids = new Set([...source.provisionalItems().map(({ id }) => id), ...slots.acts.mintedItems.keys()]);
  return [...ids].flatMap((id) => view.item(id) ?? []).filter(({ provisional }) => provisional);
}

function patronNow(behind: Behind, id: PatronId, row: Patron | null): Patron | null {
  const { slots } = behind;
  const mint = slots.acts.mintedPatrons.get(id);
  const known = row ?? (mint === undefined ? null : mintedPatron(mint));
  const before = known === null ? null : bannedHere(behind, known);
  const writes = slots.acts.patronWrites.get(id);
  return writes === undefined ? before : writtenPatron(before, writes);
}

function patronByCard(behind: Behind, card: string): Patron | null {
  const { source, slots } = behind;
  const row = source.patronByCard(card);
  if (row !== null) return patronNow(behind, row.id, row);
  const isMeant = (number: string) => number.toUpperCase() === card.toUpperCase();
  const mint = [...slots.acts.mintedPatrons.values()].find((one) => isMeant(one.card));
  if (mint !== undefined) return patronNow(behind, mint.patronId, null);
  // A card that was written here and that the server has not confirmed. Other writes give nobody a card.
  for (const [id, writes] of slots.acts.patronWrites) {
    const patron = writes.some(writesCards) ? patronNow(behind, id, source.patron(id)) : null;
    if (patron?.cards.some(({ number }) => isMeant(number)) === true) return patron;
  }
  return null;
}

function writtenHere(behind: Behind): Patron[] {
  const { source, slots } = behind;
  return [...slots.acts.patronWrites.keys()].flatMap((id) => patronNow(behind, id, source.patron(id)) ?? []);
}

function registeredHere(behind: Behind): Patron[] {
  const { source, slots } = behind;
  return [...slots.acts.patronWrites.keys()].flatMap((id) =>
    source.hasPatron(id) ? [] : (patronNow(behind, id, null) ?? []),
  );
}

function newestAct(behind: Behind, id: ItemId): ActId | null {
  const group = behind.groups.places.ofItem(id);
  if (group !== null) return group.folded.items.get(id)?.fold.newest ?? null;
  return actsOfItem(behind, id).at(-1)?.id ?? null;
}

function actsOfItem({ source, slots }: Behind, id: ItemId): ItemAct[] {
  const acts = [...source.eventsOfItem(id), ...slots.acts.onItem(id)].filter(isItemAct);
  return orderTimeline(acts).map(({ act }) => act);
}
