// Hears of new heads: NOTIFY carries only the position, and a poll each second backs it up, since a notification can be lost with its connection. The same
// poll notices a database that is gone without a word, as with a machine that lost its power: every connection is broken then, so that nothing waits on it.

import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { breakConnection, type Hosts } from './postgres-hosts.ts';

const POLL_MS = 1_000;
/** A poll that takes longer asks on another connection whether the database is there at all. */
const SILENT_MS = 4_000;
/** Held, shared, by every server process: a restore that replaces the library takes it alone. */
export const SERVING_LOCK = 4_851_720_302;

export async function watchPostgresHead(hosts: Hosts, tell: (position: number) => void): Promise<() => Promise<void>> {
  const ended = new AbortController();
  let client: pg.Client | null = null;
  const listen = async () => {
    const next = new hosts.Client({ keepAlive: true });
    next.on('error', () => {
      if (client === next) client = null;
      breakConnection(next);
    });
    next.on('notification', (message) => tell(Number(message.payload)));
    try {
      await inTime(next.connect());
      await inTime(next.query('select pg_advisory_lock_shared($1)', [SERVING_LOCK]));
      await inTime(next.query('listen holdfast_feed'));
    } catch (error) {
      breakConnection(next);
      throw error;
    }
    client = next;
  };
  const look = async () => {
    if (client === null) await listen();
    const head = await inTime(client?.query<{ position: string }>('select position from feed_head where id = 1'));
    const [row] = head?.rows ?? [];
    if (row !== undefined) tell(Number(row.position));
  };
  const poll = async () => {
    while (!ended.signal.aborted) {
      try {
        await look();
      } catch (error) {
        // The database is away: the next round tries again.
        if (client !== null) breakConnection(client);
        client = null;
        if (error instanceof SilentError && !(await hosts.answers())) {
          hosts.dropAll();
          hosts.lost();
        }
      }
      await wait(POLL_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
    if (client !== null) await inTime(client.end()).catch(() => undefined);
  };
  await listen();
  const polling = poll();
  return async () => {
    ended.abort();
    await polling;
  };
}

class SilentError extends Error {
  override readonly name = 'SilentError';
}

async function inTime<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  const late = new AbortController();
  const silent = wait(SILENT_MS, null, { signal: late.signal, ref: false }).then(() => {
    throw new SilentError('PostgreSQL says nothing');
  });
  silent.catch(() => undefined);
  try {
    return await Promise.race([work, silent]);
  } finally {
    late.abort();
  }
}
