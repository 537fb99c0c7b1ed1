// Hears of new heads: NOTIFY carries only the position, and a poll each second backs it up, since a notification can be lost with its connection.

import type { Kysely } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Tables } from '../tables.ts';

const POLL_MS = 1_000;
/** Held, shared, by every server process: a restore that replaces the library takes it alone. */
export const SERVING_LOCK = 4_851_720_302;

export async function watchPostgresHead(
  { db, url }: { readonly db: Kysely<Tables>; readonly url: string },
  tell: (position: number) => void,
): Promise<() => Promise<void>> {
  const ended = new AbortController();
  let client: pg.Client | null = null;
  const listen = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('error', () => {
      if (client === next) client = null;
      void next.end().catch(() => undefined);
    });
    next.on('notification', (message) => tell(Number(message.payload)));
    await next.connect();
    await next.query('select pg_advisory_lock_shared($1)', [SERVING_LOCK]);
    await next.query('listen holdfast_feed');
    client = next;
  };
  const poll = async () => {
    while (!ended.signal.aborted) {
      try {
        if (client === null) await listen();
        const head = await db.selectFrom('feed_head').select('position').where('id', '=', 1).executeTakeFirst();
        if (head !== undefined) tell(head.position);
      } catch {
        // The database is away: the next round tries again.
        const broken = client;
        client = null;
        void broken?.end().catch(() => undefined);
      }
      await wait(POLL_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
    await client?.end().catch(() => undefined);
  };
  await listen();
  const polling = poll();
  return async () => {
    ended.abort();
    await polling;
  };
}
