// Cores, desks and the server killed with SIGKILL and lines cut while people work: nothing that was acknowledged is lost, nothing is there twice,
// and the end is the plain model's.

import { simulateProcesses } from './support/simulate-processes.ts';

test('two seeds of real programs, with ten things that go wrong in each, break no invariant [I1] [I2] [I4] [I5] [I6] [I9] [I15] [I16] [I17] [I23] [I24]', async () => {
  const { broken, coverage } = await simulateProcesses({ seeds: '1..2', steps: 10 });
  expect(broken).toEqual([]);
  expect(coverage['acts acknowledged']).toBeGreaterThan(40);
  expect(Object.keys(coverage)).toEqual(expect.arrayContaining(['core killed', 'server killed']));
}, 600_000);
