// How programs end, at every signal and at several moments of their start.

import { describeEndings } from './support/endings.ts';

describeEndings({
  signals: ['SIGTERM', 'SIGINT', 'SIGHUP'],
  toldAfterMs: [20, 120, 250, 400],
  killedAfterMs: [100, 200, 300, 400, 500],
});
