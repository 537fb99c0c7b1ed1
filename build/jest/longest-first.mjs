// The order of test files. The longest begin first, so that no worker ends a run alone with one of them; the others follow by size, a rough measure
// of their duration. The duration of a file's last run comes before both, where it is known: in a fresh clone it is not.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectDir } from '../targets.mjs';

/** @typedef {{ readonly path: string }} Test */

/** The slowest files, the longest first. Files not listed here are ordered by size. */
const longest = [
  'tests/sim/seeds.test.ts',
  'tests/e2e/screens/looks.test.ts',
  'tests/e2e/screens/practice.test.ts',
  'tests/sim/plants.test.ts',
  'tests/integration/server/serve.test.ts',
  'tests/integration/electron/cli/endings.test.ts',
  'tests/contract/server/every-exception.test.ts',
  'tests/integration/server/several-servers.test.ts',
  'tests/integration/electron/cli/broken-files.test.ts',
  'tests/attack/attack-kills.test.ts',
  'tests/integration/electron/cli/marked-names.test.ts',
  'tests/crash/electron/old-images.test.ts',
  'tests/integration/server/import/upsert.test.ts',
  'tests/contract/server/arrival-order.test.ts',
  'tests/crash/db/ledger.test.ts',
  'tests/integration/electron/core/reports/every-kind.test.ts',
  'tests/integration/electron/core/reports/write-report.test.ts',
  'tests/integration/electron/cli/wrong-addresses.test.ts',
];

const rank = new Map(longest.map((path, index) => [path, index]));

/** Duration of each file in its last run here, in ms: look here for the slowest files. */
const timesPath = join(projectDir, '.cache/test-times.json');

/** @returns {Record<string, number>} */
function readTimes() {
  try {
    return JSON.parse(readFileSync(timesPath, 'utf8'));
  } catch {
    return {};
  }
}

const inProject = (/** @type {string} */ path) => relative(projectDir, path).replaceAll('\\', '/');

/** Sorts by the known facts of each file. */
export default class LongestFirst {
  sort(/** @type {readonly Test[]} */ tests) {
    const times = readTimes();
    const known = tests.map((test) => {
      const path = inProject(test.path);
      return { test, took: times[path] ?? 0, rank: rank.get(path) ?? longest.length, size: statSync(test.path).size };
    });
    return known.toSorted((a, b) => b.took - a.took || a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  /** Keeps how long each file took. */
  cacheResults(
    /** @type {readonly Test[]} */ tests,
    /** @type {{ readonly testResults: readonly { readonly testFilePath: string, readonly perfStats: { readonly runtime: number } }[] }} */ results,
  ) {
    const times = readTimes();
    for (const { testFilePath, perfStats } of results.testResults) times[inProject(testFilePath)] = perfStats.runtime;
    mkdirSync(dirname(timesPath), { recursive: true });
    writeFileSync(timesPath, JSON.stringify(times));
    return tests;
  }

  allFailedTests(/** @type {readonly Test[]} */ tests) {
    return [...tests];
  }

  shard(/** @type {readonly Test[]} */ tests) {
    return [...tests];
  }
}
