// The order of test files. The longest begin first, so that no worker ends a run alone with one of them; the others follow by size, which says
// how long they take better than nothing. jest's own order knows how long files took the last time, which a fresh clone does not.

import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { projectDir } from '../targets.mjs';

/** @typedef {{ readonly path: string }} Test */

/** Files that take longest, the longest first. What is not here counts by its size. */
const longest = [
  'tests/e2e/shift-story.test.ts',
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

/** Sorts by what is known of each file. */
export default class LongestFirst {
  sort(/** @type {readonly Test[]} */ tests) {
    const known = tests.map((test) => {
      const path = relative(projectDir, test.path).replaceAll('\\', '/');
      return { test, rank: rank.get(path) ?? longest.length, size: statSync(test.path).size };
    });
    return known.toSorted((a, b) => a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  /** Nothing is kept of a run. */
  cacheResults() {}

  allFailedTests(/** @type {readonly Test[]} */ tests) {
    return [...tests];
  }

  shard(/** @type {readonly Test[]} */ tests) {
    return [...tests];
  }
}
