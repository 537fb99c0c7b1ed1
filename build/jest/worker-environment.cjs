// An environment of tests that is the worker's own realm, for node-modules-runtime.cjs.

const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

module.exports = class WorkerEnvironment {
  constructor(/** @type {{ readonly projectConfig: any }} */ { projectConfig }) {
    this.global = globalThis;
    Object.assign(globalThis, projectConfig.globals);
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    /** The environment as it was: a test file may leave nothing in it. */
    this.env = { ...process.env };
    this.console = console;
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    globalThis.console = this.console;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest asks only whether there is one. */
  getVmContext() {
    return {};
  }
};
