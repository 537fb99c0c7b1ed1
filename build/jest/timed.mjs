// Tests in a browser that measure times, such as how long a scan takes until it is painted: they run one after another, beside nothing.

import { project } from './base.mjs';

export default project({
  name: 'timed',
  folders: ['e2e'],
  kind: 'timed',
  timeLimitMs: 180_000,
  settings: { testEnvironment: 'node' },
});
