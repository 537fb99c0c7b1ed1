// Which test files one `npm test` runs. Most run every time. Long proofs take turns: of each group below, every so many days' share runs on one day,
// and all of them in `npm run test:all` and in the night. HOLDFAST_SHARE=N takes the share of day N; HOLDFAST_SHARE=all takes every file.
// The day of a file follows from its path alone: files that come and go beside it do not move it.

import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { projectDir } from '../targets.mjs';

const DAY_MS = 86_400_000;

/** Groups of long proofs: each file runs on one of `days` days. The folders that a file is in first count. */
const groups = [
  {
    days: 12,
    starts: [
      'tests/attack/',
      'tests/crash/',
      'tests/integration/electron/cli/',
      'tests/integration/server/',
      'tests/integration/build/',
      'tests/property/server/',
      'tests/contract/server/connectors/',
    ],
  },
  {
    days: 6,
    starts: [
      'tests/contract/server/',
      'tests/integration/electron/core/',
      'tests/unit/renderer/screens/',
      'tests/e2e/outage-story',
      'tests/e2e/shells/',
      'tests/e2e/phone-code',
      'tests/e2e/screens/first-run',
      'tests/e2e/screens/practice',
      'tests/sim/plants',
    ],
  },
];

/** The day whose share runs; null = all files. Throws for a setting that would leave out every long proof. */
export function dayOfShare(/** @type {NodeJS.ProcessEnv} */ env = process.env) {
  const asked = env.HOLDFAST_SHARE;
  if (asked === undefined) return Math.floor(Date.now() / DAY_MS);
  if (asked === 'all') return null;
  if (!/^\d{1,9}$/.test(asked)) throw new Error(`HOLDFAST_SHARE=${asked} is no day; set a whole number or "all"`);
  return Number(asked);
}

/** The files of one day's share, of these. `paths` are in the project, with slashes. */
export function shareOf(/** @type {readonly string[]} */ paths, /** @type {number | null} */ day) {
  if (day === null) return [...paths];
  return paths.filter((path) => {
    const group = groups.find(({ starts }) => starts.some((one) => path.startsWith(one)));
    return group === undefined || turnOf(path) % group.days === day % group.days;
  });
}

/** The turn of a file among the days of its group. */
function turnOf(/** @type {string} */ path) {
  return createHash('sha256').update(path).digest().readUInt32BE(0);
}

/** Jest's filter: the test files of the day, of all that match. */
function ofTheDay(/** @type {readonly string[]} */ testPaths) {
  const byName = new Map(testPaths.map((one) => [relative(projectDir, one).replaceAll('\\', '/'), one]));
  return { filtered: shareOf([...byName.keys()], dayOfShare()).map((name) => byName.get(name)) };
}

// Jest loads its filter by require().
export { ofTheDay as 'module.exports' };
