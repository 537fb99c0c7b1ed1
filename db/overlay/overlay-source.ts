// The overlay's reads of the replica. Before its first copy a desk has no replica: then every read is empty and every act still counts.

import {
  actId,
  type ActId,
  type HoldId,
  type FeeId,
  type BranchId,
  type ItemId,
  type LoanId,
  type LocationId,
  type PatronId,
  type PolicyHash,
  type RuleSetVersion,
  type TitleId,
  type StreamId,
} from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { SAYS_HELD } from '../../shared/circ/held-exceptions.ts';
import type { Location } from '../../shared/circ/model/branch.ts';
import type { Credit, Fee } from '../../shared/circ/model/fee.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { AwayStatus, Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import type { RuleActivation } from '../../shared/wire/rows.ts';
import type { LastSeqs } from '../ledger/queue.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import {
  eventById,
  eventsOfItem,
  eventsOfTitle,
  moneyEventsOfPatron,
  payersOfLoan,
} from '../replica/queries/events.ts';
import { itemsOfTypes, noBookings, replicaBookings, type BookingSource } from '../replica/queries/bookings.ts';
import { noCourses, replicaCourses, type CourseSource } from '../replica/queries/courses.ts';
import { exceptionsCausedBy, openOnCopies } from '../replica/queries/exceptions.ts';
import {
  itemByBarcode,
  itemById,
  itemsAway,
  itemsFound,
  borrowedItems,
  itemsOnCarts,
  itemsToInspect,
  itemsOfTitle,
  provisionalItems,
  titleById,
} from '../replica/queries/items.ts';
import { locationById, policyByHash, ruleActivations, ruleSetByVersion } from '../replica/queries/library.ts';
import {
  claimedLoans,
  lostLoans,
  endedLoansOfItem,
  feesOfLoan,
  itemOfLoan,
  liveHoldsForPickup,
  liveHoldsOfPatron,
  liveHoldsOfTitle,
  liveLoansOfItem,
  liveLoansOfPatron,
  loanById,
  owedFeesOfPatron,
  returnedLoansOfPatron,
  waitedTitles,
} from '../replica/queries/loans.ts';
import { accountJoinedFrom, patronByCard, patronById } from '../replica/queries/patrons.ts';
import { hasRow, rowByKey } from '../replica/read-row.ts';
import { STRAY_CODES } from '../../shared/lists/hold-rows.ts';
import { replicaState } from '../replica/replica-state.ts';

/** A copy, and the check-in that put it on a hold shelf. */
export type StrayCopy = { readonly item: ItemId; readonly cause: ActId };

export type OverlaySource = {
  lastSeqs(): LastSeqs;
  /** The same of the other desks of the branch; null where the copy does not know. */
  neighborSeqs(): LastSeqs | null;
  hasItem(id: ItemId): boolean;
  item(id: ItemId): Item | null;
  itemByBarcode(barcode: string): Item | null;
  /** Copies that are missing, or on their way. */
  itemsAway(status: AwayStatus): readonly Item[];
  /** Copies that were found after a moment. */
  itemsFound(after: Instant): readonly Item[];
  /** Copies that are to be inspected, wherever they are. */
  itemsToInspect(): readonly Item[];
  itemsOnCarts(): readonly Item[];
  /** Copies of other libraries that are here. */
  borrowedItems(): readonly Item[];
  /** Loans that are out and claimed. */
  claimedLoans(): readonly Loan[];
  lostLoans(): readonly Loan[];
  /** Copies on hold shelves without a hold, each with the check-in that put it there. */
  strayCopies(): readonly StrayCopy[];
  /** Copies that desks recorded because the catalog did not have them. */
  provisionalItems(): readonly Item[];
  itemsOfTitle(id: TitleId): readonly Item[];
  title(id: TitleId): Title | null;
  location(id: LocationId): Location | null;
  readonly courses: CourseSource;
  readonly bookings: BookingSource;
  /** The items of some types. */
  itemsOfTypes(types: readonly string[]): readonly Item[];
  hasPatron(id: PatronId): boolean;
  patron(id: PatronId): Patron | null;
  patronByCard(card: string): Patron | null;
  /** The account that this one was joined into. */
  accountJoinedFrom(id: PatronId): PatronId | null;
  loan(id: LoanId): Loan | null;
  itemOfLoan(id: LoanId): ItemId | null;
  liveLoansOfItem(id: ItemId): readonly Loan[];
  endedLoansOfItem(id: ItemId): readonly Loan[];
  liveLoansOfPatron(id: PatronId): readonly Loan[];
  returnedLoansOfPatron(id: PatronId, since: Instant): readonly Loan[];
  hold(id: HoldId): Hold | null;
  liveHoldsOfTitle(id: TitleId): readonly Hold[];
  liveHoldsOfPatron(id: PatronId): readonly Hold[];
  liveHoldsForPickup(branch: BranchId): readonly Hold[];
  waitedTitles(): readonly TitleId[];
  fee(id: FeeId): Fee | null;
  feesOfLoan(id: LoanId): readonly Fee[];
  owedFeesOfPatron(id: PatronId): readonly Fee[];
  credit(id: PatronId): Credit | null;
  event(id: ActId): Act | null;
  /** Whether an act that was held counts now: its event is here, or the exception about it says that it was released. */
  isTakenIn(held: { readonly id: ActId; readonly stream: StreamId }): boolean;
  eventsOfItem(id: ItemId): readonly Act[];
  eventsOfTitle(id: TitleId): readonly Act[];
  moneyEventsOfPatron(id: PatronId): readonly Act[];
  /** All payers with a money act that names a loan. */
  payersOfLoan(id: LoanId): readonly PatronId[];
  policy(hash: PolicyHash): Policy | null;
  ruleSet(version: RuleSetVersion): RuleSet | null;
  ruleActivations(): readonly RuleActivation[];
};

/** The replica as a source. */
export function replicaSource(db: ReplicaReader): OverlaySource {
  return {
    lastSeqs: () => replicaState(db)?.lastSeq ?? {},
    neighborSeqs: () => replicaState(db)?.neighbors ?? null,
    hasItem: (id) => hasRow(db, 'item', id),
    item: (id) => itemById(db, id),
    itemByBarcode: (barcode) => itemByBarcode(db, barcode),
    itemsAway: (status) => itemsAway(db, status),
    itemsFound: (after) => itemsFound(db, after),
    itemsToInspect: () => itemsToInspect(db),
    itemsOnCarts: () => itemsOnCarts(db),
    borrowedItems: () => borrowedItems(db),
    claimedLoans: () => claimedLoans(db),
    lostLoans: () => lostLoans(db),
    strayCopies: () => openOnCopies(db, STRAY_CODES),
    provisionalItems: () => provisionalItems(db),
    itemsOfTitle: (id) => itemsOfTitle(db, id),
    title: (id) => titleById(db, id),
    location: (id) => locationById(db, id),
    courses: replicaCourses(db),
    bookings: replicaBookings(db),
    itemsOfTypes: (types) => itemsOfTypes(db, types),
    hasPatron: (id) => hasRow(db, 'patron', id),
    patron: (id) => patronById(db, id),
    patronByCard: (card) => patronByCard(db, card),
    accountJoinedFrom: (id) => accountJoinedFrom(db, id),
    loan: (id) => loanById(db, id),
    itemOfLoan: (id) => itemOfLoan(db, id),
    liveLoansOfItem: (id) => liveLoansOfItem(db, id),
    endedLoansOfItem: (id) => endedLoansOfItem(db, id),
    liveLoansOfPatron: (id) => liveLoansOfPatron(db, id),
    returnedLoansOfPatron: (id, since) => returnedLoansOfPatron(db, id, since),
    hold: (id) => rowByKey(db, 'hold', id),
    liveHoldsOfTitle: (id) => liveHoldsOfTitle(db, id),
    liveHoldsOfPatron: (id) => liveHoldsOfPatron(db, id),
    liveHoldsForPickup: (branch) => liveHoldsForPickup(db, branch),
    waitedTitles: () => waitedTitles(db),
    fee: (id) => rowByKey(db, 'fee', id),
    feesOfLoan: (id) => feesOfLoan(db, id),
    owedFeesOfPatron: (id) => owedFeesOfPatron(db, id),
    credit: (id) => rowByKey(db, 'credit', id),
    event: (id) => eventById(db, id),
    // This desk's branch may not have the patron of the event.
    isTakenIn: ({ id, stream }) =>
      hasRow(db, 'event', id) ||
      exceptionsCausedBy(db, [id, actId(stream)]).some(
        ({ code, state, releasedAt }) =>
          SAYS_HELD.has(code) && (state === 'closed-by-event' || releasedAt !== undefined),
      ),
    eventsOfItem: (id) => eventsOfItem(db, id),
    eventsOfTitle: (id) => eventsOfTitle(db, id),
    moneyEventsOfPatron: (id) => moneyEventsOfPatron(db, id),
    payersOfLoan: (id) => payersOfLoan(db, id),
    policy: (hash) => policyByHash(db, hash),
    ruleSet: (version) => ruleSetByVersion(db, version),
    ruleActivations: () => ruleActivations(db),
  };
}

/** A desk without a replica. */
export const emptySource: OverlaySource = {
  lastSeqs: () => ({}),
  neighborSeqs: () => null,
  hasItem: () => false,
  item: () => null,
  itemByBarcode: () => null,
  itemsAway: () => [],
  itemsFound: () => [],
  itemsToInspect: () => [],
  itemsOnCarts: () => [],
  borrowedItems: () => [],
  claimedLoans: () => [],
  lostLoans: () => [],
  strayCopies: () => [],
  provisionalItems: () => [],
  itemsOfTitle: () => [],
  title: () => null,
  location: () => null,
  courses: noCourses,
  bookings: noBookings,
  itemsOfTypes: () => [],
  hasPatron: () => false,
  patron: () => null,
  patronByCard: () => null,
  accountJoinedFrom: () => null,
  loan: () => null,
  itemOfLoan: () => null,
  liveLoansOfItem: () => [],
  endedLoansOfItem: () => [],
  liveLoansOfPatron: () => [],
  returnedLoansOfPatron: () => [],
  hold: () => null,
  liveHoldsOfTitle: () => [],
  liveHoldsOfPatron: () => [],
  liveHoldsForPickup: () => [],
  waitedTitles: () => [],
  fee: () => null,
  feesOfLoan: () => [],
  owedFeesOfPatron: () => [],
  credit: () => null,
  event: () => null,
  isTakenIn: () => false,
  eventsOfItem: () => [],
  eventsOfTitle: () => [],
  moneyEventsOfPatron: () => [],
  payersOfLoan: () => [],
  policy: () => null,
  ruleSet: () => null,
  ruleActivations: () => [],
};
