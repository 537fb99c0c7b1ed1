// A folder for one test file, removed after it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder for the tests of this file. Call it at the top of a describe or a file. */
export function tempDir(): (name: string) => string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-db-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return (name) => join(dir, name);
}
