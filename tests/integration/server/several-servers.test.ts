// Several `holdfast serve` on one PostgreSQL behind one address: acts are taken alike by whichever server a desk meets, and if a server or the
// database is killed meanwhile. At length in several-servers.nightly.test.ts.

import { postgres } from '../../support/postgres.ts';
import { describeIf } from '../../support/skip.ts';
import { killServers, killTheDatabase } from './support/many-servers-stories.ts';

const withinMs = 120_000;

describeIf(postgres.isAvailable, 'several servers behind one address', postgres.reason, () => {
  test(
    '32 desks that meet another server with every request, one of them killed on the way: all is taken once, positions are dense [I2] [I6] [I9] [I14]',
    async () => {
      const { failures, leastGiven } = await killServers({
        seed: 1,
        servers: 3,
        desks: 32,
        actsEach: 24,
        batch: 6,
        items: 40,
        patrons: 12,
        kills: 1,
      });
      expect(failures.length).toBeGreaterThan(0);
      expect(leastGiven).toBeGreaterThan(0);
    },
    withinMs,
  );

  test(
    'PostgreSQL killed and started again under load: desks send again, and all is taken once [I2] [I6] [I9] [I14]',
    async () => {
      const { failures } = await killTheDatabase({
        seed: 2,
        servers: 2,
        desks: 8,
        actsEach: 40,
        batch: 4,
        items: 30,
        patrons: 10,
        kills: 2,
      });
      expect(failures).toContain(503);
    },
    withinMs,
  );
});
