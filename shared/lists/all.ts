// Every list. The one list of them: its queries, its command line and the place for work are derived from it.

import { z } from 'zod';
import { inTransit, missingItems } from './away-items.ts';
import { replacementReview, toReplace } from './replacement-review.ts';
import { billsWaiting, provisionalAccounts } from './account-lists.ts';
import { carts } from './carts.ts';
import { deskReadiness } from './desk-readiness.ts';
import { exceptionList } from './exceptions.ts';
import { expiredHolds, holdShelf, pullListDefinition, waitingHolds } from './holds.ts';
import { noticesToWork, patronNotices } from './notices.ts';
import { noticesWaiting } from './notices-waiting.ts';
import { patronAccount } from './patron-account.ts';
import { patronsToCall } from './patrons-to-call.ts';
import { patronFees, patronHolds, patronLoans } from './patron-lists.ts';
import { possibleDuplicates } from './possible-duplicates.ts';
import { provisionalItems } from './provisional-items.ts';
import { borrowedItems, lentItems } from './interlibrary.ts';
import { itemHistory } from './item-history.ts';
import { equipmentBookings, patronBookings } from './bookings.ts';
import { courseHistory } from './course-history.ts';
import { courseReadings } from './course-readings.ts';
import { courseCopies, reservesProcessing, reservesToPull } from './reserve-lists.ts';
import { inventories, inventoryReport } from './inventories.ts';
import { lateEquipment } from './late-equipment.ts';
import { patronHistory } from './patron-history.ts';
import { staffLessons } from './staff-lessons.ts';
import { shelfMissing } from './shelf-missing.ts';
import { toInspect } from './to-inspect.ts';
import { titleCourses } from './title-courses.ts';
import { titleHolds, titleItems } from './title-lists.ts';
import { waitingActs } from './waiting-acts.ts';

export const LISTS = {
  exceptions: exceptionList,
  'pull-list': pullListDefinition,
  'hold-shelf': holdShelf,
  'expired-holds': expiredHolds,
  'waiting-holds': waitingHolds,
  'late-equipment': lateEquipment,
  'to-inspect': toInspect,
  'equipment-bookings': equipmentBookings,
  missing: missingItems,
  'replacement-review': replacementReview,
  'to-replace': toReplace,
  'in-transit': inTransit,
  carts,
  inventories,
  'reserves-processing': reservesProcessing,
  'reserves-to-pull': reservesToPull,
  'ill-borrowed': borrowedItems,
  'ill-lent': lentItems,
  'provisional-items': provisionalItems,
  'provisional-accounts': provisionalAccounts,
  'possible-duplicates': possibleDuplicates,
  'bills-waiting': billsWaiting,
  notices: noticesToWork,
  'notices-waiting': noticesWaiting,
  'patrons-to-call': patronsToCall,
  'waiting-acts': waitingActs,
  'desk-readiness': deskReadiness,
  'staff-lessons': staffLessons,
  'item-history': itemHistory,
  'shelf-missing': shelfMissing,
  'inventory-report': inventoryReport,
  'title-items': titleItems,
  'title-holds': titleHolds,
  'title-courses': titleCourses,
  'course-readings': courseReadings,
  'course-copies': courseCopies,
  'course-history': courseHistory,
  'patron-loans': patronLoans,
  'patron-holds': patronHolds,
  'patron-bookings': patronBookings,
  'patron-fees': patronFees,
  'patron-notices': patronNotices,
  'patron-history': patronHistory,
  'patron-account': patronAccount,
} as const;

export type Lists = typeof LISTS;
export type ListName = keyof Lists;
export type RowOf<N extends ListName> = z.output<Lists[N]['row']>;

/** Each stands under its own name: where one does not, this does not compile. */
type UnderOwnName = { readonly [N in ListName]: { readonly name: N } };
LISTS satisfies UnderOwnName;

const parseNames = (names: readonly string[]) => names as readonly ListName[];
/** The names, in the order in which the place for work shows them. */
export const LIST_NAMES = parseNames(Object.keys(LISTS));

export const ListNameSchema = z.enum(LIST_NAMES);

/** Whether a text names a list. */
export function isListName(text: string): text is ListName {
  return Object.hasOwn(LISTS, text);
}
