// How programs end, each way once. Every signal and moment runs nightly.

import { describeEndings } from './support/endings.ts';

describeEndings({ signals: ['SIGTERM'], toldAfterMs: [120], killedAfterMs: [300] });
