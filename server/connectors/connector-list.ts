// How connectors stand, for people and for monitoring.

import type { Instant } from '../../shared/core/instant.ts';
import type { SystemHop } from '../../shared/wire/head.ts';
import type { ReadTx } from '../store/store.ts';
import {
  DIFFERING_STATES,
  readConnectors,
  TAKEN_STATES,
  toOutboxRow,
  type Connector,
  type ToldState,
} from './connector-rows.ts';

/** A connector with how far it is. */
export type ConnectorStanding = {
  readonly name: string;
  readonly kind: Connector['settings']['kind'];
  readonly isPaused: boolean;
  readonly state: 'up' | 'down';
  readonly since: Instant;
  /** Why it is down. */
  readonly why: string | null;
  readonly waiting: number;
  readonly taken: number;
  /** Messages of which a person has, or had, an exception. */
  readonly differing: number;
};

/** All of them by name. */
export async function standingOfConnectors(tx: ReadTx): Promise<readonly ConnectorStanding[]> {
  const counts = await tx.db
    .selectFrom('connector_act')
    .select((row) => ['connector', 'state', row.fn.countAll<number>().as('count')])
    .groupBy(['connector', 'state'])
    .execute();
  const behind = await tx.db
    .selectFrom('connector')
    .select((one) => [
      'name',
      one
        .selectFrom('receipt')
        .select((row) => row.fn.countAll<number>().as('count'))
        .whereRef('receipt.position', '>', 'connector.position')
        .as('behind'),
    ])
    .execute();
  const count = (connector: string, states: readonly ToldState[]): number =>
    counts
      .filter((row) => row.connector === connector && states.some((state) => state === row.state))
      .reduce((all, row) => all + Number(row.count), 0);
  return (await readConnectors(tx)).map((one) => ({
    name: one.name,
    kind: one.settings.kind,
    isPaused: one.isPaused,
    state: one.failures > 0 ? 'down' : 'up',
    since: one.stateSince,
    why: one.failedWhy,
    waiting: count(one.name, ['waiting', 'asked']) + Number(behind.find(({ name }) => name === one.name)?.behind ?? 0),
    taken: count(one.name, TAKEN_STATES),
    differing: count(one.name, DIFFERING_STATES),
  }));
}

/** For the page of health: how many are not reached, and how much waits for all of them. */
export async function countConnectors(tx: ReadTx): Promise<{ readonly failing: number; readonly waiting: number }> {
  const all = await standingOfConnectors(tx);
  return {
    failing: all.filter(({ state, isPaused }) => state === 'down' && !isPaused).length,
    waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** How the systems are reached that are told; null where there is none. One of several that is away counts. */
export async function systemHop({ db }: ReadTx): Promise<SystemHop | null> {
  const rows = await db
    .selectFrom('connector')
    .select(['failures', 'state_since'])
    .where('paused', '=', 0)
    .orderBy('state_since')
    .execute();
  const away = rows.filter(({ failures }) => Number(failures) > 0);
  const [oldest] = away.length > 0 ? away : rows;
  if (oldest === undefined) return null;
  return { state: away.length > 0 ? 'down' : 'up', since: Number(oldest.state_since) };
}

/** A message as people see it. No card is in it. */
export type OutboxLine = {
  readonly act: string;
  readonly kind: string;
  readonly state: ToldState;
  /** When it happened at the desk, and when the other system was told. */
  readonly at: Instant;
  readonly toldAt: Instant | null;
  readonly barcode: string | null;
  readonly tries: number;
  readonly why: string | null;
  readonly text: string | null;
  /** The due date there, where it is another one. */
  readonly there: Instant | null;
};

/** Messages of a connector by the time at the desk. `states`: only these; null = all. */
export async function outboxLines(
  tx: ReadTx,
  connector: string,
  states: readonly ToldState[] | null,
): Promise<readonly OutboxLine[]> {
  const all = tx.db
    .selectFrom('connector_act')
    .leftJoin('item', 'item.id', 'connector_act.item_id')
    .selectAll('connector_act')
    .select('item.barcode as barcode')
    .where('connector', '=', connector)
    .orderBy('connector_act.at')
    .orderBy('connector_act.position')
    .orderBy('connector_act.part');
  const rows = await (states === null ? all : all.where('connector_act.state', 'in', states)).execute();
  return rows.map(({ barcode, ...stored }) => {
    const { act, kind, state, at, toldAt, tries, body } = toOutboxRow(stored);
    const { why = null, text = null, there = null } = body;
    return { act, kind, state, at, toldAt, barcode, tries, why, text, there };
  });
}
