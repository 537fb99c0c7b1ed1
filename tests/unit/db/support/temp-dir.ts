// A folder for one test file, removed after it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives paths in a folder for the tests of this file. Call it at the top of a describe or a file. */
export function tempDir(): (name: string) => string {
  // Made when it is used first: a run that skips every test of a file removes nothing either.
  let dir: string | null = null;
  afterAll(() => {
    if (dir !== null) rmSync(dir, { recursive: true, force: true });
  });
  return (name) => join((dir ??= mkdtempSync(join(tmpdir(), 'holdfast-db-'))), name);
}
