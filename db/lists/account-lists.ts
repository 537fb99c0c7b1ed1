// Source of the lists of accounts and bills at a desk: its copy of the library with its own acts over it.

import type { BranchId } from '../../shared/core/ids.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Bill, ProvisionalAccountSource } from '../../shared/lists/account-lists.ts';
import { findPatrons } from '../replica/queries/find-patrons.ts';
import { billedPatrons } from '../replica/queries/loans.ts';
import { provisionalPatrons } from '../replica/queries/patrons.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import type { ListCopy } from './list-copy.ts';

/** A copy whose files may be read. */
type Copy = ListCopy & { readonly db: ReplicaReader };

/** As many of one family name as are looked at. */
const MOST_NAMED = 50;

/** Provisional accounts of the copy, and those that this desk made. */
export function provisionalAccountSource({ db, sight, library }: Copy): ProvisionalAccountSource {
  return {
    branchName: (id) => library.branchName(id),
    provisionalPatrons: () => {
      const all = [...provisionalPatrons(db).map((row) => sight.patronNow(row)), ...sight.strangersHere()];
      return [...new Map(all.map((patron) => [patron.id, patron])).values()].filter(({ provisional }) => provisional);
    },
    loansOut: ({ id }) => sight.loansOfPatron(id).filter(({ state }) => state === 'open').length,
    mayBe: (patron) =>
      queriesOf(patron).flatMap((query) => findPatrons(db, query, MOST_NAMED).map((row) => sight.patronNow(row))),
  };
}

function queriesOf({ name, phones }: Patron): string[] {
  const named = name.family === '' ? [] : [`${name.family}, ${name.given}`];
  return [...named, ...phones.map((phone) => phone.replace(/\D/g, '')).filter((digits) => digits.length >= 7)];
}

/** Accounts that are looked at before everything else has its turn. */
const AT_ONCE = 100;

/** Bills that are owed for loans of a branch, with this desk's payments, waivers and bills. */
export async function billsHere({ db, sight }: Copy, branch: BranchId, turn: () => Promise<void>): Promise<Bill[]> {
  const lostHere = [...sight.itemsActedOn()].flatMap((item) => {
    const loan = sight.currentLoan(item);
    return loan?.state === 'lost' ? [loan.patronId] : [];
  });
  const bills: Bill[] = [];
  let looked = 0;
  for (const patron of new Set([...billedPatrons(db, branch), ...lostHere])) {
    looked += 1;
    if (looked % AT_ONCE === 0) await turn();
    const owed = sight.feesOfPatron(patron).filter(({ kind }) => kind === 'lost');
    bills.push(...owed.map((fee) => ({ fee, loan: fee.loanId === null ? null : sight.loan(fee.loanId) })));
  }
  return bills;
}
