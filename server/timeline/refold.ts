// Folds the touched items and titles and those around them, then the accounts that may have changed by it, and collects the rows that come out
// different. The only way by which loans, statuses, holds, computed fees, credits and folded exceptions change. [I15] [I24]

import type { ActId, ItemId, LoanId, PolicyHash, RuleSetVersion, TitleId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { AccountFold } from '../../shared/circ/fold/account.ts';
import {
  differingLoans,
  foldAccountSet,
  namesOf,
  type AccountSeeds,
  type AccountSet,
} from '../../shared/circ/fold/account-set.ts';
import {
  feeLoan,
  foldPlaces,
  withAccounts,
  type Folded,
  type PlaceTimelines,
} from '../../shared/circ/fold/fold-all.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import { asksForCalendar } from '../../shared/rules/overdue-fine.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { Closing } from '../../shared/circ/model/closing.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import { STATE_TABLES } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { correctUse } from '../use/use-states.ts';
import { reconcileExceptions } from './folded-exceptions.ts';
import { accountLocks, loadAccounts, type FreshPlaces } from './load-accounts.ts';
import { itemInput, loadTimelines, titleLocks, type LoadedPlaces, type LoadedTimelines } from './load-timelines.ts';
import type { References } from './references.ts';
import type { Touched } from './touched.ts';

/** The parts that a refold needs. */
export type RefoldInput = {
  readonly touched: Touched;
  readonly references: References;
  /** Items that were merged into others: their rows go. */
  readonly goneItems?: readonly ItemId[];
  /** Acts that were taken off their timelines. */
  readonly goneActs?: readonly ActId[];
};

/** The loaded timelines and their folded state. */
export type Refolded = { readonly loaded: LoadedTimelines; readonly folded: Folded };

/** Refolds; changed rows are put into `changes`, not written yet. */
export async function refold(tx: WriteTx, input: RefoldInput, changes: RowChanges): Promise<Refolded> {
  const { touched, references, goneItems = [], goneActs = [] } = input;
  const places = await loadHeld(tx, touched);
  const known = await referencesOf(tx, places, references);
  const foldedPlaces = foldPlaces(inputOf(places, known));
  const stored = await readRowsBy(tx, 'loan', { column: 'item_id', values: [...places.items.keys(), ...goneItems] });
  const seeds = { payers: touched.payers, loans: loansToFollow(touched, { stored, now: foldedPlaces.loans }) };
  const fresh = { items: new Set([...places.items.keys(), ...goneItems]), loans: foldedPlaces.loans };
  const set = await loadAccountsHeld(tx, seeds, fresh);
  const folded = withAccounts(foldedPlaces, await foldAccountsOf(tx, { set, places, known }, references));
  const loaded = { ...places, moneyActs: set.acts };
  const titles = new Set([...touched.titles, ...places.holdActs.keys(), ...places.settledHolds.keys()]);
  collectItems(loaded, folded, changes);
  collect('loan', { stored, now: folded.loans }, changes);
  await collectHolds(tx, { folded, titles }, changes);
  await collectMoney(tx, { set, folded }, changes);
  await reconcileExceptions(tx, { loaded, goneItems, goneActs, yielded: folded.exceptions }, changes);
  await correctUse(tx, { loaded, folded });
  return { loaded, folded };
}

/** A set is read, held, and read again until nothing joins it: a row that joined may have been changed before it was held. */
async function loadHeld(tx: WriteTx, { items, titles, payers }: Touched): Promise<LoadedPlaces> {
  const known = [...payers].map((id) => `payer:${id}`);
  for (;;) {
    const loaded = await loadTimelines(tx, { items, titles });
    if (!(await tx.lock([...titleLocks(loaded), ...known]))) return loaded;
  }
}

/** As `loadHeld`. The places need not be read again: they are held, and no account changes them. */
async function loadAccountsHeld(tx: WriteTx, seeds: AccountSeeds, fresh: FreshPlaces): Promise<AccountSet> {
  for (;;) {
    const set = await loadAccounts(tx, seeds, fresh);
    if (!(await tx.lock(accountLocks(set)))) return set;
  }
}

/** Loans that came out different, that changed money names, or whose fees are folded anew in any case; by every id that money may name them by. */
function loansToFollow(
  { loans, afresh }: Touched,
  places: { readonly stored: readonly Loan[]; readonly now: readonly Loan[] },
): Set<LoanId> {
  const anew = places.now.filter(({ itemId }) => afresh.has(itemId));
  return new Set([...loans, ...differingLoans(places), ...anew.flatMap(namesOf)]);
}

type Known = {
  readonly policies: ReadonlyMap<PolicyHash, Policy>;
  readonly timesOf: References['timesOf'];
  readonly closings: readonly Closing[];
};

/** The references that the acts of places name. */
async function referencesOf(tx: ReadTx, places: LoadedPlaces, references: References): Promise<Known> {
  const acts: Act[] = [...places.items.values()].flatMap(({ acts: own }) => own);
  const settled = [...places.items.values()].flatMap((one) => one.settled);
  const policies = await references.policies(tx, policyHashes([...acts, ...settled]));
  if ([...policies.values()].some(asksForCalendar))
    await references.ruleSets(tx, [...rulesVersions(acts), ...settled.flatMap((loan) => loan.rulesVersion ?? [])]);
  return { policies, timesOf: references.timesOf, closings: await references.closings(tx) };
}

function inputOf({ items, holdActs, settledHolds }: LoadedPlaces, known: Known): PlaceTimelines {
  return { items: [...items.values()].map(itemInput), holdActs, settledHolds, ...known };
}

/** Folds accounts from the loans of places that were just folded, and from the rows of all others. */
async function foldAccountsOf(
  tx: ReadTx,
  { set, places, known }: { readonly set: AccountSet; readonly places: LoadedPlaces; readonly known: Known },
  references: References,
): Promise<AccountFold> {
  const others = set.read.loans.filter((loan) => !places.items.has(loan.itemId));
  const rows = await readRows(tx, 'item', new Set(others.map((loan) => loan.itemId)));
  const theirs = await references.policies(tx, policyHashes(others));
  if ([...theirs.values()].some(asksForCalendar))
    await references.ruleSets(
      tx,
      others.flatMap((loan) => loan.rulesVersion ?? []),
    );
  const policies = new Map([...known.policies, ...theirs]);
  const priceOf = (id: ItemId) => (places.items.get(id)?.item ?? rows.get(id))?.priceMinor ?? null;
  return foldAccountSet(set, (loan) => feeLoan(loan, priceOf(loan.itemId), { ...known, policies }));
}

function policyHashes(acts: readonly (Act | Loan)[]): PolicyHash[] {
  return acts.flatMap((act) => ('policyHash' in act ? [act.policyHash] : []));
}

function rulesVersions(acts: readonly Act[]): RuleSetVersion[] {
  return acts.flatMap((act) => (act.kind === 'checkout' ? [act.rulesVersion] : []));
}

function collectItems(loaded: LoadedTimelines, folded: Folded, changes: RowChanges): void {
  for (const { item } of loaded.items.values()) {
    const state = folded.items.get(item.id)?.state;
    if (state !== undefined && !isSameData(state, item.state)) changes.put('item', { ...item, state });
  }
}

async function collectHolds(
  tx: ReadTx,
  { folded, titles }: { readonly folded: Folded; readonly titles: ReadonlySet<TitleId> },
  changes: RowChanges,
): Promise<void> {
  const stored = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  collect('hold', { stored, now: folded.holds }, changes);
}

async function collectMoney(
  tx: ReadTx,
  { set, folded }: { readonly set: AccountSet; readonly folded: Folded },
  changes: RowChanges,
): Promise<void> {
  const fees = await readRowsBy(tx, 'fee', { column: 'loan_id', values: set.loans });
  const added = await readRowsBy(tx, 'fee', { column: 'patron_id', values: set.payers });
  collect('fee', { stored: [...fees, ...added.filter((fee) => fee.kind === 'manual')], now: folded.fees }, changes);
  const credits = await readRows(tx, 'credit', set.payers);
  const now = new Map(folded.credits.map((credit) => [String(credit.patronId), credit]));
  for (const [patron, credit] of credits) if (!now.has(patron)) changes.drop('credit', credit);
  for (const [patron, credit] of now) if (!isSameData(credit, credits.get(patron))) changes.put('credit', credit);
}

/** Puts new and different rows and drops those that are no more. */
function collect<K extends 'loan' | 'hold' | 'fee'>(
  kind: K,
  rows: { readonly stored: readonly Row<K>[]; readonly now: readonly Row<K>[] },
  changes: RowChanges,
): void {
  const { key } = STATE_TABLES[kind];
  const stored = new Map(rows.stored.map((row) => [key(row), row]));
  const now = new Set(rows.now.map((row) => key(row)));
  for (const row of rows.stored) if (!now.has(key(row))) changes.drop(kind, row);
  for (const row of rows.now) if (!isSameData(row, stored.get(key(row)))) changes.put(kind, row);
}
