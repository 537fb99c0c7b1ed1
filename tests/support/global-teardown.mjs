// After a test run: ends the programs started once for it and waits until they are gone.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const WAIT_MS = 10_000;

export default async function tearDown() {
  const runDir = process.env.HOLDFAST_TEST_RUN;
  const pidFile = join(runDir, 'postgres.pid');
  if (existsSync(pidFile)) await end(Number(readFileSync(pidFile, 'utf8')));
  rmSync(runDir, { recursive: true, force: true });
}

async function end(pid) {
  const giveUpAt = performance.now() + WAIT_MS;
  try {
    process.kill(pid, 'SIGTERM');
    for (; performance.now() < giveUpAt; await wait(20)) process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
