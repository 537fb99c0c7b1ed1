// The simulation: processes that take every core for minutes. It runs beside tests that neither measure times nor fail by being late.

import { project } from './base.mjs';

export default project({
  name: 'sim',
  folders: ['sim'],
  timeLimitMs: 180_000,
  settings: { testEnvironment: 'node' },
});
