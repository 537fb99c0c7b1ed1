// Recalls that a loan or renewal did not know of are issued again, with the full time that a recall gives; one that met another loan than it named is
// issued to the loan that it met. One recall and one act that passed it over yield one recall, on every server. Clause h.

import type { ExpressionBuilder } from 'kysely';
import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import type { ActOf, ItemAct } from '../../shared/circ/acts.ts';
import { reissueId } from '../../shared/circ/recorded.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import { orderTimeline } from '../../shared/circ/fold/timeline.ts';
import { resolveUndos } from '../../shared/circ/fold/undo.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { recalledUntil } from '../../shared/circ/decide/recalled-until.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { References } from '../timeline/references.ts';
import { findUndone, type Asked } from './find-undone.ts';
import type { OwnDeed } from './own-desk.ts';

const CODES = ['missed-recall', 'recall-no-loan'];
const PAGE = 100;

type Facts = {
  readonly acts: ReadonlyMap<string, readonly ItemAct[]>;
  readonly loans: ReadonlyMap<string, Loan>;
  readonly holds: ReadonlyMap<string, Row<'hold'>>;
  readonly policies: Awaited<ReturnType<References['policies']>>;
};

type Page = { readonly weight: string; readonly at: Instant; readonly id: string };

/** Recalls to issue again, those with waiting holds first. */
export function dueRecalls(tx: ReadTx, references: References, { now, limit, page = PAGE }: Asked): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await recallExceptions(tx, after, page);
    const items = new Set(rows.flatMap(({ body }) => parseRow('exception', body).itemId ?? []));
    const deeds = rows.length === 0 ? [] : await deedsOf(tx, references, { items, now });
    const last = rows.at(-1);
    return { deeds, last: last === undefined ? null : { weight: last.weight, at: last.at, id: last.id } };
  });
}

/** Exceptions for recalls that were passed over, the heaviest first: the others are notes, which stay. */
function recallExceptions(tx: ReadTx, after: Page | null, page: number) {
  return (
    tx.db
      .selectFrom('exception')
      .select(['id', 'weight', 'at', 'body'])
      .where('state', '=', 'open')
      .where(tx.anyOf('code', CODES))
      // Most notes are of items that came back, or of recalls that are history: nothing follows from those.
      .where((where) =>
        where.exists(
          where
            .selectFrom('loan')
            .select('loan.id')
            .whereRef('loan.item_id', '=', 'exception.item_id')
            .where('loan.state', '=', 'open'),
        ),
      )
      .where((where) =>
        where.exists(
          where
            .selectFrom('event')
            .select('event.id')
            .whereRef('event.item_id', '=', 'exception.item_id')
            .where('event.kind', '=', 'recall'),
        ),
      )
      .where((where) => (after === null ? where.lit(true) : isAfter(where, after)))
      .orderBy('weight')
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(page)
      .execute()
  );
}

function isAfter(where: ExpressionBuilder<Tables, 'exception'>, { weight, at, id }: Page) {
  return where.or([
    where('weight', '>', weight),
    where.and([
      where('weight', '=', weight),
      where.or([where('at', '<', at), where.and([where('at', '=', at), where('id', '>', id)])]),
    ]),
  ]);
}

async function deedsOf(
  tx: ReadTx,
  references: References,
  { items, now }: { readonly items: ReadonlySet<string>; readonly now: Instant },
): Promise<OwnDeed[]> {
  const facts = await loadFacts(tx, references, items);
  const again = [...items].flatMap((item) => reissueOf(item, facts, now) ?? []);
  await references.ruleSets(
    tx,
    again.flatMap(({ loan }) => loan.rulesVersion ?? []),
  );
  return again.map(({ recall, loan, ignoredBy }) => {
    const { itemId, id: loanId, patronId } = loan;
    const args: ArgsOf<'recall'> = { itemId, loanId, patronId, holdId: recall.hold, reissues: recall.id, ignoredBy };
    const policy = facts.policies.get(loan.policyHash) ?? null;
    const times = references.timesOf(loan.rulesVersion, loan.branch);
    const told = { dueAt: recalledUntil({ loan, recall, policy, times, now }) };
    return { id: reissueId(recall.id, ignoredBy), name: 'recall', version: 1, args, told, at: now };
  });
}

async function loadFacts(tx: ReadTx, references: References, items: ReadonlySet<string>): Promise<Facts> {
  const events = (await readRowsBy(tx, 'event', { column: 'item_id', values: items })).filter(isItemAct);
  const acts = Map.groupBy(events, (act) => String(act.itemId));
  const loans = (await readRowsBy(tx, 'loan', { column: 'item_id', values: items })).filter(
    ({ state }) => state === 'open',
  );
  const holds = new Set(events.flatMap((act) => (act.kind === 'recall' ? (act.hold ?? []) : [])));
  return {
    acts,
    loans: new Map(loans.map((loan) => [loan.itemId, loan])),
    holds: await readRows(tx, 'hold', holds),
    policies: await references.policies(
      tx,
      loans.map((loan) => loan.policyHash),
    ),
  };
}

type Reissue = { readonly recall: ActOf<'recall'>; readonly loan: Loan; readonly ignoredBy: ActId };

/** The newest recall of an item, when the present loan does not know of it and its hold still waits. */
function reissueOf(item: string, { acts, loans, holds }: Facts, now: Instant): Reissue | null {
  const own = acts.get(item) ?? [];
  const { undone } = resolveUndos(own);
  const order = orderTimeline(own)
    .map(({ act }) => act)
    .filter((act) => !undone.has(act.id));
  const recall = order.findLast((act) => act.kind === 'recall');
  const loan = loans.get(item);
  if (recall === undefined || loan === undefined || loan.dueAt <= recall.dueAt) return null;
  if (recall.hold !== null && holds.get(recall.hold)?.state !== 'waiting') return null;
  const ignoredBy = passedOverBy(order, recall, loan);
  return ignoredBy === null || !isPast(order, ignoredBy, now) ? null : { recall, loan, ignoredBy };
}

/**
 * Whether a recall issued now comes after an act and all before it. A clock that is not known to the second may have dated them later than now:
 * until then a recall would be placed before the act that passed it over, be passed over itself, and be issued again without end.
 */
function isPast(order: readonly ItemAct[], id: ActId, now: Instant): boolean {
  return order.slice(0, order.findIndex((act) => act.id === id) + 1).every(({ at }) => at < now);
}

/** The act that gave the loan its date after the recall; or, of a recall that named another loan, the checkout of the loan that it met. */
function passedOverBy(order: readonly ItemAct[], recall: ActOf<'recall'>, loan: Loan): ActId | null {
  const place = (id: string) => order.findIndex((act) => act.id === id);
  if (place(loan.dueBy) > place(recall.id)) return recall.hold === null && cameIn(order, recall) ? null : loan.dueBy;
  const namesIt = recall.loanId === loan.id || loan.aliases.some((alias) => String(alias) === String(recall.loanId));
  const checkout = order.find((act) => String(act.id) === String(loan.id));
  return namesIt || checkout === undefined ? null : checkout.id;
}

/** A recall without a hold is over with the next check-in. */
function cameIn(order: readonly ItemAct[], recall: ActOf<'recall'>): boolean {
  return order.slice(order.indexOf(recall)).some(({ kind }) => kind === 'checkin');
}
