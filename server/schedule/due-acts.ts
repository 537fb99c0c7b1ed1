// Which moments have passed that the server has to act on: loans that age to lost, holds and waits on the shelf that end, blocks that end.
// What is recorded already is left out, whatever became of it. Indexed; nothing is read that is far from due.

import type { ExpressionBuilder } from 'kysely';
import { patronId, policyHash } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { lostSchedule } from '../../shared/rules/fines/lost-bill.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { AgeToLostArgs } from '../../shared/circ/commands/age-to-lost.ts';
import type { ExpireHoldArgs } from '../../shared/circ/commands/expire-hold.ts';
import type { LiftBlocksArgs } from '../../shared/circ/commands/lift-blocks.ts';
import { holdEnd } from '../../shared/circ/model/hold.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { References } from '../timeline/references.ts';
import { findUndone, undone, type Asked } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** An aging that is due, with what decides whether it waits for a silent desk. */
export type DueAging = OwnDeed & {
  readonly args: AgeToLostArgs;
  /** Where the loan was lent, else where its item belongs; null = nothing is known of either. */
  readonly branch: string | null;
};

const PAGE = 500;

type Page = { readonly at: Instant; readonly id: string };

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
    .where((where) => (after === null ? where.lit(true) : isAfter(where, after)))
    .orderBy('due_at')
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

function isAfter(where: ExpressionBuilder<Tables, 'loan'>, { at, id }: Page) {
  return where.or([where('due_at', '>', at), where.and([where('due_at', '=', at), where('id', '>', id)])]);
}

type Aging = Omit<DueAging, 'branch'> & { readonly loan: Row<'loan'> };

function agingOf(loan: Row<'loan'>, policies: ReadonlyMap<string, Policy>, now: Instant): Aging[] {
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

/** Holds whose end has come: of their own while they wait, of the wait on the shelf once a copy is there. */
export function dueHolds(tx: ReadTx, { now, limit, page = PAGE }: Asked): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('hold')
      .select(['id', 'ends_at as at', 'body'])
      .where('ends_at', '<=', now)
      .where((where) =>
        after === null
          ? where.lit(true)
          : where.or([
              where('ends_at', '>', after.at),
              where.and([where('ends_at', '=', after.at), where('id', '>', after.id)]),
            ]),
      )
      .orderBy('ends_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const holds = rows.map(({ body }) => parseRow('hold', body));
    const traps = await trapsOf(tx, holds);
    return { deeds: holds.flatMap((hold) => expiryOf(hold, traps) ?? []), last: endOf(rows) };
  });
}

function expiryOf(hold: Row<'hold'>, traps: ReadonlyMap<string, ExpireHoldArgs['trap']>): OwnDeed | null {
  const { id, titleId, patronId } = hold;
  const trap = hold.state === 'captured' ? (traps.get(id) ?? null) : null;
  const at = holdEnd(hold);
  if (at === null || (hold.state === 'captured' && trap === null)) return null;
  const args: ExpireHoldArgs = { hold: id, titleId, patronId, trap };
  return { id: timedActId('expireHold', `${id} ${trap ?? ''}`, at), name: 'expireHold', version: 1, args, at };
}

/** The act that put the copy of each captured hold on the shelf: the last scan of that copy for it, or the hold's own opening. */
async function trapsOf(tx: ReadTx, holds: readonly Row<'hold'>[]): Promise<Map<string, ExpireHoldArgs['trap']>> {
  const captured = holds.filter(({ state }) => state === 'captured');
  const items = captured.flatMap(({ capturedItem }) => capturedItem ?? []);
  const scans = await readRowsBy(tx, 'event', { column: 'item_id', values: items });
  const openings = await readRowsBy(tx, 'event', {
    column: 'title_id',
    values: captured.map(({ titleId }) => titleId),
  });
  const traps = new Map<string, ExpireHoldArgs['trap']>();
  for (const act of openings) if (act.kind === 'openHold' && act.trapped !== null) traps.set(act.hold, act.id);
  for (const act of scans.toSorted((a, b) => a.at - b.at))
    if (act.kind === 'checkin' && act.hold !== null) traps.set(act.hold, act.id);
  return traps;
}

/** Patrons with a block that has ended. */
export function dueBlocks(tx: ReadTx, { now, limit, page = PAGE }: Asked): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('patron')
      .select(['id', 'block_ends_at as at'])
      .where('block_ends_at', '<=', now)
      .where((where) =>
        after === null
          ? where.lit(true)
          : where.or([
              where('block_ends_at', '>', after.at),
              where.and([where('block_ends_at', '=', after.at), where('id', '>', after.id)]),
            ]),
      )
      .orderBy('block_ends_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const deeds = rows.flatMap(({ id, at }): OwnDeed[] => {
      const args: LiftBlocksArgs = { patronId: patronId(id) };
      return at === null ? [] : [{ id: timedActId('liftBlocks', id, at), name: 'liftBlocks', version: 1, args, at }];
    });
    return { deeds, last: endOf(rows) };
  });
}

function endOf(rows: readonly { readonly id: string; readonly at: Instant | null }[]): Page | null {
  const last = rows.at(-1);
  return last === undefined || last.at === null ? null : { id: last.id, at: last.at };
}
