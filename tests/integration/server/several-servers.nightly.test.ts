// The stories of several servers at length, with another seed every night. HOLDFAST_SEED=N runs those of the night that began with N.

import { postgres } from '../../support/postgres.ts';
import { describeIf } from '../../support/skip.ts';
import { failOver, killServers, killTheDatabase } from './support/many-servers-stories.ts';

const DAY_MS = 86_400_000;
const seed = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Date.now() / DAY_MS));
const withinMs = 1_800_000;

describeIf(postgres.isAvailable, 'several servers behind one address, at length', postgres.reason, () => {
  test(
    `32 desks and 4 servers of which one after another is killed, 12 times, seed ${seed} [I2] [I6] [I9] [I14]`,
    async () => {
      const { failures, leastGiven } = await killServers({
        seed,
        servers: 4,
        desks: 32,
        actsEach: 120,
        batch: 10,
        items: 120,
        patrons: 40,
        kills: 12,
      });
      expect(failures.length).toBeGreaterThan(0);
      expect(leastGiven).toBeGreaterThan(0);
    },
    withinMs,
  );

  test(
    `PostgreSQL killed 6 times under the load of 16 desks, seed ${seed} [I2] [I6] [I9] [I14]`,
    async () => {
      const { failures } = await killTheDatabase({
        seed,
        servers: 2,
        desks: 16,
        actsEach: 120,
        batch: 5,
        items: 60,
        patrons: 20,
        kills: 6,
      });
      expect(failures).toContain(503);
    },
    withinMs,
  );

  test.each(['killed', 'silent'] as const)(
    `a %s primary, and its standby in its place, under the load of 16 desks, seed ${seed} [I2] [I6] [I9] [I14]`,
    async (how) => {
      const { failures } = await failOver(
        { seed, servers: 3, desks: 16, actsEach: 300, batch: 5, items: 60, patrons: 20, kills: 1 },
        how,
      );
      expect(failures.length).toBeGreaterThan(0);
    },
    withinMs,
  );
});
