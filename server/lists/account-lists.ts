// Provisional accounts and bills of the whole library.

import { sql } from 'kysely';
import type { Patron } from '../../shared/circ/model/patron.ts';
import {
  billRows,
  provisionalAccountRows,
  type BillRow,
  type ProvisionalAccount,
} from '../../shared/lists/account-lists.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

/** Accounts that desks made for unknown cards. */
export async function libraryProvisionalAccounts(tx: ReadTx, branch: BranchId | null): Promise<ProvisionalAccount[]> {
  const made = await tx.db.selectFrom('patron').select('body').where('provisional', '=', 1).execute();
  const provisional = made.map(({ body }) => parseRow('patron', body));
  const loans = await readRowsBy(tx, 'loan', { column: 'patron_id', values: provisional.map(({ id }) => id) });
  const others = await patronsAlike(tx, provisional);
  const branches = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  return provisionalAccountRows(
    {
      branchName: (id) => branches.get(id) ?? id,
      provisionalPatrons: () => provisional,
      loansOut: ({ id }) => loans.filter(({ patronId, state }) => patronId === id && state === 'open').length,
      mayBe: () => others,
    },
    branch,
  );
}

/** Patrons whose rows have a name or the end of a number of one of these in them. There is no index of names here: each asks once for all. */
async function patronsAlike(tx: ReadTx, provisional: readonly Patron[]): Promise<Patron[]> {
  const found = new Map<string, Patron>();
  const texts = provisional.flatMap(({ name, phones }) => [
    plainPart(name.family),
    ...phones.map((one) => one.slice(-4)),
  ]);
  for (const text of new Set(texts.filter((one) => one.length >= LEAST))) {
    const { rows } = await sql<{ body: string }>`
      select body from patron where provisional = 0 and lower(body) like ${`%${text}%`} order by id`.execute(tx.db);
    for (const { body } of rows) {
      const patron = parseRow('patron', body);
      found.set(patron.id, patron);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Shorter parts of names are in every row. */
const LEAST = 3;

/** The longest part of a name in plain letters, which every database folds alike. */
function plainPart(family: string): string {
  const parts = family.toLowerCase().split(/[^a-z]+/);
  return parts.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** Bills for lost items that are owed. */
export async function libraryBills(tx: ReadTx, branch: BranchId | null): Promise<BillRow[]> {
  const rows = await tx.db
    .selectFrom('fee')
    .select('body')
    .where('outstanding_minor', '>', 0)
    .where('body', 'like', '%"kind":"lost"%')
    .execute();
  const fees = rows.map(({ body }) => parseRow('fee', body));
  const loans = await readRows(tx, 'loan', new Set(fees.flatMap(({ loanId }) => loanId ?? [])));
  const items = await readRows(tx, 'item', new Set(fees.flatMap(({ itemId }) => itemId ?? [])));
  const source = await rowSource(tx, { items: items.values(), patrons: fees.map(({ patronId }) => patronId) });
  const bills = fees.map((fee) => ({ fee, loan: fee.loanId === null ? null : (loans.get(fee.loanId) ?? null) }));
  return billRows(source, bills, branch);
}
