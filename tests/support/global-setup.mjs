// Before a test run: a folder that its processes share, for services started once a run (postgres.ts).

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setUp() {
  process.env.HOLDFAST_TEST_RUN = mkdtempSync(join(tmpdir(), 'holdfast-run-'));
  process.env.HOLDFAST_TEST_RUN_PID = String(process.pid);
}
