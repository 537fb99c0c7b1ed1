// Past moments that the server has to act on: loans that age to lost (holds: `due-holds.ts`, blocks: `due-blocks.ts`).
// Recorded acts are left out, also undone ones. Indexed: loans far from due are not read.

import { policyHash } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { lostSchedule } from '../../shared/rules/fines/lost-bill.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { isBehind, PAGE, undone, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** An aging that is due, with the facts that decide whether it waits for a silent desk. */
export type DueAging = OwnDeed & {
  readonly args: ArgsOf<'ageToLost'>;
  /** Where the loan was lent, else where its item belongs; null = nothing is known of either. */
  readonly branch: string | null;
};

/** Agings that are due: those that nothing stands in the way of, and those that wait for a silent desk of their branch. */
export type DueAgings = { readonly free: readonly DueAging[]; readonly waiting: readonly DueAging[] };

/** Loans that are lost by now, the first to be due first; as many free ones as wanted, and all that wait and were met on the way. */
export async function dueAgings(
  tx: ReadTx,
  references: References,
  asked: {
    readonly now: Instant;
    readonly limit: number;
    readonly quiet: ReadonlySet<string>;
    /** Which of some agings are not to be issued. */
    readonly droppedOf: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  },
): Promise<DueAgings> {
  const { now, limit, quiet, droppedOf } = asked;
  const hashes = (await tx.db.selectFrom('policy').select('id').execute()).map(({ id }) => policyHash(id));
  const policies = await references.policies(tx, hashes);
  const soonest = Math.min(
    ...[...policies.values()].flatMap((policy) =>
      [false, true].flatMap((recalled) => lostSchedule(policy, 0, recalled).lostAt ?? []),
    ),
  );
  const free: DueAging[] = [];
  const waiting: DueAging[] = [];
  if (!Number.isFinite(soonest)) return { free, waiting };
  for (let after: Page | null = null; free.length < limit;) {
    const rows = await loansDueBy(tx, now - soonest, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    const lost = rows.map(({ body }) => parseRow('loan', body)).flatMap((loan) => agingOf(loan, policies, now));
    const undoneYet = await undone(tx, await placed(tx, lost));
    const dropped = await droppedOf(undoneYet.map(({ id }) => id));
    const due = undoneYet.filter(({ id }) => !dropped.has(id));
    for (const aging of due) (aging.branch !== null && quiet.has(aging.branch) ? waiting : free).push(aging);
    after = { at: last.due_at, id: last.id };
  }
  return { free: free.slice(0, limit), waiting };
}

function loansDueBy(tx: ReadTx, by: Instant, after: Page | null) {
  return tx.db
    .selectFrom('loan')
    .select(['id', 'due_at', 'body'])
    .where('state', '=', 'open')
    .where('due_at', '<=', by)
    .where(isBehind(after, 'due_at'))
    .orderBy('due_at')
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

type Aging = Omit<DueAging, 'branch'> & { readonly loan: Row<'loan'> };

function agingOf(loan: Row<'loan'>, policies: ReadonlyMap<string, Policy>, now: Instant): Aging[] {
  if (loan.claim !== undefined) return [];
  const policy = policies.get(loan.policyHash);
  const at = policy === undefined ? null : lostSchedule(policy, loan.dueAt, loan.recalled).lostAt;
  if (at === null || at > now) return [];
  const { id: loanId, itemId, patronId } = loan;
  const args = { loanId, itemId, patronId };
  return [{ id: timedActId('ageToLost', loanId, at), name: 'ageToLost', version: 1, args, at, loan }];
}

async function placed(tx: ReadTx, agings: readonly Aging[]): Promise<DueAging[]> {
  const unplaced = agings.flatMap(({ loan }) => (loan.branch === null ? [loan.itemId] : []));
  const items = await readRows(tx, 'item', unplaced);
  return agings.map(({ loan, ...aging }) => ({
    ...aging,
    branch: loan.branch ?? items.get(loan.itemId)?.home ?? null,
  }));
}
