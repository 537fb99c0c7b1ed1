// The simulation: processes that take every core for minutes. It runs beside what neither measures times nor fails by being late.

import { project } from './base.mjs';

export default project({
  name: 'sim',
  folders: ['sim'],
  timeLimitMs: 180_000,
  settings: { testEnvironment: 'node' },
});
