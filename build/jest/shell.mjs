// Tests of the Electron shell, which put a stand-in in the place of Electron.

import { project } from './base.mjs';

export default project({
  name: 'shell',
  folders: ['unit/electron/{main,preload}'],
  timeLimitMs: 60_000,
  settings: {
    testEnvironment: 'node',
    moduleNameMapper: { '^hash-wasm$': '<rootDir>/tests/support/native-argon2.ts' },
  },
});
