// The server killed with SIGKILL while two desks send: after each restart the desks go on, and in the end nothing is lost or doubled.

import { killTheServer } from './support/kill-stories.ts';

test.each([{ seed: 20_262 }])(
  'two desks and a server that is killed agree on every act and every answer, seed $seed [I1] [I2] [I4] [I5] [I6]',
  (story) => killTheServer({ ...story, kills: 12 }),
  120_000,
);
