// The rows of each list as a desk has them: one query for each list of `shared/lists/all.ts`.

import type { BranchId, CourseId, TitleId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import type { Course } from '../../../shared/circ/model/course.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { ListName, RowOf } from '../../../shared/lists/all.ts';
import { cartRows } from '../../../shared/lists/carts.ts';
import { missingListRows, transitRows } from '../../../shared/lists/away-items.ts';
import { reviewRows, toReplaceRows } from '../../../shared/lists/replacement-review.ts';
import { expiredRows, pullRows, shelfRows, waitingRows } from '../../../shared/lists/hold-rows.ts';
import { equipmentRows, patronBookingRows, type BookingListSource } from '../../../shared/lists/bookings.ts';
import { readingRows } from '../../../shared/lists/course-readings.ts';
import { copiesOfCourse, processingRows, pullRows as reservePullRows } from '../../../shared/lists/reserve-lists.ts';
import { titleCourseRows } from '../../../shared/lists/title-courses.ts';
import { inventoryFindings } from '../../../shared/lists/inventories.ts';
import { lateRows } from '../../../shared/lists/late-equipment.ts';
import { inspectRows } from '../../../shared/lists/to-inspect.ts';
import {
  feeRows,
  loanRows,
  patronHoldRows,
  type LoanRow,
  type PatronHoldRow,
} from '../../../shared/lists/patron-lists.ts';
import { billRows, provisionalAccountRows } from '../../../shared/lists/account-lists.ts';
import { readinessRows } from '../../../shared/lists/desk-readiness.ts';
import { isOfKind, type LogEntryOf } from '../../../shared/circ/model/log-entry.ts';
import { borrowedRows, lentRows } from '../../../shared/lists/interlibrary.ts';
import { duplicateRows } from '../../../shared/lists/possible-duplicates.ts';
import { callRows } from '../../../shared/lists/patrons-to-call.ts';
import { noticeRows } from '../../../shared/lists/notices.ts';
import { noticeWaitRows, RELEASED_TOLD_MS } from '../../../shared/lists/notices-waiting.ts';
import { silenceIn } from '../../../shared/circ/notice-wait.ts';
import { provisionalRows } from '../../../shared/lists/provisional-items.ts';
import type { LookingFrom } from '../../../shared/lists/row-source.ts';
import { lessonRows } from '../../../shared/lists/staff-lessons.ts';
import { unseenRows } from '../../../shared/lists/shelf-missing.ts';
import type { ShelfReading } from '../../../shared/callnumbers/shelf-range.ts';
import { MOST_READ } from '../../../shared/views/shelf.ts';
import { copyRows, titleHoldRows } from '../../../shared/lists/title-lists.ts';
import { billsHere, provisionalAccountSource } from '../../../db/lists/account-lists.ts';
import { alikeGroups } from '../../../db/lists/duplicates.ts';
import { itemActRows, typedHere } from '../../../db/lists/item-history.ts';
import { lentLoans } from '../../../db/lists/lent-loans.ts';
import { courseActRows } from '../../../db/lists/course-history.ts';
import { rowSource } from '../../../db/lists/list-copy.ts';
import { noticesOf, noticesToWork, noticesWaiting } from '../../../db/lists/notices.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { silencesSince } from '../../../db/replica/queries/exceptions.ts';
import { logEntries } from '../../../db/replica/queries/log-entries.ts';
import { overdueLoans } from '../../../db/lists/loans-due.ts';
import { patronActRows } from '../../../db/lists/patron-history.ts';
import { shelfItems } from '../../../db/lists/shelf-items.ts';
import { waitingActRows } from '../../../db/lists/waiting-acts.ts';
import type { Copy } from '../desk-sight.ts';
import { cartName } from '../../../shared/circ/cart-name.ts';
import { inventoryRows, readInventory } from '../facade/inventories.ts';
import { oldTimeFacts } from '../facade/load-facts.ts';
import { isLeaseOver, KNOWS_BORROWERS } from '../lease.ts';
import { deskAccountRows } from './account-rows.ts';
import { exceptionRows } from './exception-rows.ts';
import { actsElsewhere } from './acts-elsewhere.ts';
import type { ListDesk } from './list-desk.ts';

/** Inputs of a list. */
export type ListAsked = {
  readonly desk: ListDesk;
  readonly copy: Copy;
  /** The branch that was named, or that of the desk. */
  readonly branch: BranchId;
  /** Null: no branch was named. */
  readonly named: BranchId | null;
  readonly from: LookingFrom;
  /** Throws HF-PATRON-001 where the list is of a patron and none was named. */
  readonly patron: () => Patron;
  /** Throws HF-CIRC-126 likewise. */
  readonly title: () => TitleId;
  /** Throws HF-CIRC-290 likewise. */
  readonly course: () => Course;
  /** Throws HF-CIRC-003 likewise. */
  readonly item: () => Item;
  /** Throws HF-CIRC-211 likewise. */
  readonly shelf: () => ShelfReading;
  /** Throws HF-CIRC-254 likewise. */
  readonly inventory: () => LogEntryOf<'inventory'>;
};

type Query<N extends ListName> = (asked: ListAsked) => readonly RowOf<N>[] | Promise<readonly RowOf<N>[]>;

const QUERIES: { readonly [N in ListName]: Query<N> } = {
  exceptions: ({ desk, copy, named }) => exceptionRows(desk, copy, named),
  'pull-list': ({ copy, branch, from }) => pullRows(rowSource(copy), branch, from.now),
  'hold-shelf': ({ copy, branch, from }) => shelfRows(rowSource(copy), branch, from.now),
  'expired-holds': ({ copy, branch, from }) => expiredRows(rowSource(copy), branch, from.now),
  'waiting-holds': ({ copy, branch, from }) => waitingRows(rowSource(copy), branch, from.now),
  'late-equipment': ({ copy, branch, from }) =>
    lateRows(rowSource(copy), overdueLoans(copy, from.now), { ...from, branch }),
  'to-inspect': ({ copy, branch }) =>
    inspectRows(rowSource(copy), copy.sight.itemsToInspect(), {
      branch,
      kinds: copy.library.deskTerms().equipment ?? [],
    }),
  'equipment-bookings': ({ copy, branch, from }) => equipmentRows(bookingSource(copy, from.now), { ...from, branch }),
  missing: ({ desk, copy, branch, from }) =>
    missingListRows(
      { ...rowSource(copy), placeTyped: (act) => typedHere(desk.ledger, act) },
      { branch, terms: copy.library.deskTerms(), now: from.now },
    ),
  'replacement-review': ({ copy, branch, from }) =>
    reviewRows(rowSource(copy), { branch, terms: copy.library.deskTerms(), now: from.now }),
  'to-replace': ({ copy, branch }) => toReplaceRows(rowSource(copy), { branch, terms: copy.library.deskTerms() }),
  'in-transit': ({ copy, branch }) => transitRows(rowSource(copy), branch),
  'reserves-processing': ({ copy, branch, from }) => processingRows(rowSource(copy), { ...from, branch }),
  'reserves-to-pull': ({ copy, branch, from }) => reservePullRows(rowSource(copy), { ...from, branch }),
  carts: ({ copy, branch }) =>
    cartRows(rowSource(copy), copy.sight.itemsOnCarts(), { branch, nameOf: (cart) => cartName(copy.library, cart) }),
  inventories: ({ desk }) => inventoryRows(desk),
  'inventory-report': async ({ desk, copy, inventory }) =>
    inventoryFindings(rowSource(copy), await readInventory(desk, inventory())),
  'ill-borrowed': ({ copy, branch, from }) =>
    borrowedRows(
      rowSource(copy),
      copy.sight.borrowedItems().map((item) => ({ item, loan: copy.sight.currentLoan(item.id) })),
      { ...from, branch },
    ),
  'ill-lent': ({ copy, branch, from }) => lentRows(rowSource(copy), lentLoans(copy), { ...from, branch }),
  'provisional-items': ({ copy, branch }) => provisionalRows(rowSource(copy), branch),
  'provisional-accounts': ({ copy, branch }) => provisionalAccountRows(provisionalAccountSource(copy), branch),
  'possible-duplicates': async ({ desk, copy, branch, from }) =>
    duplicateRows(rowSource(copy), await alikeGroups(copy, from.now, () => desk.turn()), branch),
  'bills-waiting': async ({ desk, copy, branch }) =>
    billRows(rowSource(copy), await billsHere(copy, branch, () => desk.turn()), branch),
  notices: ({ desk, copy, branch, from }) =>
    noticeRows(rowSource(copy), noticesToWork(desk.ledger, copy, branch), { branch, silences: [], now: from.now }),
  'notices-waiting': ({ desk, copy, branch, from }) =>
    noticeWaitRows(
      {
        branchName: (id) => copy.library.branchName(id),
        staffName: (id) => grantById(desk.ledger, id)?.staff ?? id,
      },
      { waiting: noticesWaiting(copy, branch), silences: silencesKnown(copy, from.now) },
      { branch, now: knownAt(copy, from.now) },
    ),
  'patrons-to-call': ({ desk, copy, branch, from }) => {
    const causes = { notices: noticesToWork(desk.ledger, copy, branch), loans: overdueLoans(copy, from.now) };
    return callRows(rowSource(copy), causes, { ...from, branch });
  },
  'waiting-acts': ({ desk, copy }) => waitingActRows(desk.ledger, copy),
  'desk-readiness': ({ copy, branch, from }) =>
    readinessRows([...logEntries(copy.db, branch, 'readiness', 0), ...logEntries(copy.db, branch, 'enrolled', 0)], {
      ...from,
      branch,
      keys: copy.library.keys(),
      branchName: (id) => copy.library.branchName(id),
    }),
  'staff-lessons': ({ desk, copy, branch }) =>
    lessonRows(
      logEntries(copy.db, branch, 'lessons', 0).filter((entry): entry is LogEntryOf<'lessons'> =>
        isOfKind(entry, 'lessons'),
      ),
      { branch, nameOf: (staff) => grantById(desk.ledger, staff)?.staff ?? null },
    ),
  'item-history': async ({ desk, copy, item }) => {
    const found = item();
    return itemActRows(desk.ledger, copy, {
      item: found,
      knowsBorrowers: desk.rights().includes(KNOWS_BORROWERS) && !isLeaseOver(desk.ledger, desk.clock.now()),
      elsewhere: await actsElsewhere(desk, { of: 'item', id: found.id }),
    });
  },
  'shelf-missing': async ({ desk, copy, branch, shelf }) => {
    const { range, since } = shelf();
    const items = await shelfItems(copy, { branch, range, most: MOST_READ }, () => desk.turn());
    return unseenRows(rowSource(copy), items, { since, branch });
  },
  'title-items': ({ copy, title, from }) => copyRows(rowSource(copy), lentCopies(copy, title()), from),
  'title-holds': ({ copy, title, from }) => titleHoldRows(rowSource(copy), copy.sight.holdsOfTitle(title()), from),
  'title-courses': ({ copy, title, from }) => {
    const { courses } = copy.sight;
    const source = { ...rowSource(copy), reservesOf: (id: CourseId) => courses.reservesOf(id) };
    return titleCourseRows(source, courses.readingsOfTitle(title()), from);
  },
  'course-copies': ({ copy, course, from }) => copiesOfCourse(rowSource(copy), course().id, from),
  'course-history': async ({ desk, copy, course }) => {
    const { id } = course();
    return courseActRows(desk.ledger, copy, { course: id, elsewhere: await actsElsewhere(desk, { of: 'course', id }) });
  },
  'course-readings': ({ copy, course, from }) => {
    const { courses } = copy.sight;
    const found = course();
    const rows = { course: found, readings: courses.readingsOf(found.id), reserves: courses.reservesOf(found.id) };
    return readingRows(rowSource(copy), rows, from);
  },
  'patron-loans': ({ copy, patron, from }) => patronLoans(copy, patron(), from),
  'patron-holds': ({ desk, copy, patron, from }) =>
    patronHolds(copy, patron(), { now: from.now, branch: desk.identity.branch }),
  'patron-bookings': ({ copy, patron, from }) =>
    patronBookingRows(bookingSource(copy, from.now), copy.sight.bookings.bookingsOfPatron(patron().id), from),
  'patron-fees': ({ copy, patron, from }) => feeRows(rowSource(copy), copy.sight.accountOf(patron().id, from.now).fees),
  'patron-notices': ({ copy, patron, from: { now } }) => {
    const silences = silencesKnown(copy, now).flatMap((one) => silenceIn(one) ?? []);
    return noticeRows(rowSource(copy), noticesOf(copy, patron().id), {
      branch: null,
      silences,
      now: knownAt(copy, now),
    });
  },
  'patron-history': ({ desk, copy, patron, from }) => patronActRows(desk.ledger, copy, patron(), from),
  'patron-account': ({ desk, copy, patron }) => deskAccountRows(desk, copy, patron()),
};

/** Loans of a patron, the first due on top. */
export function patronLoans(copy: Copy, { id }: Patron, from: LookingFrom): LoanRow[] {
  return loanRows(rowSource(copy), copy.sight.loansOfPatron(id), from);
}

/** Holds of a patron, as they stand for a branch. */
export function patronHolds(
  copy: Copy,
  patron: Patron,
  from: { readonly branch: BranchId; readonly now: Instant },
): PatronHoldRow[] {
  return patronHoldRows(rowSource(copy), { patron, holds: copy.sight.holdsOfPatron(patron.id) }, from);
}

/** Look-ups for the rows of bookings. */
function bookingSource(copy: Copy, now: Instant): BookingListSource {
  return {
    ...rowSource(copy),
    ...oldTimeFacts(copy, now),
    equipmentKinds: () => copy.library.deskTerms().equipment ?? [],
    bookingsOfKind: (kind, after) => copy.sight.bookings.bookingsOfKind(kind, after),
    itemsOfTypes: (types) => copy.sight.itemsOfTypes(types),
  };
}

function lentCopies({ sight }: Copy, title: TitleId) {
  return sight.itemsOfTitle(title).map((item) => ({ item, loan: sight.currentLoan(item.id) }));
}

/** The rows of a list, not yet in order. */
export async function listRows<N extends ListName>(name: N, asked: ListAsked): Promise<readonly RowOf<N>[]> {
  const query: Query<N> = QUERIES[name];
  return query(asked);
}

/** Exceptions about silent desks that last, or that were released lately. A release of this desk ends the wait once the server has it. */
function silencesKnown({ db }: Copy, now: Instant): readonly Exception[] {
  return silencesSince(db, now - RELEASED_TOLD_MS);
}

/** The moment that the copy is of: without a line, notices that came due since may have been sent. */
function knownAt({ db }: Copy, now: Instant): Instant {
  return Math.min(now, replicaState(db)?.asOf ?? now);
}
