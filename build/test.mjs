// `npm test`: the checks, then every test but the nightly ones. `npm run test:nightly`: the nightly ones (`*.nightly.test.ts`) alone.
// Further arguments go to jest, such as a part of a file name. Tests that measure times run last, one after another, beside nothing: a machine
// may have two cores only. Those in a browser that measure none share the cores with the simulation. The last lines say how long each part took,
// and in a night each test.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { makeMemoryDir } from './memory-dir.mjs';
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

/** How long each part took, for the last lines. */
const took = [];

/** Runs a part and notes how long it takes. */
function timed(/** @type {string} */ part, /** @type {() => boolean} */ work) {
  const begun = performance.now();
  const isGood = work();
  took.push(`took ${Math.round((performance.now() - begun) / 1_000)} s: ${part}`);
  return isGood;
}

if (!isNightly && !timed('checks', () => run(['build/check/check.mjs']))) process.exit(1);

const build = await ensureBuilt({ say: console.log });
const totalsDir = mkdtempSync(join(tmpdir(), 'holdfast-totals-'));
const env = {
  HOLDFAST_DIST: build.dir,
  HOLDFAST_TEST_TOTALS: totalsDir,
  HOLDFAST_TEST_CACHE: tmpdir(),
  ...(isNightly ? { HOLDFAST_NIGHTLY: '1' } : {}),
};
/** The nights fill more than may be in memory. */
const memoryDir = isNightly ? null : makeMemoryDir();
process.once('exit', () => {
  if (memoryDir !== null) rmSync(memoryDir, { recursive: true, force: true });
});
/** The environment of tests that measure no time. */
const inMemory = memoryDir === null ? env : { ...env, TMPDIR: memoryDir };
/** Above this many failing files, a busy machine is no explanation. */
const maxFilesRunAgain = 3;
/** @type {{ readonly passed: number, readonly failed: number, readonly skipped: number, readonly skips: readonly string[], readonly forms?: readonly string[] }[]} */
const totals = [];
/** @type {string[]} */
const passedAlone = [];

/**
 * Runs the tests of some projects. Under CI, the files that failed run once more, alone: on a busy machine tests of processes and times may fail,
 * and a true fault fails twice. Files that pass only the second time are named at the end, to be mended.
 */
function runTests(
  /** @type {readonly string[]} */ options,
  /** @type {readonly string[]} */ names,
  /** @type {NodeJS.ProcessEnv} */ env = inMemory,
) {
  const isGood = run([jest, '--passWithNoTests', ...options, '--', ...names], env);
  const first = takeTotals();
  totals.push(...first);
  const failures = first.flatMap((one) => one.failures);
  const isWorthIt = failures.length > 0 && failures.length <= maxFilesRunAgain;
  if (isGood || !process.env.CI || !isWorthIt || first.some((one) => one.unexplained > 0)) return isGood;
  console.log(`Running once more, alone: what failed in ${failures.length} of the files`);
  const files = failures.map(({ path }) => path);
  const isGoodAlone = run([jest, '--runInBand', '--forceExit', ...options, '--runTestsByPath', ...files], env);
  const second = takeTotals();
  for (const { passed, failed } of failures) {
    totals.push({ passed: -passed, failed: -failed, skipped: 0, skips: [] });
  }
  totals.push(...second.map((one) => ({ ...one, skipped: 0, skips: [] })));
  if (isGoodAlone) {
    for (const { path, names: titles } of failures) {
      passedAlone.push(`PASSED ONLY ALONE: ${relative(projectDir, path)} — ${titles.join('; ')}`);
    }
  }
  return isGoodAlone;
}

/** The totals that the last run left, taken away. */
function takeTotals() {
  const files = readdirSync(totalsDir).filter((name) => name.endsWith('.json'));
  return files.map((name) => {
    const path = join(totalsDir, name);
    const total = JSON.parse(readFileSync(path, 'utf8'));
    rmSync(path);
    return total;
  });
}

const inTurn = ['--runInBand', '--forceExit'];
// Nights are not in a hurry: one other test runs beside a long form.
const beside = isNightly ? ['--maxWorkers', '2'] : [];
const ran = [
  timed('node and renderer', () => runTests([...beside, '--selectProjects', 'node', 'shell', 'renderer'], args)),
  // A screen that never came leaves its browser and servers open: the run has failed then, and ends all the same.
  timed('simulation and browser', () => runTests([...beside, '--forceExit', '--selectProjects', 'sim', 'e2e'], args)),
  timed('what measures times', () => runTests([...inTurn, '--selectProjects', 'timed'], args, env)),
];
/** Texts that tests print at the end of a run, such as the figures of an attack. */
const said = readdirSync(totalsDir).map((name) => readFileSync(join(totalsDir, name), 'utf8').trimEnd());
rmSync(totalsDir, { recursive: true });

const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => totals.reduce((all, one) => all + one[key], 0);
console.log(
  [
    '',
    ...said.toSorted(),
    ...totals.flatMap((one) => one.forms ?? []),
    ...took,
    ...totals.flatMap((one) => one.skips),
    ...passedAlone,
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ].join('\n'),
);
const isNothing = totals.every((one) => one.passed + one.failed + one.skipped === 0);
if (isNothing) console.error(`HF-CLI-006: no test file has ${args.join(' ')} in its name; name a part of one`);
process.exitCode = ran.every(Boolean) && !isNothing ? 0 : 1;
