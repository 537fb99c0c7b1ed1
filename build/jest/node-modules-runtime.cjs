// Jest's runtime, but the project's own modules and packages are loaded by Node itself, once a worker: loading them afresh for each test file, and
// warming them up again, was a third of what the tests took. Only files under tests/ are loaded for each test file, as hooks stand in some. Condition
// for the product: modules hold no state (the linter checks this). Tests that replace a module cannot use it: they are in the project `shell`.

const { compileFunction } = require('node:vm');
const { createRequire, isBuiltin, registerHooks } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const Runtime = require('jest-runtime').default;

const projectDir = path.resolve(__dirname, '../..');
const testsDir = path.resolve(projectDir, 'tests') + path.sep;
const testsUrl = pathToFileURL(testsDir).href;
/** Made by jest for each test file. */
const ofJest = new Set(['@jest/globals', '@jest/expect', 'expect']);
/** Stand-ins for packages, in the product as in the tests. */
const standIns = new Map([['hash-wasm', pathToFileURL(path.resolve(testsDir, 'support/native-argon2.ts')).href]]);

registerHooks({
  resolve(specifier, context, next) {
    const standIn = standIns.get(specifier);
    if (standIn !== undefined) return { url: standIn, format: 'module-typescript', shortCircuit: true };
    // A package is the same one for a test as for the product, which imports it.
    if (context.parentURL?.startsWith(testsUrl) && !specifier.startsWith('.') && !isBuiltin(specifier)) {
      const conditions = context.conditions.map((one) => (one === 'require' ? 'import' : one));
      return next(specifier, { ...context, conditions });
    }
    return next(specifier, context);
  },
});

const isPath = (/** @type {string} */ name) => name.startsWith('.') || name.startsWith('/');

// oxlint-disable-next-line holdfast/no-inheritance -- the test runner gives its runtime as a class
module.exports = class NodeModulesRuntime extends Runtime {
  constructor(/** @type {any[]} */ ...given) {
    super(...given);
    const { executor } = this;
    // In the realm of the worker, where the product is.
    executor.compile = (/** @type {string} */ source, /** @type {string} */ filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModuleOrMock(/** @type {string} */ from, /** @type {string} */ name) {
    if (ofJest.has(name) || isBuiltin(name)) return super.requireModuleOrMock(from, name);
    if (isPath(name) && path.resolve(path.dirname(from), name).startsWith(testsDir))
      return super.requireModuleOrMock(from, name);
    return createRequire(from)(name);
  }
};
