// Patrons with a block that has ended. Indexed.
// A library system may set a block again that was lifted, or one that ended at the same moment: it stands there with its end behind it, and the id
// of that moment is taken. The next act is named after the one that lifted the earlier block, and counts when it is made: every server finds the
// same one. [I2]

import { patronId, type ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** Patrons with a block that has ended. */
export function dueBlocks(tx: ReadTx, { now, limit, page = PAGE }: Asked): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('patron')
      .select(['id', 'block_ends_at as at'])
      .where('block_ends_at', '<=', now)
      .where(isBehind(after, 'block_ends_at'))
      .orderBy('block_ends_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const firsts = rows.flatMap(({ id, at: end }): Lift[] =>
      end === null ? [] : [{ patron: id, end, id: timedActId('liftBlocks', id, end), at: end }],
    );
    return { deeds: (await nextLifts(tx, firsts, now)).map(deedOf), last: endOf(rows) };
  });
}

/** An act that is to lift blocks that ended at a moment, and when it counts. */
type Lift = { readonly patron: string; readonly end: Instant; readonly id: ActId; readonly at: Instant };

/** Of each the first act that has not lifted anything yet. */
async function nextLifts(tx: ReadTx, lifts: readonly Lift[], now: Instant): Promise<readonly Lift[]> {
  const lifted = await whichLifted(tx, lifts);
  if (lifted.size === 0) return lifts;
  const next = lifts.map((lift): Lift => {
    const { patron, end, id } = lift;
    return lifted.has(id) ? { patron, end, id: timedActId('liftBlocks', `${patron} ${id}`, end), at: now } : lift;
  });
  return nextLifts(tx, next, now);
}

/**
 * The acts that lifted a block. The block of such an act is gone, so a block that is there now was set again. An act that is held, or that never came to
 * count, lifted nothing, and neither would the next: none follows it, or there would be no end.
 */
async function whichLifted(tx: ReadTx, lifts: readonly Lift[]): Promise<Set<ActId>> {
  const ends = new Map<string, Lift>(lifts.map((lift) => [lift.id, lift]));
  const done = await tx.db
    .selectFrom('envelope')
    .select(['id', 'effective_at as at'])
    .where(tx.anyOf('id', ends.keys()))
    .where('outcome', '=', 'applied')
    .execute();
  return new Set(
    done.flatMap(({ id, at }) => {
      const lift = ends.get(id);
      return lift === undefined || at < lift.end ? [] : [lift.id];
    }),
  );
}

function deedOf({ patron, id, at }: Lift): OwnDeed {
  const args: ArgsOf<'liftBlocks'> = { patronId: patronId(patron) };
  return { id, name: 'liftBlocks', version: 1, args, at };
}
