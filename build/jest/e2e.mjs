// Tests of the whole program in a browser, and of programs started as processes of their own, that measure no time.

import { project } from './base.mjs';

export default project({
  name: 'e2e',
  folders: ['e2e'],
  timeLimitMs: 180_000,
  settings: { testEnvironment: 'node' },
});
