// Jest's runtime in one page (jsdom) a worker: the product's modules and the packages are loaded into it once, not for each test file. Files under
// tests/ are loaded for each test file, and so is the testing library, which adds hooks to the file that loads it.

const { isBuiltin } = require('node:module');
const path = require('node:path');
const Runtime = require('jest-runtime').default;

const testsDir = path.resolve(__dirname, '../../tests') + path.sep;
const isOfFile = (/** @type {string} */ file) => file.startsWith(testsDir) || file.includes('@testing-library');
const ofJest = new Set(['@jest/globals', '@jest/expect', 'expect']);

/** The exports of each module, by its path. */
const loaded = new Map();
/** The runtime of the test file that runs: modules that an earlier one loaded ask it for what they load late. */
// oxlint-disable-next-line holdfast/no-module-state -- one test file runs in a worker at a time
let current = null;

// oxlint-disable-next-line holdfast/no-inheritance -- the test runner gives its runtime as a class
module.exports = class PageRuntime extends Runtime {
  constructor(/** @type {any[]} */ ...given) {
    super(...given);
    current = this;
  }

  requireModuleOrMock(/** @type {string} */ from, /** @type {string} */ name) {
    return current.load(from, name);
  }

  load(/** @type {string} */ from, /** @type {string} */ name) {
    if (ofJest.has(name) || isBuiltin(name)) return super.requireModuleOrMock(from, name);
    const file = this._resolution.resolveCjsStub(from, name) ?? this._resolution.resolveCjs(from, name);
    if (isOfFile(file)) return super.requireModuleOrMock(from, name);
    if (!loaded.has(file)) loaded.set(file, super.requireModuleOrMock(from, name));
    return loaded.get(file);
  }
};
