// Reads the accounts that may have changed with places that were just folded: loans of these as the fold has them, all others as their rows are.

import {
  itemId,
  loanId,
  patronId,
  type FeeId,
  type ItemId,
  type LoanId,
  type PatronId,
} from '../../shared/core/ids.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { MoneyAct } from '../../shared/circ/acts.ts';
import {
  namesOf,
  walkAccounts,
  type AccountReading,
  type AccountSeeds,
  type AccountSet,
  type AccountWalk,
} from '../../shared/circ/fold/account-set.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { nameOfAdded } from './write-events.ts';

/** Places that were folded and are not written yet. */
export type FreshPlaces = {
  /** Items of which no row of a loan counts any more. */
  readonly items: ReadonlySet<ItemId>;
  readonly loans: readonly Loan[];
};

/** Reads the set around the seeds. One query per kind and round, for a set of any size. */
export async function loadAccounts(tx: ReadTx, seeds: AccountSeeds, fresh: FreshPlaces): Promise<AccountSet> {
  const walk = walkAccounts();
  walk.add(seeds);
  const payers = new Set(seeds.payers);
  for (;;) {
    await follow(tx, walk, fresh);
    const set = walk.whole();
    const owners = (await otherOwners(tx, set)).filter((id) => !payers.has(id));
    if (owners.length === 0) return set;
    walk.add({ loans: [], payers: owners });
    for (const id of owners) payers.add(id);
  }
}

/**
 * Other patrons charged by the id of a fee of this set, or who have that fee: only the first act of it that stands makes one, in any order of folding.
 * Acts from before acts were indexed by their fee are found by the row that they made.
 */
async function otherOwners(tx: ReadTx, { acts }: AccountSet): Promise<PatronId[]> {
  const added = addedFees(acts);
  if (added.length === 0) return [];
  const fees = await readRowsBy(tx, 'fee', { column: 'id', values: added });
  const charged = await payersNaming(tx, added.map(nameOfAdded));
  return [...new Set([...fees.map((fee) => fee.patronId), ...charged.map(({ payer }) => payer)])];
}

/** Reads the rows that the walk wants until it is whole. */
async function follow(tx: ReadTx, walk: AccountWalk, fresh: FreshPlaces): Promise<void> {
  const folded = new Map(fresh.loans.flatMap((loan) => namesOf(loan).map((name) => [name, loan] as const)));
  for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
    const payers = await payersOf(tx, wants.loans);
    const loans = await loansNamed(tx, wants.loans, { folded, items: fresh.items });
    const acts = await actsOf(tx, wants.payers);
    walk.take({
      loans: new Map(wants.loans.map((id) => [id, { loan: loans.get(id) ?? null, payers: payers.get(id) ?? [] }])),
      acts,
    });
  }
}

/**
 * Locks to take before the set is read: a writer of a loan, or of money on it, locks the loan by every name and all its payers. These are not enough:
 * money that is just coming in is of a payer who is not visible yet, and so is a charge by the id of another patron's fee.
 */
export function accountLocks({ acts, read: { names, payers } }: AccountSet): string[] {
  return [
    ...[...names].map((id) => `loan:${id}`),
    ...[...payers].map((id) => `payer:${id}`),
    ...addedFees(acts).map((id) => `fee:${id}`),
  ];
}

function addedFees(acts: AccountSet['acts']): FeeId[] {
  return [...new Set(acts.flatMap((act) => (act.kind === 'addFee' ? [act.feeId] : [])))];
}

async function payersOf(tx: ReadTx, loans: readonly LoanId[]): Promise<Map<LoanId, PatronId[]>> {
  if (loans.length === 0) return new Map();
  const payers = new Map<LoanId, PatronId[]>();
  for (const { name, payer } of await payersNaming(tx, loans)) {
    const id = loanId(name);
    payers.set(id, [...(payers.get(id) ?? []), payer]);
  }
  return payers;
}

/** Payers of the money acts that are looked for by these names. */
async function payersNaming(
  tx: ReadTx,
  names: readonly string[],
): Promise<{ readonly name: string; readonly payer: PatronId }[]> {
  const rows = await tx.db
    .selectFrom('event_loan')
    .innerJoin('event', 'event.id', 'event_loan.event_id')
    .select(['event_loan.loan_id as name', 'event.payer_id as payer'])
    .distinct()
    .where(tx.anyOf('event_loan.loan_id', names))
    .execute();
  return rows.flatMap(({ name, payer }) => (payer === null ? [] : [{ name, payer: patronId(payer) }]));
}

async function actsOf(tx: ReadTx, payers: readonly PatronId[]): Promise<AccountReading['acts']> {
  const acts = new Map<PatronId, MoneyAct[]>(payers.map((id) => [id, []]));
  for (const act of (await readRowsBy(tx, 'event', { column: 'payer_id', values: payers })).filter(isMoneyAct))
    if (act.patronId !== null) acts.get(act.patronId)?.push(act);
  return acts;
}

type Fresh = { readonly folded: ReadonlyMap<LoanId, Loan>; readonly items: ReadonlySet<ItemId> };

async function loansNamed(
  tx: ReadTx,
  names: readonly LoanId[],
  { folded, items }: Fresh,
): Promise<ReadonlyMap<LoanId, Loan>> {
  const found = new Map(names.flatMap((id) => pair(id, folded.get(id))));
  const stored = await storedLoans(
    tx,
    names.filter((id) => !found.has(id)),
  );
  for (const [id, loan] of stored) if (!items.has(loan.itemId)) found.set(id, loan);
  return found;
}

/** By the loan's own id; else by the id of a checkout that was merged into it, of which there is an act, or else an alias from before a checkpoint. */
async function storedLoans(tx: ReadTx, names: readonly LoanId[]): Promise<ReadonlyMap<LoanId, Loan>> {
  const rows = await readRows(tx, 'loan', names);
  const found = new Map(names.flatMap((id) => pair(id, rows.get(id))));
  const others = names.filter((id) => !found.has(id));
  if (others.length === 0) return found;
  const merged = await tx.db
    .selectFrom('alias')
    .select(['from_id', 'to_id'])
    .where('kind', '=', 'loan')
    .where(tx.anyOf('from_id', others))
    .execute();
  const kept = await readRows(
    tx,
    'loan',
    merged.map(({ to_id: id }) => id),
  );
  for (const { from_id: from, to_id: to } of merged)
    for (const [id, loan] of pair(loanId(from), kept.get(to))) found.set(id, loan);
  const acts = await tx.db.selectFrom('event').select('item_id').where(tx.anyOf('loan_id', others)).execute();
  const items = new Set(acts.flatMap(({ item_id: item }) => (item === null ? [] : [itemId(item)])));
  const wanted = new Set<LoanId>(others);
  for (const loan of await readRowsBy(tx, 'loan', { column: 'item_id', values: items }))
    for (const name of namesOf(loan)) if (wanted.has(name)) found.set(name, loan);
  return found;
}

function pair<K, V>(key: K, value: V | undefined): [K, V][] {
  return value === undefined ? [] : [[key, value]];
}
