// Server processes on one PostgreSQL behind one address, and desks that send through it while servers, or the database, are killed.

import { setTimeout as wait } from 'node:timers/promises';
import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { readHead } from '../../../../server/feed/read-head.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { testRandom } from '../../../contract/server/support/stores.ts';
import { fillTestLibrary } from '../../../contract/server/support/test-library.ts';
import { startPart, type Part } from '../../../e2e/story/program.ts';
import { openBalancer, type Balancer } from '../../../support/balancer.ts';
import { drainDesk, recordActs, type Drained } from './persistent-desk.ts';
import { clock, enrol, type OnlineDesk } from './served.ts';

type Ready = { readonly url: string };

export type ManyServers = {
  readonly balancer: Balancer;
  /** The database, beside the servers. */
  readonly store: Store;
  /** Kills a server as a power cut would, and starts another in its place. */
  readonly replace: (index: number) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Starts `count` servers on a database and fills it with a small library. */
export async function startServers(
  databaseUrl: string,
  count: number,
  size: { readonly items: number; readonly patrons: number },
): Promise<ManyServers> {
  const store = await openStore({
    place: { kind: 'postgres', url: databaseUrl },
    clock,
    random: testRandom,
    keyStore: null,
  });
  // As every server does: connections to a database that is gone without a word are broken.
  const stopWatching = await store.watchHead(() => undefined);
  await fillTestLibrary(store, openLibraryWriter(store, clock), size);
  const start = () => startPart<Ready>(['serve', '--listen', '127.0.0.1:0', '--database', databaseUrl], {});
  const parts: Part<Ready>[] = await Promise.all(Array.from({ length: count }, start));
  const balancer = await openBalancer(parts.map((part) => part.ready.url));
  return {
    balancer,
    store,
    replace: async (index) => {
      await parts[index]?.kill();
      const next = await start();
      parts[index] = next;
      balancer.move(index, next.ready.url);
    },
    end: async () => {
      await balancer.close();
      await Promise.all(parts.map((part) => part.end()));
      await stopWatching();
      await store.close();
    },
  };
}

export type Load = {
  readonly seed: number;
  readonly desks: number;
  readonly actsEach: number;
  readonly batch: number;
  readonly items: number;
  readonly patrons: number;
};

/** Enrols desks, each with acts that wait. */
export async function desksWithActs(servers: ManyServers, load: Load): Promise<OnlineDesk[]> {
  const startAt = clock.now() - (load.actsEach + 60) * 1_000;
  const desks: OnlineDesk[] = [];
  for (let index = 0; index < load.desks; index += 1) {
    const at = { url: servers.balancer.url, store: servers.store };
    const desk = await enrol(at, `D${index}`, index % 2 === 0 ? 'main' : 'east');
    recordActs(desk, load.actsEach, { ...load, startAt });
    desks.push(desk);
  }
  return desks;
}

/** Lets every desk send at once, and does something in the middle; all of it over when both are. */
export async function drainAll(
  url: string,
  desks: readonly OnlineDesk[],
  options: { readonly batch: number; readonly meanwhile?: () => Promise<void> },
): Promise<Drained[]> {
  const [drained] = await Promise.all([
    Promise.all(desks.map((desk) => drainDesk(desk, { url, batch: options.batch, sendsTwice: true }))),
    options.meanwhile?.() ?? Promise.resolve(),
  ]);
  return drained;
}

/** Waits until so many acts are answered in the database. Throws when no further one is for a minute: how fast it goes is the machine's matter. */
export async function untilAnswered(store: Store, count: number): Promise<void> {
  let [known, movedAt] = [0, performance.now()];
  for (;;) {
    const found = await answered(store);
    if (found >= count) return;
    if (found > known) [known, movedAt] = [found, performance.now()];
    if (performance.now() - movedAt > 60_000) throw new Error(`${found} of ${count} acts are answered, and no more`);
    await wait(10);
  }
}

/** The store of the test notices a failover as servers do: its first requests fail. */
export async function untilReadable(store: Store): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  for (;;) {
    try {
      return void (await store.read(readHead));
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await wait(50);
    }
  }
}

async function answered(store: Store): Promise<number> {
  return store.read(async (tx) => {
    const { n } = await tx.db
      .selectFrom('receipt')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  });
}

/**
 * Invariants after any load: every act answered and taken once, in one chain a stream, under positions without gaps, and no item with two open loans.
 * [I2] [I4] [I5] [I6] [I14] [I15]
 */
export async function expectAllTakenOnce(
  store: Store,
  desks: readonly OnlineDesk[],
  { drained, from }: { readonly drained: readonly Drained[]; readonly from: number },
): Promise<void> {
  const kept = await store.read(async (tx) => ({
    head: (await readHead(tx)).position,
    receipts: await tx.db
      .selectFrom('receipt')
      .innerJoin('envelope', (join) =>
        join.onRef('envelope.stream', '=', 'receipt.stream').onRef('envelope.seq', '=', 'receipt.seq'),
      )
      .select(['receipt.desk_id', 'receipt.seq', 'receipt.position', 'receipt.body', 'envelope.body as envelope'])
      .orderBy('receipt.desk_id')
      .orderBy('receipt.seq')
      .execute(),
    // Rows that servers write by themselves every half minute: contacts of desks.
    own: await tx.db.selectFrom('feed_row').select('position').where('kind', '=', 'logEntry').execute(),
    open: await tx.db.selectFrom('loan').select('item_id').where('state', 'in', ['open', 'lost']).execute(),
  }));
  for (const [index, desk] of desks.entries()) {
    const own = kept.receipts.filter((row) => row.desk_id === desk.desk);
    expect(own.map((row) => row.envelope)).toEqual(desk.ledger.map((envelope) => envelope.body));
    expect(own.map((row) => JSON.parse(row.body))).toEqual(drained[index]?.receipts);
    expect(drained[index]?.changed).toEqual([]);
    expect(new Set(drained[index]?.receipts.map((receipt) => receipt.outcome))).toEqual(new Set(['applied']));
  }
  const positions = [...new Set([...kept.receipts, ...kept.own].map((row) => row.position))].toSorted((a, b) => a - b);
  expect(positions).toEqual(Array.from({ length: kept.head - from }, (_, index) => from + index + 1));
  expect(new Set(kept.open.map((row) => row.item_id)).size).toBe(kept.open.length);
}
