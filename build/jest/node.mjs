// Tests that run in plain Node: everything but components (jsdom) and whole screens (a browser).

import { project } from './base.mjs';

const folders = [
  'acts',
  'unit/!(renderer)',
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
    testEnvironment: 'node',
    moduleNameMapper: { '^hash-wasm$': '<rootDir>/tests/support/native-argon2.ts' },
  },
});
