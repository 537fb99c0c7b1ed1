// Two transactions of one PostgreSQL at once, without a race: one stops before its end, the other comes as far as it can.

import { sql } from 'kysely';
import type { Store } from '../../../../server/store/store.ts';

/** A store whose writes, once all is folded, wait before they take their place in the feed. */
export function pausing(store: Store): {
  readonly store: Store;
  readonly reached: Promise<void>;
  readonly release: () => void;
} {
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const write: Store['write'] = (work) =>
    store.write((tx) => {
      const nextPosition = async () => {
        reached.resolve();
        await gate.promise;
        return tx.nextPosition();
      };
      return work({ ...tx, nextPosition });
    });
  return { store: { ...store, write }, reached: reached.promise, release: () => gate.resolve() };
}

/** Until one transaction waits for another in this database, or the work is done: nothing kept it. */
export async function untilHeldBack(store: Store, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  void Promise.allSettled([work]).then(() => {
    isDone = true;
  });
  const isWaiting = () =>
    store.read(async (tx) => {
      const { rows } = await sql<{ waits: boolean }>`
        select exists (select from pg_locks join pg_stat_activity using (pid)
          where not granted and datname = current_database()) as waits`.execute(tx.db);
      return rows[0]?.waits === true;
    });
  while (!isDone && !(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 10));
}
