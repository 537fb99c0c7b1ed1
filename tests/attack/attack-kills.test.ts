// The short form of kills and cuts: cores, hosts, desks and the server killed with SIGKILL and lines cut while people work. Nothing that was
// acknowledged is lost or there twice, money is equal to the cent, and the end is the plain model's. The long form is attack.nightly.test.ts.

import { attackByKills } from './support/simulate-processes.ts';
import { sayCounts } from './support/counts.ts';

test('two seeds of real programs, with ten things that go wrong in each, break no invariant [I1] [I2] [I4] [I5] [I6] [I9] [I15] [I16] [I17] [I23] [I24]', async () => {
  const counts = await attackByKills({ seeds: '1..2', steps: 10 });
  sayCounts('kills and cuts', counts);
  expect(counts['acts acknowledged']).toBeGreaterThan(40);
  expect(counts['kills']).toBeGreaterThan(5);
}, 600_000);
