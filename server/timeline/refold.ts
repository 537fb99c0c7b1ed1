// Folds the closed set around what was touched and collects the rows that come out different. The only way by which loans, statuses,
// holds, computed fees, credits and folded exceptions change. [I15] [I24]

import type { ActId, ItemId, PolicyHash, RuleSetVersion, TitleId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import { foldAll, type Folded, type ItemInput } from '../../shared/circ/fold/fold-all.ts';
import { asksForCalendar } from '../../shared/rules/overdue-fine.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import { STATE_TABLES } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { correctUse } from '../use/use-states.ts';
import { reconcileExceptions } from './folded-exceptions.ts';
import { loadTimelines, lockNames, type LoadedItem, type LoadedTimelines } from './load-timelines.ts';
import type { References } from './references.ts';
import type { Touched } from './touched.ts';

/** What a refold works with. */
export type RefoldInput = {
  readonly touched: Touched;
  readonly references: References;
  /** Items that were merged into others: their rows go. */
  readonly goneItems?: readonly ItemId[];
  /** Acts that were taken off their timelines. */
  readonly goneActs?: readonly ActId[];
};

/** A closed set and what it came to. */
export type Refolded = { readonly loaded: LoadedTimelines; readonly folded: Folded };

/** Refolds; changed rows are put into `changes`, not written yet. */
export async function refold(tx: WriteTx, input: RefoldInput, changes: RowChanges): Promise<Refolded> {
  const loaded = await loadHeld(tx, input.touched);
  const folded = await foldLoaded(tx, loaded, input.references);
  const { goneItems = [], goneActs = [] } = input;
  const titles = new Set([...input.touched.titles, ...loaded.holdActs.keys(), ...loaded.settledHolds.keys()]);
  collectItems(loaded, folded, changes);
  await collectLoans(tx, { loaded, folded, goneItems }, changes);
  await collectHolds(tx, { folded, titles }, changes);
  await collectMoney(tx, { loaded, folded }, changes);
  await reconcileExceptions(tx, { loaded, goneItems, goneActs, yielded: folded.exceptions }, changes);
  await correctUse(tx, { loaded, folded });
  return { loaded, folded };
}

/** A set is read, held, and read again until nothing joins it: what joined may have been changed before it was held. */
async function loadHeld(tx: WriteTx, touched: Touched): Promise<LoadedTimelines> {
  for (;;) {
    const loaded = await loadTimelines(tx, touched);
    if (!(await tx.lock(lockNames(loaded)))) return loaded;
  }
}

/** Folds a closed set with the references that its acts name. */
export async function foldLoaded(tx: ReadTx, loaded: LoadedTimelines, references: References): Promise<Folded> {
  const acts: Act[] = [...loaded.items.values()].flatMap(({ acts: own }) => own);
  const settled = [...loaded.items.values()].flatMap((one) => one.settled);
  const policies = await references.policies(tx, policyHashes([...acts, ...settled]));
  if ([...policies.values()].some(asksForCalendar))
    await references.ruleSets(tx, [...rulesVersions(acts), ...settled.flatMap((loan) => loan.rulesVersion ?? [])]);
  return foldAll({
    items: [...loaded.items.values()].map(itemInput),
    holdActs: loaded.holdActs,
    settledHolds: loaded.settledHolds,
    moneyActs: loaded.moneyActs,
    policies,
    timesOf: references.timesOf,
    closings: await references.closings(tx),
  });
}

/** An item as the folds take it. */
export function itemInput({ item, acts, settled }: LoadedItem): ItemInput {
  const { id: itemId, titleId, serial, holdable, priceMinor, base } = item;
  return { itemId, titleId, serial, holdable, priceMinor, base, settled, acts };
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

type FoldedSet = { readonly loaded: LoadedTimelines; readonly folded: Folded };

async function collectLoans(
  tx: ReadTx,
  { loaded, folded, goneItems }: FoldedSet & { readonly goneItems: readonly ItemId[] },
  changes: RowChanges,
) {
  const stored = await readRowsBy(tx, 'loan', { column: 'item_id', values: [...loaded.items.keys(), ...goneItems] });
  collect('loan', { stored, now: folded.loans }, changes);
}

async function collectHolds(
  tx: ReadTx,
  { folded, titles }: { readonly folded: Folded; readonly titles: ReadonlySet<TitleId> },
  changes: RowChanges,
): Promise<void> {
  const stored = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  collect('hold', { stored, now: folded.holds }, changes);
}

async function collectMoney(tx: ReadTx, { loaded, folded }: FoldedSet, changes: RowChanges): Promise<void> {
  const loans = changes.byKind.get('loan');
  const loanIds = new Set<string>([...folded.loans.map((loan) => loan.id), ...(loans?.keys() ?? [])]);
  const fees = await readRowsBy(tx, 'fee', { column: 'loan_id', values: loanIds });
  const added = await readRowsBy(tx, 'fee', { column: 'patron_id', values: loaded.payers });
  const stored = [...fees, ...added.filter((fee) => fee.kind === 'manual')];
  collect('fee', { stored, now: folded.fees }, changes);
  const credits = await readRows(tx, 'credit', loaded.payers);
  const now = new Map(folded.credits.map((credit) => [String(credit.patronId), credit]));
  for (const [patron, credit] of credits) if (!now.has(patron)) changes.drop('credit', credit);
  for (const [patron, credit] of now) if (!isSameData(credit, credits.get(patron))) changes.put('credit', credit);
}

/** Puts what is new or different and drops what is no more. */
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
