// Acts whose personal values are due to go: recorded and taken in so long ago that all business of theirs is over. [I19]

import { actId, type ActId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { isLongOver, patronOfAct, type PatronAffairs } from '../../shared/circ/purge.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import { parseCommand } from '../../shared/acts/commands.ts';
import { takenOf } from '../commands/released-acts.ts';
import { actsOf } from '../commands/taken.ts';
import { timedActId, type OwnDeed } from '../schedule/own-desk.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { leftOut } from './settled-held.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { idsOf, renameAct } from '../timeline/merge.ts';

const PAGE = 500;

/** Where a round stopped. */
export type PurgeCursor = { readonly at: Instant; readonly id: string };

export type DuePurge = {
  readonly deed: OwnDeed | null;
  /** Where to look on; null when all was looked at. */
  readonly next: PurgeCursor | null;
};

/** When a round looks, and before which moment everything must be over. */
export type PurgeRound = { readonly now: Instant; readonly horizon: Instant };

/** The acts among the next few that are due; others are passed over. */
export async function duePurge(tx: ReadTx, { now, horizon }: PurgeRound, after: PurgeCursor | null): Promise<DuePurge> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'stream', 'outcome', 'effective_at as at'])
    .where('args', 'is not', null)
    .where('effective_at', '<=', horizon)
    .where((where) =>
      after === null
        ? where.lit(true)
        : where.or([
            where('effective_at', '>', after.at),
            where.and([where('effective_at', '=', after.at), where('id', '>', after.id)]),
          ]),
    )
    .orderBy('effective_at')
    .orderBy('id')
    .limit(PAGE)
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return { deed: null, next: null };
  const held = rows.filter(({ outcome }) => outcome === 'held');
  const isHeld = new Set(held.map(({ id }) => id));
  const isOut = await withoutCounted(tx, await leftOut(tx, held, horizon));
  const ids = rows.filter(({ id }) => !isHeld.has(id) || isOut.has(id)).map(({ id }) => actId(id));
  const recorded = await recordedActs(tx, ids);
  const affairsOf = await loadAffairs(tx, [...recorded.values()].flat(), horizon);
  // An act that was rejected, or is on no timeline, has nothing that could still be open.
  const acts = ids.filter((id) => (recorded.get(id) ?? []).every((act) => isLongOver(act, affairsOf(act), horizon)));
  return { deed: deedOf(acts, now), next: rows.length < PAGE ? null : last };
}

/** An act that counts under the same id, in another stream, has its own time. */
async function withoutCounted(tx: ReadTx, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (ids.size === 0) return ids;
  const counted = await tx.db
    .selectFrom('envelope')
    .select('id')
    .where(tx.anyOf('id', ids))
    .where('args', 'is not', null)
    .where('outcome', '!=', 'held')
    .execute();
  return ids.difference(new Set(counted.map(({ id }) => id)));
}

/** The acts as their timelines have them; acts in a checkpoint, or too late, as their envelopes have them. */
async function recordedActs(tx: ReadTx, ids: readonly ActId[]): Promise<Map<ActId, readonly Act[]>> {
  const events = await readRowsBy(tx, 'event', { column: 'id', values: ids });
  const acts = new Map<ActId, readonly Act[]>(events.map((act) => [act.id, [act]]));
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'stream', 'seq', 'body', 'signature', 'args', 'salt', 'effective_at', 'clamped_at'])
    .where(
      tx.anyOf(
        'id',
        ids.filter((id) => !acts.has(id)),
      ),
    )
    .where('outcome', '=', 'applied')
    .execute();
  const taken = rows.flatMap((row) => takenOf(row, parseCommand) ?? []);
  const aliases = await loadAliases(tx, taken.flatMap(actsOf).flatMap(idsOf));
  for (const one of taken)
    acts.set(
      one.header.id,
      actsOf(one).map((act) => renameAct(act, aliases)),
    );
  return acts;
}

/** One act for all that are found at once: it counts at the beginning of its day. */
function deedOf(acts: ArgsOf<'purge'>['acts'], now: Instant): OwnDeed | null {
  const [first] = acts;
  if (first === undefined) return null;
  const at = now - (now % DAY_MS);
  const args: ArgsOf<'purge'> = { acts };
  return { id: timedActId('purge', first, at), name: 'purge', version: 1, args, at };
}

async function loadAffairs(tx: ReadTx, acts: readonly Act[], horizon: Instant): Promise<(act: Act) => PatronAffairs> {
  const patrons = new Set(acts.flatMap((act) => patronOfAct(act) ?? []));
  const loans = await tx.db
    .selectFrom('loan')
    .select(['patron_id', 'item_id', 'state', 'in_at'])
    .where(tx.anyOf('patron_id', patrons))
    .where((where) => where.or([where('state', '!=', 'closed'), where('in_at', '>', horizon)]))
    .execute();
  const fees = await tx.db
    .selectFrom('fee')
    .select(['patron_id', 'item_id'])
    .where(tx.anyOf('patron_id', patrons))
    .where('outstanding_minor', '!=', 0)
    .execute();
  const holds = await tx.db
    .selectFrom('hold')
    .select(['patron_id', 'id'])
    .where(tx.anyOf('patron_id', patrons))
    .where('state', 'in', ['waiting', 'captured'])
    .execute();
  // Grouped once: a page of acts may be of as many patrons.
  const loansOf = Map.groupBy(loans, (loan) => loan.patron_id);
  const feesOf = Map.groupBy(fees, (fee) => fee.patron_id);
  const holdsOf = Map.groupBy(holds, (hold) => hold.patron_id);
  return (act) => {
    const patron = patronOfAct(act) ?? '';
    return {
      loans: (loansOf.get(patron) ?? []).map((loan) => ({ itemId: loan.item_id, state: loan.state, inAt: loan.in_at })),
      fees: (feesOf.get(patron) ?? []).map((fee) => ({ itemId: fee.item_id })),
      holds: holdsOf.get(patron) ?? [],
    };
  };
}
