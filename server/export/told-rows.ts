// The rows for other systems: patrons with a name and a group, copies that are the library's own, and the loans, holds and fees that live,
// each with the rows that it names.

import type { Fee } from '../../shared/circ/model/fee.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { claimedOut, type Loan } from '../../shared/circ/model/loan.ts';
import { cardOf, type Patron } from '../../shared/circ/model/patron.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowPages } from '../store/table-pages.ts';
import type { ExportLoss } from './export-folder.ts';

/** A loan that is out; the card that it goes by, and its copy. */
export type LoanOut = { readonly loan: Loan; readonly card: string; readonly item: Item };

/** A hold that waits, or has a copy. `isHere`: the copy stands on the shelf for it. */
export type LiveHold = { readonly hold: Hold; readonly copy: Item | null; readonly isHere: boolean };

/** The group of accounts of which only a card is known. */
const NO_GROUP = { id: 'PROVISIONAL', name: 'Provisional' };

/** Patrons as other systems take them: each has a name and a group there. */
export async function* toldPatrons(tx: ReadTx): AsyncGenerator<readonly Patron[]> {
  for await (const page of rowPages(tx, 'patron')) yield page.map(toldPatron);
}

function toldPatron(patron: Patron): Patron {
  const { name, group, groupName } = patron;
  return {
    ...patron,
    name: name.family === '' && name.given === '' ? { ...name, family: cardOf(patron) } : name,
    group: group === '' ? NO_GROUP.id : group,
    groupName: group === '' ? NO_GROUP.name : groupName,
  };
}

/** Copies that are the library's own. */
export async function* ownItems(tx: ReadTx): AsyncGenerator<readonly Item[]> {
  const told = await itemTeller(tx);
  for await (const page of rowPages(tx, 'item')) yield page.flatMap(told);
}

/** A copy in exports for other systems, on a location that exists; none where it is borrowed: its owner exports it. */
export async function itemTeller(tx: ReadTx): Promise<(item: Item) => readonly Item[]> {
  const locations = new Set((await readAllRows(tx, 'location')).map(({ id }) => id));
  return (item) => {
    if (!isOurs(item)) return [];
    return [item.location === null || locations.has(item.location) ? item : { ...item, location: null }];
  };
}

const isOurs = ({ borrowed }: Item): boolean => borrowed === undefined;

/** How many copies of others there are. */
async function countBorrowed(tx: ReadTx): Promise<number> {
  let count = 0;
  for await (const page of rowPages(tx, 'item')) count += page.filter((item) => !isOurs(item)).length;
  return count;
}

/** Every loan that is out, of a patron and a copy of ours that are there. */
export async function* loansOut(tx: ReadTx): AsyncGenerator<readonly LoanOut[]> {
  for await (const page of rowPages(tx, 'loan')) {
    const loans = page.filter(({ state }) => state === 'open' || state === 'lost');
    const patrons = await readRows(
      tx,
      'patron',
      loans.map(({ patronId }) => patronId),
    );
    const items = await readRows(
      tx,
      'item',
      loans.map(({ itemId }) => itemId),
    );
    yield loans.flatMap((loan): LoanOut[] => {
      const patron = patrons.get(loan.patronId);
      const item = items.get(loan.itemId);
      return patron === undefined || item === undefined || !isOurs(item) ? [] : [{ loan, card: cardOf(patron), item }];
    });
  }
}

/** Every hold that lives. */
export async function* liveHolds(tx: ReadTx): AsyncGenerator<readonly LiveHold[]> {
  for await (const page of rowPages(tx, 'hold')) {
    const holds = page.filter(({ state }) => state === 'waiting' || state === 'captured');
    const copies = await readRows(
      tx,
      'item',
      holds.flatMap(({ capturedItem }) => capturedItem ?? []),
    );
    yield holds.map((hold) => {
      const copy = (hold.state === 'captured' && copies.get(hold.capturedItem ?? '')) || null;
      return { hold, copy, isHere: copy?.state.status === 'on-hold-shelf' };
    });
  }
}

/** Every fee of which something is owed. */
export async function* feesOwed(tx: ReadTx): AsyncGenerator<readonly Fee[]> {
  for await (const page of rowPages(tx, 'fee')) yield page.filter(({ outstandingMinor }) => outstandingMinor > 0);
}

/** Facts that neither system has a place for, with their counts. */
export async function untold(tx: ReadTx): Promise<readonly ExportLoss[]> {
  const counts = { inQuestion: 0, claims: 0, credits: 0 };
  for await (const page of rowPages(tx, 'loan')) {
    counts.inQuestion += page.filter(({ state }) => state === 'in-question').length;
    counts.claims += page.filter((loan) => claimedOut(loan) !== null).length;
  }
  for await (const page of rowPages(tx, 'credit'))
    counts.credits += page.filter(({ amountMinor }) => amountMinor > 0).length;
  return [
    {
      what: 'copies of other libraries, and their loans: they go back to their owners',
      count: await countBorrowed(tx),
    },
    { what: 'loans in question: two desks lent the copy, and nobody knows yet who has it', count: counts.inQuestion },
    { what: 'claims of patrons that they brought a copy back, or never had it', count: counts.claims },
    { what: 'patrons who have money to their credit', count: counts.credits },
    { what: 'loan rules, ended loans, payments and acts: the shape holdfast has them', count: 1 },
  ];
}
