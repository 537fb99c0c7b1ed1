// Stories of several servers: servers, or their database, are killed again and again while many desks send; a desk beside them follows the
// feed. The end is the same for every seed: all is taken once, and the copy that followed equals one that is loaded afterwards.

import type { Store } from '../../../../server/store/store.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { toldAfresh, toldBy } from '../../../contract/server/support/told-afresh.ts';
import { readHead } from '../../../../server/feed/read-head.ts';
import { openTestDatabase } from '../../../support/postgres.ts';
import { startPostgresPair } from '../../../support/postgres-pair.ts';
import { startPostgres } from '../../../support/postgres-server.ts';
import { catchUp, emptyReplica, sortedRows, type TestReplica } from '../../../contract/server/support/feed.ts';
import {
  desksWithActs,
  drainAll,
  expectAllTakenOnce,
  startServers,
  untilAnswered,
  untilReadable,
  type Load,
  type ManyServers,
} from './many-servers.ts';
import { followFeed, type FollowedFeed } from './persistent-feed.ts';
import { enrol } from './served.ts';

export type Story = Load & { readonly servers: number; readonly kills: number };

/** How requests failed on the way, and how many the server got that got the fewest. */
export type Told = { readonly failures: readonly number[]; readonly leastGiven: number };

/** One server after another is killed, and another starts in its place. That all was taken once is asked of the store meanwhile. */
export async function killServers(story: Story): Promise<Told> {
  const database = await openTestDatabase();
  const servers = await startServers(database.url, story.servers, story);
  try {
    const failures = await underLoad(servers, story, (kill) => servers.replace(kill % story.servers));
    return { failures, leastGiven: Math.min(...servers.balancer.given) };
  } finally {
    await servers.end();
    await database.close();
  }
}

/** The database is killed, as a power cut would, and comes back. */
export async function killTheDatabase(story: Story): Promise<Told> {
  const database = await startPostgres({ fsync: true });
  const servers = await startServers(database.url, story.servers, story);
  try {
    const failures = await underLoad(servers, story, async () => {
      await database.kill();
      await database.start();
    });
    return { failures, leastGiven: Math.min(...servers.balancer.given) };
  } finally {
    await servers.end();
    await database.close();
  }
}

/** The primary is lost under load and its synchronous standby takes its place; servers that name both go on there. */
export async function failOver(story: Story, how: 'killed' | 'silent'): Promise<Told> {
  const pair = await startPostgresPair();
  try {
    const servers = await startServers(pair.url, story.servers, story);
    try {
      const failures = await underLoad(servers, story, async () => {
        await pair.losePrimary(how);
        await pair.promote();
      });
      return { failures, leastGiven: Math.min(...servers.balancer.given) };
    } finally {
      await servers.end();
    }
  } finally {
    await pair.close();
  }
}

/** Runs the load with its kills spread over it; returns how requests failed. */
async function underLoad(
  servers: ManyServers,
  story: Story,
  kill: (index: number) => Promise<void>,
): Promise<number[]> {
  const { store, balancer } = servers;
  const desks = await desksWithActs(servers, story);
  const reader = await enrol({ url: balancer.url, store }, 'Reader');
  const feed = followFeed(balancer.url, reader);
  try {
    const { position: from } = await store.read(readHead);
    const acts = story.desks * story.actsEach;
    const drained = await drainAll(balancer.url, desks, {
      batch: story.batch,
      meanwhile: async () => {
        for (let index = 0; index < story.kills; index += 1) {
          await untilAnswered(store, Math.floor((acts * (index + 1)) / (story.kills + 2)));
          await kill(index);
        }
      },
    });
    await untilReadable(store);
    await expectAllTakenOnce(store, desks, { drained, from });
    expect(await toldBy(store)).toBe(await toldAfresh(store));
    expect(await store.read((tx) => readAllRows(tx, 'fee'))).not.toEqual([]);
    const loaded = await loadedAsFar(feed, reader.desk, store);
    expect(sortedRows(feed.replica)).toEqual(sortedRows(loaded));
    return drained.flatMap(({ failures }) => failures);
  } finally {
    await feed.close();
  }
}

/** A copy that was loaded anew, as far as one that followed the feed: schedules of the servers may write between the two. */
async function loadedAsFar(feed: FollowedFeed, desk: string, store: Store): Promise<TestReplica> {
  for (;;) {
    const { position: head } = await store.read(readHead);
    await feed.reaches(head);
    const loaded = await emptyReplica(store);
    await catchUp(store, { id: desk, branch: 'main', scopes: null }, loaded);
    expect(loaded.pos).toBeGreaterThanOrEqual(head);
    if (feed.replica.pos === loaded.pos) return loaded;
  }
}
