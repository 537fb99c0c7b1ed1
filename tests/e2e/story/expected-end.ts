// The whole end of the outage story for the items that it touched: the acts in their order, and nothing else.

import { CARDS, ITEMS } from './cast.ts';
import type { LibraryEnd } from './library-end.ts';
import { expectThat } from './tell.ts';

/** The end of July 5th in the library's zone: seven days and the closed July 4th. */
const JULY_5 = '2022-07-06T06:59';
/** 14 days: the normal period of the default rule, to which the students' rule leaves it. */
const JULY_11 = '2022-07-12T06:59';
/** 35 days for the homebound. */
const AUGUST_1 = '2022-08-02T06:59';

/** Item, patron, state, how it was closed, due date, renewals. */
const LOANS: LibraryEnd['loans'] = [
  `${ITEMS.online} ${CARDS.ordinary} closed checkin ${JULY_5} 0`,
  `${ITEMS.renewedOnline} ${CARDS.ordinary} open - ${JULY_5} 1`,
  `${ITEMS.renewedOffline} ${CARDS.ordinary} open - ${JULY_5} 1`,
  `${ITEMS.sevenDays} ${CARDS.ordinary} open - ${JULY_5} 0`,
  `${ITEMS.student} ${CARDS.student} open - ${JULY_11} 0`,
  `${ITEMS.homebound} ${CARDS.homebound} open - ${AUGUST_1} 0`,
  `${ITEMS.limit1} ${CARDS.restricted} open - ${JULY_5} 0`,
  `${ITEMS.limit2} ${CARDS.restricted} open - ${JULY_5} 0`,
  `${ITEMS.expired} ${CARDS.expired} open - ${JULY_5} 0`,
  `${ITEMS.unknownCard} ${CARDS.unknown} open - ${JULY_5} 0`,
  `${ITEMS.returned} ${CARDS.second} closed checkin ${JULY_5} 0`,
  // Returned at B, lent on at A that still saw it on loan.
  `${ITEMS.passedOn} ${CARDS.ordinary} closed checkin ${JULY_5} 0`,
  `${ITEMS.passedOn} ${CARDS.third} open - ${JULY_5} 0`,
  // The first of two check-ins counts.
  `${ITEMS.twiceIn} ${CARDS.ordinary} closed checkin ${JULY_5} 0`,
  // Either may be the true one.
  `${ITEMS.contested} ${CARDS.second} in-question - ${JULY_5} 0`,
  `${ITEMS.contested} ${CARDS.student} in-question - ${JULY_5} 0`,
  `${ITEMS.afterTheKill} ${CARDS.homebound} open - ${AUGUST_1} 0`,
];

/** Barcode, status, holder. Undone and refused items are on the shelf. */
const ITEMS_AT_END: LibraryEnd['items'] = [
  `${ITEMS.online} available -`,
  `${ITEMS.renewedOnline} on-loan ${CARDS.ordinary}`,
  `${ITEMS.renewedOffline} on-loan ${CARDS.ordinary}`,
  `${ITEMS.sevenDays} on-loan ${CARDS.ordinary}`,
  `${ITEMS.student} on-loan ${CARDS.student}`,
  `${ITEMS.homebound} on-loan ${CARDS.homebound}`,
  `${ITEMS.limit1} on-loan ${CARDS.restricted}`,
  `${ITEMS.limit2} on-loan ${CARDS.restricted}`,
  `${ITEMS.limit3} available -`,
  `${ITEMS.blocked} available -`,
  `${ITEMS.expired} on-loan ${CARDS.expired}`,
  `${ITEMS.unknownCard} on-loan ${CARDS.unknown}`,
  `${ITEMS.undone} available -`,
  `${ITEMS.returned} available -`,
  `${ITEMS.passedOn} on-loan ${CARDS.third}`,
  // The last scan decides where a copy is: A sent it home.
  `${ITEMS.twiceIn} in-transit -`,
  `${ITEMS.contested} in-question -`,
  `${ITEMS.afterTheKill} on-loan ${CARDS.homebound}`,
];

/** Code, weight, item, patron. Notes are only counted. */
const WORK: LibraryEnd['exceptions'] = [
  `in-question act-now ${ITEMS.contested} -`,
  `patron-unknown today ${ITEMS.unknownCard} ${CARDS.unknown}`,
];

/** Throws where the library's end is another. */
export function expectEnd(end: LibraryEnd): void {
  expectSame(end.loans, LOANS, 'these loans and no others');
  expectSame(end.items, ITEMS_AT_END, 'the items are where they were left');
  expectSame(end.fees, [], 'nobody owes anything for this');
  const work = end.exceptions.filter((row) => !/^\S+ note /.test(row));
  expectSame(work, WORK, 'exactly these need a person');
}

function expectSame(found: readonly string[], wanted: readonly string[], what: string): void {
  const missing = wanted.filter((row) => !found.includes(row));
  const surplus = found.filter((row) => !wanted.includes(row));
  expectThat(missing.length === 0 && surplus.length === 0 && found.length === wanted.length, what, {
    missing,
    surplus,
  });
}
