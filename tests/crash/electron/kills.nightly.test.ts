// The story of kills at length, with other seeds every night. HOLDFAST_SEED=N runs those of the night that began with N.

import { killAnything } from './support/kill-stories.ts';

const DAY_MS = 86_400_000;
const first = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Date.now() / DAY_MS));
const seeds = Array.from({ length: 4 }, (_, index) => ({ seed: first + index }));

test.each(seeds)(
  'every acknowledged act outlives 200 kills and is at the server once, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killAnything({ ...story, kills: 200 }),
  1_800_000,
);
