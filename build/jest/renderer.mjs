// Tests of components and stores of the page, in jsdom.

import { project } from './base.mjs';

export default project({
  name: 'renderer',
  folders: ['unit/renderer'],
  timeLimitMs: 30_000,
  transforms: { '\\.md$': '<rootDir>/build/jest/as-text.cjs' },
  settings: {
    runtime: '<rootDir>/build/jest/page-runtime.cjs',
    testEnvironment: '<rootDir>/tests/support/desk/page-environment.ts',
    setupFiles: ['<rootDir>/tests/support/jsdom-stand-ins.ts'],
    moduleNameMapper: { '\\.css$': '<rootDir>/tests/support/empty-module.cjs', '^(.+\\.md)\\?raw$': '$1' },
  },
});
