// A process that keeps the one PostgreSQL server of a test run:
//   node tests/support/postgres-keeper.ts RUN_DIR RUN_PID
// It writes `postgres.json` ({url} or {failed}) into RUN_DIR and lives until it is stopped or the test run is gone, however that ended,
// so that no server stays behind.

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './postgres-server.ts';

const LOOK_EVERY_MS = 500;
const [runDir = '', runPid = ''] = process.argv.slice(2);

function tell(answer: { readonly url: string } | { readonly failed: string }): void {
  const file = join(runDir, 'postgres.json');
  writeFileSync(`${file}.new`, JSON.stringify(answer));
  renameSync(`${file}.new`, file);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// Stopped while the server is still starting, it waits for the start: a half-started server would stay behind.
const starting = startPostgres();
const end = async (): Promise<void> => {
  await starting.then(
    (server) => server.close(),
    () => {},
  );
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void end());
setInterval(() => {
  if (isAlive(Number(runPid))) return;
  rmSync(runDir, { recursive: true, force: true });
  void end();
}, LOOK_EVERY_MS);

try {
  tell({ url: (await starting).url });
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
