// The desk's processes killed with SIGKILL while staff work: nothing that the desk acknowledged is lost, nothing is there twice.

import { killTheDesk } from './support/kill-stories.ts';

test.each([{ seed: 20_261 }])(
  'every acknowledged act outlives kills of the core and of the whole desk, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killTheDesk({ ...story, kills: 24 }),
  120_000,
);
