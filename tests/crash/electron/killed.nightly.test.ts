// Real programs at length, with other seeds every night. HOLDFAST_SEED=N runs those of the night that began with N.

import { simulateProcesses } from './support/simulate-processes.ts';

const DAY_MS = 86_400_000;
const first = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Date.now() / DAY_MS) * 10);

test(`ten seeds from ${first}, with 80 things that go wrong in each, break no invariant and meet everything that can go wrong [I1] [I2] [I4] [I5] [I6] [I9] [I15] [I16] [I17] [I23] [I24]`, async () => {
  const { broken, coverage } = await simulateProcesses({ seeds: `${first}..${first + 9}`, steps: 80 });
  expect(broken).toEqual([]);
  const met = [
    'core killed',
    'desk killed',
    'server killed',
    'line down',
    'line black-hole',
    'line one-way',
    'line torn',
  ];
  expect(met.filter((what) => (coverage[what] ?? 0) === 0)).toEqual([]);
}, 7_200_000);
