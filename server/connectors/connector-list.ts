// How connectors stand, for people and for monitoring.

import type { Instant } from '../../shared/core/instant.ts';
import type { SystemHop } from '../../shared/wire/head.ts';
import type { ReadTx } from '../store/store.ts';
import { DIFFERING_STATES, TAKEN_STATES, toOutboxRow, type ToldState } from './connector-rows.ts';
import { toLoanRow } from './loan-rows.ts';
import { parsePulled } from './pulled.ts';

/** A connector with how far it is. */
export type ConnectorStanding = {
  readonly name: string;
  readonly kind: string;
  readonly isPaused: boolean;
  readonly state: 'up' | 'down';
  readonly since: Instant;
  /** Why it is down. */
  readonly why: string | null;
  readonly waiting: number;
  readonly taken: number;
  /** Messages of which a person has, or had, an exception. */
  readonly differing: number;
  /** Why it does not list changes there; null = it does, or was not asked. */
  readonly loansFault: string | null;
  /** Loans there whose card or barcode is not known here. */
  readonly unknown: number;
};

/** All of them by name. */
export async function standingOfConnectors(tx: ReadTx): Promise<readonly ConnectorStanding[]> {
  const standing = await openStanding(tx);
  const taken = await countStates(tx, TAKEN_STATES);
  return standing.map((one) => ({ ...one, taken: taken(one.name) }));
}

/** The same without the taken messages, which are far more than the rest: for frequent questions. */
export async function openStanding(tx: ReadTx): Promise<readonly Omit<ConnectorStanding, 'taken'>[]> {
  const waiting = await countStates(tx, ['waiting', 'asked']);
  const differing = await countStates(tx, DIFFERING_STATES);
  const unknown = await countUnknown(tx);
  const rows = await tx.db
    .selectFrom('connector')
    .selectAll()
    .select((one) =>
      one
        .selectFrom('receipt')
        .select((row) => row.fn.countAll<number>().as('count'))
        .whereRef('receipt.position', '>', 'connector.position')
        .as('behind'),
    )
    .orderBy('name')
    .execute();
  return rows.map((one) => ({
    name: one.name,
    kind: one.kind,
    isPaused: Number(one.paused) === 1,
    state: Number(one.failures) > 0 ? 'down' : 'up',
    since: Number(one.state_since),
    why: one.failed_why,
    waiting: waiting(one.name) + Number(one.behind ?? 0),
    differing: differing(one.name),
    loansFault: parsePulled(one.pulled).loansFault ?? null,
    unknown: unknown(one.name),
  }));
}

/** How many messages of each connector are in these states. */
async function countStates(tx: ReadTx, states: readonly ToldState[]): Promise<(connector: string) => number> {
  const rows = await tx.db
    .selectFrom('connector_act')
    .select((row) => ['connector', row.fn.countAll<number>().as('count')])
    .where('state', 'in', states)
    .where('connector', 'in', (one) => one.selectFrom('connector').select('name'))
    .groupBy('connector')
    .execute();
  const counts = new Map(rows.map(({ connector, count }) => [connector, Number(count)]));
  return (connector) => counts.get(connector) ?? 0;
}

async function countUnknown({ db }: ReadTx): Promise<(connector: string) => number> {
  const rows = await db
    .selectFrom('connector_loan')
    .select((row) => ['connector', row.fn.countAll<number>().as('count')])
    .where('state', '=', 'unknown')
    // The index begins with the connector.
    .where('connector', 'in', (one) => one.selectFrom('connector').select('name'))
    .groupBy('connector')
    .execute();
  const counts = new Map(rows.map(({ connector, count }) => [connector, Number(count)]));
  return (connector) => counts.get(connector) ?? 0;
}

/** For the page of health: how many are not reached, and how much waits for all of them. */
export async function countConnectors(tx: ReadTx): Promise<{ readonly failing: number; readonly waiting: number }> {
  const all = await openStanding(tx);
  return {
    failing: all.filter(({ state, isPaused }) => state === 'down' && !isPaused).length,
    waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** The state of the lines to other systems; null where there are none. One of several that is away counts. */
export async function systemHop({ db }: ReadTx): Promise<SystemHop | null> {
  const rows = await db
    .selectFrom('connector')
    .select(['name', 'failures', 'state_since'])
    .where('paused', '=', 0)
    .orderBy('state_since')
    .execute();
  const away = rows.filter(({ failures }) => Number(failures) > 0);
  const [oldest] = away.length > 0 ? away : rows;
  if (oldest === undefined) return null;
  const named = away.length > 0 ? oldest.name : null;
  const several = rows.length > 1 ? { several: { all: rows.length, away: away.length, name: named } } : {};
  return { state: away.length > 0 ? 'down' : 'up', since: Number(oldest.state_since), ...several };
}

/** A message as people see it. No card is in it. */
export type OutboxLine = {
  readonly act: string;
  readonly kind: string;
  readonly state: ToldState;
  /** When it happened at the desk, and when the message was sent. */
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

/** An act that was learned, or a loan that cannot be: its card or barcode is not known here. No card is in it. */
export type LearnedLine = {
  /** The act here; null = none yet. */
  readonly act: string | null;
  readonly kind: 'checkout' | 'renew' | 'checkin' | 'unknown';
  /** When it happened there, and when it was learned. */
  readonly at: Instant;
  readonly learnedAt: Instant | null;
  readonly barcode: string | null;
};

/** Loans learned from a connector, by the time there. */
export async function learnedLines(tx: ReadTx, connector: string): Promise<readonly LearnedLine[]> {
  const rows = await tx.db
    .selectFrom('connector_loan')
    .leftJoin('item', 'item.id', 'connector_loan.item_id')
    .selectAll('connector_loan')
    .select('item.barcode as barcode')
    .where('connector', '=', connector)
    .execute();
  const lines = rows.flatMap(({ barcode: known, ...stored }): LearnedLine[] => {
    const { state, body } = toLoanRow(stored);
    const barcode = known ?? body.barcode ?? null;
    if (state === 'unknown') return [{ act: null, kind: 'unknown', at: body.outAt, learnedAt: null, barcode }];
    return body.learned.map(({ act: kind, id, at, learnedAt }) => ({ act: id, kind, at, learnedAt, barcode }));
  });
  return lines.toSorted((a, b) => a.at - b.at);
}
