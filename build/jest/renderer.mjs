// Tests of components and stores of the page, in jsdom.

import { project } from './base.mjs';

export default project({
  name: 'renderer',
  folders: ['unit/renderer'],
  settings: {
    testEnvironment: 'jsdom',
    testTimeout: 15_000,
    setupFiles: ['<rootDir>/tests/support/jsdom-stand-ins.ts'],
    moduleNameMapper: { '\\.css$': '<rootDir>/tests/support/empty-module.cjs' },
  },
});
