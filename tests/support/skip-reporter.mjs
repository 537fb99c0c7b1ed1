// Ends a run with a line for each skipped test, `SKIPPED: name — reason`, and with the counts. A test skipped without a reason fails the run,
// unless only some tests were asked for by name. build/test.mjs runs jest twice and prints both ends together: it passes a folder in
// HOLDFAST_TEST_TOTALS, and this reporter leaves them there instead.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'SKIPPED: ';

export default class SkipReporter {
  #areSomeAskedFor;
  #unexplained = [];

  constructor(globalConfig) {
    this.#areSomeAskedFor = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const skips = [];
    for (const file of results.testResults) {
      for (const test of file.testResults) {
        if (!['pending', 'skipped', 'todo', 'disabled'].includes(test.status)) continue;
        if (test.title.startsWith(MARK))
          skips.push(`${MARK}${test.ancestorTitles.join(' › ')} — ${test.title.slice(MARK.length)}`);
        else if (!this.#areSomeAskedFor) this.#unexplained.push(`${file.testFilePath}: ${test.fullName}`);
      }
    }
    if (this.#unexplained.length > 0) {
      console.error(
        ['Skipped without a reason (use describeIf of tests/support/skip.ts):', ...this.#unexplained].join('\n'),
      );
    }
    const broken = results.testResults.filter(
      (file) => file.testExecError || (file.failureMessage && file.numFailingTests === 0),
    );
    const failing = results.testResults.filter((file) => file.numFailingTests > 0 || broken.includes(file));
    const forms = results.testResults.flatMap((file) =>
      file.testResults
        .filter(({ status }) => ['passed', 'failed'].includes(status))
        .map(({ status, duration, fullName }) => `nightly: ${Math.round(duration / 1_000)} s, ${status}: ${fullName}`),
    );
    this.#end({
      skips,
      ...(process.env.HOLDFAST_NIGHTLY === '1' ? { forms } : {}),
      passed: results.numPassedTests,
      failed: results.numFailedTests + broken.length,
      skipped: skips.length,
      unexplained: this.#unexplained.length,
      failures: failing.map((file) => ({
        path: file.testFilePath,
        names: file.testResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
        passed: file.numPassingTests,
        failed: file.numFailingTests + (broken.includes(file) ? 1 : 0),
      })),
    });
  }

  getLastError() {
    return this.#unexplained.length > 0 ? new Error('tests were skipped without a reason') : undefined;
  }

  #end(totals) {
    const dir = process.env.HOLDFAST_TEST_TOTALS;
    if (dir) return writeFileSync(join(dir, `${process.pid}.json`), JSON.stringify(totals));
    const { passed, failed, skipped } = totals;
    console.log([...totals.skips, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n'));
  }
}
