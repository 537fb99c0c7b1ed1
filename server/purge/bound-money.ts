// The money that a loan is bound to: payments that name it, the other loans and fees that these name, their refunds and undone acts, and so on. All of
// it is over together, or none of it is.

import { loanId, type LoanId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { MoneyAct } from '../../shared/circ/acts.ts';
import { feesNamedBy, loansNamedBy, paymentsNamedBy } from '../../shared/circ/fold/account.ts';
import type { Fee } from '../../shared/circ/model/fee.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

export type BoundMoney = { readonly loans: readonly Loan[]; readonly acts: readonly MoneyAct[] };

/** More than any person owes at once: such a knot stays as it is. */
const MOST = 300;

/**
 * The money that a loan is bound to; null while any of it is not over: owed, credit, kept on a timeline, younger than the moment, or with an exception
 * that staff have still to handle.
 */
export async function boundMoney(tx: ReadTx, loan: Loan, before: Instant): Promise<BoundMoney | null> {
  const loans = new Map<LoanId, Loan>([[loan.id, loan]]);
  const acts = new Map<string, MoneyAct>();
  const payers = new Map<string, readonly MoneyAct[]>();
  for (let size = 0; size < loans.size + acts.size;) {
    size = loans.size + acts.size;
    if (size > MOST) return null;
    for (const act of await actsNaming(tx, [...loans.values()])) acts.set(act.id, act);
    for (const patron of new Set([...acts.values()].flatMap((act) => act.patronId ?? []))) {
      if (!payers.has(patron)) payers.set(patron, await moneyOf(tx, patron));
    }
    for (const act of [...payers.values()].flat()) if (isBound(act, acts)) acts.set(act.id, act);
    for (const one of await loansNamed(tx, loansNamedBy([...acts.values()]))) loans.set(one.id, one);
  }
  const bound = { loans: [...loans.values()], acts: [...acts.values()] };
  return (await isOver(tx, bound, { before, payers: [...payers.keys()] })) ? bound : null;
}

async function actsNaming(tx: ReadTx, loans: readonly Loan[]): Promise<MoneyAct[]> {
  const names = loans.flatMap(({ id, aliases }) => [String(id), ...aliases]);
  const links = await tx.db.selectFrom('event_loan').select('event_id').where(tx.anyOf('loan_id', names)).execute();
  const ids = new Set(links.map(({ event_id: id }) => id));
  return (await readRowsBy(tx, 'event', { column: 'id', values: ids })).filter(isMoneyAct);
}

async function moneyOf(tx: ReadTx, patron: string): Promise<MoneyAct[]> {
  return (await readRowsBy(tx, 'event', { column: 'payer_id', values: [patron] })).filter(isMoneyAct);
}

/** Whether an act belongs to some others: it undoes or gives back one of them, or is about the same fee. */
function isBound(act: MoneyAct, others: ReadonlyMap<string, MoneyAct>): boolean {
  if (others.has(act.id)) return true;
  if (act.kind === 'undo' && others.has(act.target)) return true;
  if (paymentsNamedBy(act).some((payment) => others.has(payment))) return true;
  const fees = new Set(manualFees([act]));
  return [...others.values()].some(
    (other) =>
      (other.kind === 'undo' && other.target === act.id) ||
      paymentsNamedBy(other).includes(act.id) ||
      manualFees([other]).some((fee) => fees.has(fee)),
  );
}

function manualFees(acts: readonly MoneyAct[]): string[] {
  return acts.flatMap(feesNamedBy).flatMap((ref) => (ref.kind === 'manual' ? [ref.feeId] : []));
}

async function isOver(
  tx: ReadTx,
  { loans, acts }: BoundMoney,
  { before, payers }: { readonly before: Instant; readonly payers: readonly string[] },
): Promise<boolean> {
  if (acts.some(({ at }) => at >= before)) return false;
  if (loans.some(({ state, inAt }) => state !== 'closed' || (inAt ?? before) >= before)) return false;
  const ids = loans.map(({ id }) => id);
  const kept = await tx.db.selectFrom('event').select('id').where(tx.anyOf('loan_id', ids)).limit(1).execute();
  const causes = acts.map(({ id }) => id);
  const open = (await readRowsBy(tx, 'exception', { column: 'cause', values: causes })).some(
    ({ state, weight }) => state === 'open' && weight !== 'note',
  );
  if (open) return false;
  const credits = await tx.db.selectFrom('credit').select('id').where(tx.anyOf('id', payers)).limit(1).execute();
  const fees = [
    ...(await readRowsBy(tx, 'fee', { column: 'loan_id', values: ids })),
    ...(await readRowsBy(tx, 'fee', { column: 'id', values: new Set(manualFees(acts)) })),
  ];
  return kept.length + credits.length === 0 && fees.every(isOverWith);
}

/** Nothing is owed here, and no office is still to get a credit. */
function isOverWith({ outstandingMinor, handedOn }: Fee): boolean {
  return outstandingMinor === 0 && (handedOn === undefined || handedOn.saidMinor === handedOn.standsMinor);
}

/** The loans of these ids, or of ids that were merged into them. */
async function loansNamed(tx: ReadTx, ids: readonly LoanId[]): Promise<Loan[]> {
  const merged = await tx.db
    .selectFrom('alias')
    .select('to_id')
    .where('kind', '=', 'loan')
    .where(tx.anyOf('from_id', ids))
    .execute();
  return [...(await readRows(tx, 'loan', [...ids, ...merged.map(({ to_id: id }) => loanId(id))])).values()];
}
