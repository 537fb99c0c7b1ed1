// Cores, desks and the server killed with SIGKILL while staff work: nothing that was acknowledged is lost, nothing is there twice.

import { killAnything } from './support/kill-stories.ts';

test.each([{ seed: 20_261 }])(
  'every acknowledged act outlives 24 kills and is at the server once, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killAnything({ ...story, kills: 24 }),
  400_000,
);
