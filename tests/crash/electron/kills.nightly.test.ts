// The stories of kills at length, with other seeds every night. HOLDFAST_SEED=N runs those of the night that began with N.

import { killTheDesk, killTheServer } from './support/kill-stories.ts';

const DAY_MS = 86_400_000;
const first = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Date.now() / DAY_MS));
const seeds = Array.from({ length: 4 }, (_, index) => ({ seed: first + index }));
const withinMs = 600_000;

test.each(seeds)(
  'every acknowledged act outlives 150 kills of the core and of the whole desk, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killTheDesk({ ...story, kills: 150 }),
  withinMs,
);

test.each(seeds)(
  'two desks and a server that is killed 80 times agree on every act and every answer, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killTheServer({ ...story, kills: 80 }),
  withinMs,
);
