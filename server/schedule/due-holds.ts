// Holds that have reached their end: while they wait, their own; once a copy stands there, that of its wait on the shelf. Indexed.
// A recorded end may turn out void, since a copy stood there at that moment after all: the hold may wait again later, with its end behind it. The next
// act is named after the void one, and counts when it is made: every server finds the same one. [I2] [I24]

import type { HoldId, TitleId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Act, ActOf } from '../../shared/circ/acts.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';
import { holdEnd } from '../../shared/circ/model/hold.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** Holds whose end has come. */
export function dueHolds(tx: ReadTx, { now, limit, page = PAGE }: Asked): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('hold')
      .select(['id', 'ends_at as at', 'body'])
      .where('ends_at', '<=', now)
      .where(isBehind(after, 'ends_at'))
      .orderBy('ends_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const holds = rows.map(({ body }) => parseRow('hold', body));
    return { deeds: await expiriesOf(tx, holds, now), last: endOf(rows) };
  });
}

async function expiriesOf(tx: ReadTx, holds: readonly Row<'hold'>[], now: Instant): Promise<OwnDeed[]> {
  const titles = new Set(holds.map(({ titleId }) => titleId));
  const acts = await readRowsBy(tx, 'event', { column: 'title_id', values: titles });
  const traps = await trapsOf(tx, holds, acts);
  const expiries = holds.flatMap((hold) => expiryOf(hold, traps, acts) ?? []);
  const again = new Set(expiries.flatMap(({ titleId, afterVoid }) => (afterVoid === null ? [] : [titleId])));
  const settled = await titlesPast(tx, again, now);
  return expiries.flatMap(({ titleId, afterVoid, args, end }): OwnDeed[] => {
    const subject = `${args.hold} ${args.trap ?? ''}`;
    const deed = { name: 'expireHold', version: 1, args };
    if (afterVoid === null) return [{ ...deed, id: timedActId('expireHold', subject, end), at: end }];
    if (!settled.has(titleId)) return [];
    return [{ ...deed, id: timedActId('expireHold', `${subject} ${afterVoid.id}`, end), at: now }];
  });
}

type Expiry = {
  readonly titleId: TitleId;
  readonly args: ArgsOf<'expireHold'>;
  readonly end: Instant;
  /** The last act that was to end it so and did not. */
  readonly afterVoid: ActOf<'expireHold'> | null;
};

function expiryOf(
  hold: Row<'hold'>,
  traps: ReadonlyMap<string, ArgsOf<'expireHold'>['trap']>,
  acts: readonly Act[],
): Expiry | null {
  const { id, titleId, patronId } = hold;
  const { takenOff } = hold;
  const hadCopy = hold.state === 'captured' || takenOff !== undefined;
  const trap = hadCopy ? (traps.get(id) ?? null) : null;
  const end = holdEnd(hold);
  if (end === null || (hadCopy && trap === null)) return null;
  const afterVoid = lastVoid(acts, { id, trap, end });
  // Its copy is there no more: a trap that was void at the end of the wait would be so for ever.
  if (afterVoid !== null && takenOff !== undefined) return null;
  return { titleId, args: { hold: id, titleId, patronId, trap }, end, afterVoid };
}

/** A hold that lives was ended by none of the acts that were to end it; one that came before this end was for another. */
function lastVoid(
  acts: readonly Act[],
  { id, trap, end }: { readonly id: HoldId; readonly trap: ArgsOf<'expireHold'>['trap']; readonly end: Instant },
): ActOf<'expireHold'> | null {
  return (
    acts
      .filter((act) => act.kind === 'expireHold')
      .filter((act) => act.hold === id && act.trap === trap && act.at >= end)
      .toSorted(compareActs)
      .at(-1) ?? null
  );
}

/**
 * Titles of which nothing happened later than now. A clock that is only about right may have dated a scan a moment ahead: until then an act would
 * be placed before it, be void itself, and another would follow without end.
 */
async function titlesPast(tx: ReadTx, titles: ReadonlySet<TitleId>, now: Instant): Promise<Set<TitleId>> {
  const past = new Set(titles);
  if (past.size === 0) return past;
  const ofHolds = tx.db
    .selectFrom('event')
    .select('title_id as title')
    .where(tx.anyOf('title_id', titles))
    .where('at', '>=', now);
  const ofCopies = tx.db
    .selectFrom('event')
    .innerJoin('item', 'item.id', 'event.item_id')
    .select('item.title_id as title')
    .where(tx.anyOf('item.title_id', titles))
    .where('event.at', '>=', now);
  for (const { title } of [...(await ofHolds.execute()), ...(await ofCopies.execute())])
    for (const id of titles) if (id === title) past.delete(id);
  return past;
}

/** The act that put the copy of each hold on the shelf, which stands there or was taken off: the last scan of that copy for it, or the hold's own opening. */
async function trapsOf(
  tx: ReadTx,
  holds: readonly Row<'hold'>[],
  holdActs: readonly Act[],
): Promise<Map<string, ArgsOf<'expireHold'>['trap']>> {
  const items = holds.flatMap(({ state, capturedItem, takenOff }) =>
    state === 'captured' ? (capturedItem ?? []) : (takenOff?.itemId ?? []),
  );
  const scans = await readRowsBy(tx, 'event', { column: 'item_id', values: items });
  const traps = new Map<string, ArgsOf<'expireHold'>['trap']>();
  for (const act of holdActs) if (act.kind === 'openHold' && act.trapped !== null) traps.set(act.hold, act.id);
  for (const act of scans.toSorted((a, b) => a.at - b.at))
    if (act.kind === 'checkin' && act.hold !== null) traps.set(act.hold, act.id);
  return traps;
}
