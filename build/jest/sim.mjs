// The simulation: it takes every core for minutes, so that it runs beside nothing that measures or waits.

import { project } from './base.mjs';

export default project({
  name: 'sim',
  folders: ['sim'],
  timeLimitMs: 180_000,
  settings: { testEnvironment: 'node' },
});
