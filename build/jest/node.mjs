// Tests that run in plain Node: everything but the shell's (mocks of Electron), components (jsdom) and whole screens (a browser).

import { project } from './base.mjs';

const folders = [
  'acts',
  'unit/!(renderer|electron)',
  'unit/electron/!(main|preload)',
  'property',
  'contract',
  'migration',
  'integration',
  'crash',
  'attack',
  'corpus',
];

export default project({
  name: 'node',
  folders,
  timeLimitMs: 60_000,
  settings: {
    runtime: '<rootDir>/build/jest/node-modules-runtime.cjs',
    testEnvironment: '<rootDir>/build/jest/worker-environment.cjs',
  },
});
