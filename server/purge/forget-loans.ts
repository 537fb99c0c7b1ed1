// Ended loans and holds in checkpoints keep the name of their patron no longer than that: a loan without money is deleted, one with money stays for
// the books under an anonymous name, together with all money that it is bound to. Open debts and credit stay. [I16] [I19]

import { sql } from 'kysely';
import { hashedId } from '../../shared/core/digest.ts';
import { patronId, type PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { namesOf } from '../../shared/circ/fold/account-set.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { refold } from '../timeline/refold.ts';
import { touchAfresh, touchedBy } from '../timeline/touched.ts';
import { writeEvents } from '../timeline/write-events.ts';
import { keepBanCounts } from '../patrons/write-bans.ts';
import { boundMoney, type BoundMoney } from './bound-money.ts';

const PAGE = 100;
const NOBODY = 'gone:';

/** The anonymous patron of a forgotten row, a different one for each subject. */
export function nobodyFor(subject: string): PatronId {
  return patronId(`${NOBODY}${hashedId('nobody', subject)}`);
}

/** Whether an id is that of an anonymous patron. */
export function isNobody(id: string): boolean {
  return id.startsWith(NOBODY);
}

type Round = { readonly before: Instant; readonly after: string; readonly references: References };

/** Forgets the borrowers of the next few ended loans; returns where to go on, null at the end. */
export async function forgetLoans(
  tx: WriteTx,
  { before, after, references }: Round,
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from loan where state = 'closed' and in_at < ${before} and id > ${after}
      and patron_id not like ${`${NOBODY}%`} order by id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const ids = rows.map(({ id }) => id);
  const ended = await inCheckpoints(tx, ids);
  await tx.lock(ended.flatMap((loan) => [`payer:${loan.patronId}`, ...namesOf(loan).map((name) => `loan:${name}`)]));
  const named = new Set<string>();
  for (const loan of ended) {
    if (named.has(loan.id)) continue;
    const bound = await boundMoney(tx, loan, before);
    for (const { id } of bound?.loans ?? []) named.add(id);
    if (bound === null || (await areBilled(tx, bound.loans))) continue;
    await keepBanCounts(tx, bound.acts.length === 0 ? [loan] : bound.loans, { references, changes });
    if (bound.acts.length === 0) await dropLoan(tx, loan, changes);
    else await renameBound(tx, bound, { references, changes });
  }
  return ids.length < PAGE ? null : (ids.at(-1) ?? null);
}

/** Those of which no act is kept any more. */
async function inCheckpoints(tx: ReadTx, ids: readonly string[]): Promise<Loan[]> {
  const kept = await tx.db.selectFrom('event').select('loan_id').where(tx.anyOf('loan_id', ids)).execute();
  const isKept = new Set(kept.map(({ loan_id: id }) => id));
  const loans = await readRows(
    tx,
    'loan',
    ids.filter((id) => !isKept.has(id)),
  );
  return [...loans.values()];
}

/** Whether one of these loans has a missing part with a bill, made or to come: the bill and its end are still the borrower's. */
async function areBilled(tx: ReadTx, loans: readonly Loan[]): Promise<boolean> {
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  const names = new Set(loans.flatMap(namesOf));
  const parts = [...items.values()].flatMap(({ state }) => state.missingParts ?? []);
  return parts.some(({ loan, bill }) => bill !== undefined && loan !== null && names.has(loan));
}

async function dropLoan(tx: WriteTx, loan: Loan, changes: RowChanges): Promise<void> {
  const own = collectChanges();
  own.drop('loan', loan);
  await writeChanges(tx, own);
  changes.add(own);
}

async function renameBound(
  tx: WriteTx,
  { loans, acts }: BoundMoney,
  { references, changes }: { readonly references: References; readonly changes: RowChanges },
): Promise<void> {
  const subjects = [...loans.map(({ id }) => String(id)), ...acts.map(({ id }) => String(id))].toSorted();
  const nobody = nobodyFor(subjects[0] ?? '');
  const own = collectChanges();
  for (const { carriedBy: _, ...loan } of loans) own.put('loan', { ...loan, patronId: nobody });
  await writeChanges(tx, own);
  changes.add(own);
  const renamed = acts.map((act) => ({ ...act, patronId: nobody }));
  await writeEvents(tx, renamed, changes);
  const touched = touchedBy([...acts, ...renamed]);
  touchAfresh(
    touched,
    loans.map((loan) => loan.itemId),
  );
  const folded = collectChanges();
  await refold(tx, { touched, references }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
}

/** Forgets the patrons of the next few ended holds. */
export async function forgetHolds(
  tx: WriteTx,
  { after }: Pick<Round, 'after'>,
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from hold where state not in ('waiting', 'captured') and id > ${after}
      and patron_id not like ${`${NOBODY}%`} order by id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const holds = await readRows(
    tx,
    'hold',
    rows.map(({ id }) => id),
  );
  const titles = new Set([...holds.values()].map(({ titleId }) => titleId));
  const acts = await readRowsBy(tx, 'event', { column: 'title_id', values: titles });
  const kept = new Set<string>(acts.flatMap((act) => ('hold' in act && act.hold !== null ? [act.hold] : [])));
  const own = collectChanges();
  for (const hold of holds.values()) if (!kept.has(hold.id)) own.put('hold', { ...hold, patronId: nobodyFor(hold.id) });
  await writeChanges(tx, own);
  changes.add(own);
  return rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
}
