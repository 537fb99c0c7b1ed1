// Gives each test of a project its time. `testTimeout` of a project has no effect in this jest: only that of the whole run has.

jest.setTimeout(globalThis.timeLimitMs);
