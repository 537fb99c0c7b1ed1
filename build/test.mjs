// `npm test`: the checks, then every test but the nightly ones. `npm run test:nightly`: the nightly ones (`*.nightly.test.ts`) alone.
// Further arguments go to jest, such as a part of a file name. Tests in a browser run one after another, after all others: they measure
// times, and a machine may have two cores only. The simulation runs before them, and beside nothing either.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { projectDir } from './targets.mjs';

const jest = join(projectDir, 'node_modules/jest/bin/jest.js');
const args = process.argv.slice(2).filter((arg) => arg !== '--nightly');
const isNightly = process.argv.includes('--nightly');

function run(/** @type {readonly string[]} */ command, /** @type {NodeJS.ProcessEnv} */ env = {}) {
  return (
    spawnSync(process.execPath, command, { cwd: projectDir, stdio: 'inherit', env: { ...process.env, ...env } })
      .status === 0
  );
}

if (!isNightly && !run(['build/check/check.mjs'])) process.exit(1);

const build = await ensureBuilt({ say: console.log });
const totalsDir = mkdtempSync(join(tmpdir(), 'holdfast-totals-'));
const env = {
  HOLDFAST_DIST: build.dir,
  HOLDFAST_TEST_TOTALS: totalsDir,
  ...(isNightly ? { HOLDFAST_NIGHTLY: '1' } : {}),
};
const ran = [
  run([jest, '--passWithNoTests', '--selectProjects', 'node', 'renderer', '--', ...args], env),
  run([jest, '--passWithNoTests', '--runInBand', '--selectProjects', 'sim', '--', ...args], env),
  // A screen that never came leaves its browser and servers open: the run has failed then, and ends all the same.
  run([jest, '--passWithNoTests', '--runInBand', '--forceExit', '--selectProjects', 'e2e', '--', ...args], env),
];
const ends = readdirSync(totalsDir).map((name) => ({ name, text: readFileSync(join(totalsDir, name), 'utf8') }));
const totals = ends.flatMap(({ name, text }) => (name.endsWith('.json') ? [JSON.parse(text)] : []));
/** What tests say at the end of a run, such as the figures of an attack. */
const said = ends.flatMap(({ name, text }) => (name.endsWith('.txt') ? [text.trimEnd()] : []));
rmSync(totalsDir, { recursive: true });

const sum = (/** @type {string} */ key) => totals.reduce((all, one) => all + one[key], 0);
console.log(
  [
    '',
    ...said.toSorted(),
    ...totals.flatMap((one) => one.skips),
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ].join('\n'),
);
const isNothing = totals.every((one) => one.passed + one.failed + one.skipped === 0);
if (isNothing) console.error(`HF-CLI-006: no test file has ${args.join(' ')} in its name; name a part of one`);
process.exitCode = ran.every(Boolean) && !isNothing ? 0 : 1;
