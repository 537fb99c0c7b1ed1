// What the lists of accounts and bills read at a desk: its copy of the library with its own acts over it.

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

/** Bills that are owed, with what this desk took or let go. */
export function billsHere({ db, sight }: Copy): Bill[] {
  return billedPatrons(db)
    .flatMap((id) => sight.feesOfPatron(id))
    .filter(({ kind }) => kind === 'lost')
    .map((fee) => ({ fee, loan: fee.loanId === null ? null : sight.loan(fee.loanId) }));
}
