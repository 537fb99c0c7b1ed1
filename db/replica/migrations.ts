// Every migration of the replica, in order. One with `rebuild` has the file thrown away and loaded anew instead of transformed.

import type { Migration } from '../open/migrate.ts';
import { firstReplica } from './migrations/0010-first-replica.ts';
import { returnedLoans } from './migrations/0020-returned-loans.ts';
import { formerBarcodes } from './migrations/0060-former-barcodes.ts';
import { provisionalItems } from './migrations/0070-provisional-items.ts';
import { loansDue } from './migrations/0080-loans-due.ts';
import { provisionalAccounts } from './migrations/0090-provisional-accounts.ts';
import { bornAlike } from './migrations/0130-born-alike.ts';
import { livingAlike } from './migrations/0140-living-alike.ts';
import { logEntries } from './migrations/0170-log-entries.ts';
import { courses } from './migrations/0180-courses.ts';
import { bookings } from './migrations/0210-bookings.ts';
import { carts } from './migrations/0190-carts.ts';
import { notices } from './migrations/0200-notices.ts';
import { borrowedItems } from './migrations/0230-borrowed-items.ts';
import { noticesToWork } from './migrations/0220-notices-to-work.ts';
import { movedLoans } from './migrations/0150-moved-loans.ts';
import { claims } from './migrations/0110-claims.ts';
import { joinedAccounts } from './migrations/0120-joined-accounts.ts';
import { itemsAway } from './migrations/0040-items-away.ts';
import { seenOnShelves } from './migrations/0290-seen-on-shelves.ts';
import { lostLoans } from './migrations/0280-lost-loans.ts';
import { patronGroups } from './migrations/0270-patron-groups.ts';
import { itemsToInspect } from './migrations/0310-items-to-inspect.ts';
import { silentDesks } from './migrations/0330-silent-desks.ts';
import { noticesWaiting } from './migrations/0320-notices-waiting.ts';
import { neighborActs } from './migrations/0300-neighbor-acts.ts';
import { partialCopies } from './migrations/0030-partial.ts';

export type ReplicaMigration = Migration & { readonly rebuild?: true };

export const REPLICA_MIGRATIONS: readonly ReplicaMigration[] = [
  firstReplica,
  returnedLoans,
  partialCopies,
  itemsAway,
  formerBarcodes,
  provisionalItems,
  loansDue,
  provisionalAccounts,
  claims,
  joinedAccounts,
  bornAlike,
  livingAlike,
  movedLoans,
  logEntries,
  courses,
  carts,
  notices,
  bookings,
  noticesToWork,
  borrowedItems,
  patronGroups,
  lostLoans,
  seenOnShelves,
  neighborActs,
  itemsToInspect,
  noticesWaiting,
  silentDesks,
];
