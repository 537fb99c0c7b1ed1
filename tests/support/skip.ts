// Tests that need something a machine may lack: they are skipped by name and with the reason, which the end of each run repeats.
// A test skipped in any other way fails the run (skip-reporter.mjs).

/** Marks the one test that stands for a skipped group; skip-reporter.mjs looks for it. */
const MARK = 'SKIPPED: ';

/** `describe` where `condition` holds; elsewhere the group is skipped and `fn` does not run. `reason`: the missing part. */
export function describeIf(condition: boolean, name: string, reason: string, fn: () => void): void {
  if (condition) describe(name, fn);
  else describe(name, () => test.skip(`${MARK}${reason}`, () => {}));
}

/** The same for one test, which may take its time. */
export function testIf(condition: boolean, name: string, reason: string, fn: () => Promise<void>): void {
  if (condition) test(name, fn);
  else describe(name, () => test.skip(`${MARK}${reason}`, () => {}));
}
