// Puts acts that the server took in after a position into the outbox of a connector, once each: the rows and the new position are one transaction.

import { sql } from 'kysely';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { isToldAct, type ToldAct } from '../../shared/connectors/message-of-act.ts';
import type { MessageKind } from '../../shared/connectors/message.ts';
import { readHead } from '../feed/read-head.ts';
import { positionsAfter } from '../feed/told-positions.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { BulkRow, ReadTx, WriteTx } from '../store/store.ts';
import { channelOf } from './learned-deeds.ts';
import type { Connector, ToldBody, ToldState } from './connector-rows.ts';

/** Positions in one transaction. */
const MOST = 200;

/** Whether there is anything to queue. */
export async function hasActsToQueue(tx: ReadTx, { position }: Pick<Connector, 'position'>): Promise<boolean> {
  return (await positionsAfter(tx, position, 1)).length > 0;
}

/**
 * Queues the next acts; false when there are none. Call it with the connector locked. After a restore of the library, messages of acts from before it
 * may have been sent already, those that wait and those that come in: they are looked for there first, as if their answers had been lost.
 */
export async function queueActs(tx: WriteTx, name: string): Promise<boolean> {
  const known = await tx.db
    .selectFrom('connector')
    .select(['position', 'epoch', 'settings'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (known === undefined) return false;
  const { epoch } = await readHead(tx);
  const isRestored = epoch !== known.epoch;
  if (isRestored) await askAboutWaiting(tx, name);
  const from = Number(known.position);
  const positions = await positionsAfter(tx, from, MOST);
  const to = positions.at(-1);
  if (to === undefined) {
    if (isRestored) await tx.db.updateTable('connector').set({ epoch }).where('name', '=', name).execute();
    return false;
  }
  const acts = await actsBetween(tx, { name, from, to });
  const kinds = kindsOf(known.settings);
  const contained = await containedCheckins(tx, acts);
  const state: ToldState = isRestored ? 'asked' : 'waiting';
  const rows = acts
    .filter(({ act }) => kinds === null || isToldBy(kinds, act))
    .flatMap(({ act, position }): BulkRow[] => {
      const own = rowOf(name, { act, position, state });
      return contained.has(act.id) ? [{ ...own, part: 0, kind: 'checkin' }, own] : [own];
    });
  await tx.upsert('connector_act', rows);
  const isThrough = positions.length < MOST;
  await tx.db
    .updateTable('connector')
    .set({ position: to, ...(isRestored && isThrough ? { epoch } : {}) })
    .where('name', '=', name)
    .execute();
  return true;
}

/** A waiting message in a library that was restored may have been sent after the copy was made. */
async function askAboutWaiting({ db }: WriteTx, name: string): Promise<void> {
  await db
    .updateTable('connector_act')
    .set({ state: 'asked' })
    .where('connector', '=', name)
    .where('state', '=', 'waiting')
    .execute();
}

function kindsOf(settings: string): readonly MessageKind[] | null {
  const parseTells = (text: string) => JSON.parse(text) as { readonly tells?: readonly MessageKind[] };
  return parseTells(settings).tells ?? null;
}

/** Acts that take back, or settle, are sent where check-ins are. */
function isToldBy(kinds: readonly MessageKind[], { kind }: ToldAct): boolean {
  return kinds.includes(kind === 'undo' || kind === 'resolveItem' ? 'checkin' : kind);
}

const EMPTY: ToldBody = {};

function rowOf(
  connector: string,
  { act, position, state }: { readonly act: ToldAct; readonly position: number; readonly state: ToldState },
): BulkRow {
  return {
    connector,
    act_id: act.id,
    part: 1,
    kind: act.kind,
    position,
    at: act.at,
    item_id: 'itemId' in act ? act.itemId : null,
    patron_id: 'patronId' in act ? act.patronId : null,
    state,
    tries: 0,
    told_at: null,
    body: JSON.stringify(EMPTY),
  };
}

type Placed = { readonly act: ToldAct; readonly position: number };

type Stretch = { readonly name: string; readonly from: number; readonly to: number };

/**
 * Acts of desks that were answered in a stretch, and held ones that were released in it. Of the server's own acts, those that were learned from
 * another system than this one.
 */
async function actsBetween(tx: ReadTx, { name, from, to }: Stretch): Promise<Placed[]> {
  const channel = sql<string>`${sql.raw(tx.textIn('envelope.body', ['channel']))}`;
  const own = await tx.db
    .selectFrom('envelope')
    .innerJoin('event', 'event.id', 'envelope.id')
    .innerJoin('receipt', (join) =>
      join.onRef('envelope.stream', '=', 'receipt.stream').onRef('envelope.seq', '=', 'receipt.seq'),
    )
    .select(['event.body as body', 'receipt.position as position'])
    .where((is) =>
      is.or([
        is('envelope.desk_id', '!=', OWN_DESK),
        is.and([is(channel, 'like', channelOf('%')), is(channel, '!=', channelOf(name))]),
      ]),
    )
    .where('receipt.position', '>', from)
    .where('receipt.position', '<=', to)
    .where('envelope.outcome', '=', 'applied')
    .where('envelope.released_by', 'is', null)
    .execute();
  const released = await tx.db
    .selectFrom('envelope')
    .innerJoin('event', 'event.id', 'envelope.id')
    .innerJoin('receipt', 'receipt.id', 'envelope.released_by')
    .select(['event.body as body', 'receipt.position as position'])
    .where('envelope.desk_id', '!=', OWN_DESK)
    .where('receipt.position', '>', from)
    .where('receipt.position', '<=', to)
    .where('envelope.released_position', 'is', null)
    .execute();
  const filled = await tx.db
    .selectFrom('envelope')
    .innerJoin('event', 'event.id', 'envelope.id')
    .select(['event.body as body', 'envelope.released_position as position'])
    .where('envelope.desk_id', '!=', OWN_DESK)
    .where('envelope.released_position', '>', from)
    .where('envelope.released_position', '<=', to)
    .execute();
  return [...own, ...released, ...filled].flatMap(({ body, position }): Placed[] => {
    const act = parseRow('event', body);
    return isToldAct(act) ? [{ act, position: Number(position) }] : [];
  });
}

/** Checkouts that ended a loan of another patron: the other system has to have the copy back first. */
async function containedCheckins(tx: ReadTx, acts: readonly Placed[]): Promise<ReadonlySet<string>> {
  const checkouts = acts.flatMap(({ act }) => (act.kind === 'checkout' ? [act] : []));
  const items = new Set(checkouts.map(({ itemId }) => itemId));
  const loans = Map.groupBy(await readRowsBy(tx, 'loan', { column: 'item_id', values: items }), ({ itemId }) => itemId);
  return new Set(
    checkouts
      .filter((act) =>
        loans
          .get(act.itemId)
          ?.some(({ patronId, state, inAt }) => patronId !== act.patronId && state === 'closed' && inAt === act.at),
      )
      .map(({ id }) => id),
  );
}
