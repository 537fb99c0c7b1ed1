// `npm test`: the checks, then the tests of the day: most of them, and of long proofs this day's share (jest/share-of-day.mjs). `npm run test:all`:
// the checks and every test. `npm run test:nightly`: every test, then the long forms (`*.nightly.test.ts`). Further arguments go to jest, such as a
// part of a file name: then all files of that name run, nightly the long forms alone. Tests that measure times run last, one after another, beside
// nothing: a machine may have two cores only. Those in a browser that measure none share the cores with the simulation. The last lines say how long
// each part took, and each long form.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { dayOfShare } from './jest/share-of-day.mjs';
import { makeMemoryDir } from './memory-dir.mjs';
import { projectDir } from './targets.mjs';

const jest = join(projectDir, 'node_modules/jest/bin/jest.js');
const modes = ['--nightly', '--all'];
const args = process.argv.slice(2).filter((arg) => !modes.includes(arg));
const isNightly = process.argv.includes('--nightly');
/** The day whose share of the long proofs runs; null = all of them. Taken once: a run may go past midnight. */
const shareDay = isNightly || process.argv.includes('--all') || args.length > 0 ? null : dayOfShare();
const filter = shareDay === null ? [] : ['--filter', join(projectDir, 'build/jest/share-of-day.mjs')];

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
  ...(shareDay === null ? {} : { HOLDFAST_SHARE: String(shareDay) }),
};
const memoryDir = makeMemoryDir();
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
  const isGood = run([jest, '--passWithNoTests', ...filter, ...options, '--', ...names], env);
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
/** Runs the plain tests, part by part. */
const plain = () => [
  timed('node and renderer', () => runTests(['--selectProjects', 'node', 'shell', 'renderer'], args)),
  // A screen that never came leaves its browser and servers open: the run has failed then, and ends all the same.
  timed('simulation and browser', () => runTests(['--forceExit', '--selectProjects', 'sim', 'e2e'], args)),
  timed('what measures times', () => runTests([...inTurn, '--selectProjects', 'timed'], args, env)),
];
/** Runs the long forms. They are in no hurry, and fill more than may be in memory: beside one of them runs one other, on the disk. */
function longForms() {
  const long = { ...env, HOLDFAST_NIGHTLY: '1' };
  const beside = ['--maxWorkers', '2', '--forceExit', '--selectProjects', 'node', 'shell', 'renderer', 'sim', 'e2e'];
  return [
    timed('long forms', () => runTests(beside, args, long)),
    timed('long forms that measure times', () => runTests([...inTurn, '--selectProjects', 'timed'], args, long)),
  ];
}
const ran = isNightly ? [...(args.length > 0 ? [] : plain()), ...longForms()] : plain();
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
    ...(shareDay === null
      ? []
      : [
          `The share of day ${shareDay} of the long proofs ran; HOLDFAST_SHARE=${shareDay} repeats it, npm run test:all runs all of them`,
        ]),
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ].join('\n'),
);
const isNothing = totals.every((one) => one.passed + one.failed + one.skipped === 0);
if (isNothing) console.error(`HF-CLI-006: no test file has ${args.join(' ')} in its name; name a part of one`);
process.exitCode = ran.every(Boolean) && !isNothing ? 0 : 1;
