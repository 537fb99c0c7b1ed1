// Every migration, in the order of their numbers.

import type { Migration } from '../migration.ts';
import { bills } from './0560-bills.ts';
import { cardsThatExpire } from './0450-cards-that-expire.ts';
import { courses } from './0540-courses.ts';
import { earlyLogWrites } from './0550-early-log-writes.ts';
import { notices } from './0580-notices.ts';
import { bookings } from './0590-bookings.ts';
import { noticeAddresses } from './0600-notice-addresses.ts';
import { earlyAccountWrites } from './0610-early-account-writes.ts';
import { dataFeeds } from './0690-data-feeds.ts';
import { readerTokens } from './0640-reader-tokens.ts';
import { webhooks } from './0700-webhooks.ts';
import { loansByProxy } from './0720-loans-by-proxy.ts';
import { rehearsals } from './0740-rehearsals.ts';
import { connectors } from './0760-connectors.ts';
import { sponsoredAgreements } from './0770-sponsored-agreements.ts';
import { earlyWritesByAccount } from './0820-early-writes-by-account.ts';
import { loansThere } from './0830-loans-there.ts';
import { releasedPositions } from './0840-released-positions.ts';
import { connectorRowsById } from './0850-connector-rows-by-id.ts';
import { exceptionWork } from './0180-exception-work.ts';
import { firstTables } from './0010-first-tables.ts';
import { actsByTime } from './0170-acts-by-time.ts';
import { actsForReports } from './0250-acts-for-reports.ts';
import { actsOfTime } from './0030-acts-of-time.ts';
import { backupAndTrimming } from './0040-backup-and-trimming.ts';
import { itemFields } from './0420-item-fields.ts';
import { itemsAway } from './0390-items-away.ts';
import { keptFigures } from './0360-kept-figures.ts';
import { logEntries } from './0530-log-entries.ts';
import { nightGrants } from './0190-night-grants.ts';
import { partBillsAndClaims } from './0470-part-bills-and-claims.ts';
import { patronFields } from './0070-patron-fields.ts';
import { phoneCodes } from './0200-phone-codes.ts';
import { pinTries } from './0300-pin-tries.ts';
import { purging } from './0050-purging.ts';
import { referenceTallies } from './0520-reference-tallies.ts';
import { refusals } from './0100-refusals.ts';
import { reportSchedules } from './0240-report-schedules.ts';
import { rolesAndOwnCards } from './0150-roles-and-own-cards.ts';
import { rulesToFoldUnder } from './0260-rules-to-fold-under.ts';
import { shifts } from './0080-shifts.ts';
import { signIns } from './0480-sign-ins.ts';
import { titleFields } from './0490-title-fields.ts';
import { use } from './0090-use.ts';
import { earlyTallyWrites } from './0880-early-tally-writes.ts';
import { itemsToInspect } from './0870-items-to-inspect.ts';
import { importRuns } from './0860-import-runs.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  actsOfTime,
  backupAndTrimming,
  purging,
  patronFields,
  shifts,
  use,
  refusals,
  rolesAndOwnCards,
  actsByTime,
  exceptionWork,
  nightGrants,
  phoneCodes,
  reportSchedules,
  actsForReports,
  rulesToFoldUnder,
  pinTries,
  keptFigures,
  itemsAway,
  itemFields,
  cardsThatExpire,
  partBillsAndClaims,
  signIns,
  titleFields,
  referenceTallies,
  logEntries,
  courses,
  earlyLogWrites,
  bills,
  notices,
  bookings,
  noticeAddresses,
  earlyAccountWrites,
  readerTokens,
  dataFeeds,
  webhooks,
  loansByProxy,
  rehearsals,
  connectors,
  sponsoredAgreements,
  earlyWritesByAccount,
  loansThere,
  releasedPositions,
  connectorRowsById,
  importRuns,
  itemsToInspect,
  earlyTallyWrites,
];
