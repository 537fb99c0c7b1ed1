// A PostgreSQL primary with a synchronous standby: the primary is lost under load, the standby takes its place, and desks notice a pause. Real processes,
// PostgreSQL's own replication. At length in several-servers.nightly.test.ts.

import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isInfrastructure } from '../../../server/store/failure.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { postgres } from '../../support/postgres.ts';
import { startPostgresPair } from '../../support/postgres-pair.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { describeIf } from '../../support/skip.ts';
import { failOver } from './support/many-servers-stories.ts';
import { clock } from './support/served.ts';

const withinMs = 180_000;
const story = { seed: 3, servers: 2, desks: 6, actsEach: 24, batch: 3, items: 30, patrons: 10, kills: 1 };
/** No answer, or that the database does not answer: a desk retries after these by itself. */
const pauses = [0, 503];

describeIf(postgres.isAvailable, 'a failover of PostgreSQL', postgres.reason, () => {
  test.each(['killed', 'silent'] as const)(
    'after which no acknowledged act is lost or taken twice: the primary is %s under load [I1] [I2] [I6] [I9] [I14]',
    async (how) => {
      const { failures } = await failOver(story, how);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures.filter((status) => !pauses.includes(status))).toEqual([]);
    },
    withinMs,
  );

  test(
    'is not taken back: an old primary that returns without having heard of it gets no write',
    async () => {
      const pair = await startPostgresPair();
      const store = await openStore({
        place: { kind: 'postgres', url: pair.url },
        clock,
        random: testRandom,
        keyStore: null,
      });
      const write = () => store.write((tx) => tx.nextPosition());
      const works = async () => {
        try {
          await write();
          return true;
        } catch {
          return false;
        }
      };
      try {
        expect(await works()).toBe(true);
        await pair.losePrimary('killed');
        await pair.promote();
        while (!(await works())) await wait(50);
        await pair.standby.kill();
        await pair.oldPrimaryReturns();
        for (let tried = 0; tried < 20; tried += 1) {
          expect(await works()).toBe(false);
          await wait(100);
        }
        await pair.standby.start();
        while (!(await works())) await wait(50);
      } finally {
        await store.close();
        await pair.close();
      }
    },
    withinMs,
  );

  test(
    'and a PostgreSQL without a free connection is a failure of the machine, for desks to try again, and is over with it [I27]',
    async () => {
      const server = await startPostgres({ settings: ['max_connections=8'] });
      const store = await openStore({
        place: { kind: 'postgres', url: server.url },
        clock,
        random: testRandom,
        keyStore: null,
      });
      const others: pg.Client[] = [];
      const failed = (writers = 1) =>
        Promise.all(Array.from({ length: writers }, () => store.write((tx) => tx.nextPosition())))
          .then(() => null)
          .catch((error: unknown) => error);
      try {
        for (;;) {
          const other = new pg.Client({ connectionString: server.url });
          const isIn = await other.connect().then(
            () => true,
            () => false,
          );
          if (!isIn) break;
          others.push(other);
        }
        const error = await failed(12);
        expect([error === null, isInfrastructure(error)]).toEqual([false, true]);
      } finally {
        for (const other of others) await other.end();
      }
      while ((await failed()) !== null) await wait(50);
      await store.close();
      await server.close();
    },
    withinMs,
  );
});
