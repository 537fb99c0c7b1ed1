// Where tests find the project, the built programs, and the real data that is not part of the project.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The project's root folder. */
export const projectDir: string = join(import.meta.dirname, '..', '..');

/**
 * The folder of the built programs: `node/{cli,core,worker,server,main}.mjs`, `preload/preload.cjs`, `renderer/index.html`. Builds stale targets on
 * the first call of a process, unless the run was started with a build of its own (HOLDFAST_DIST).
 */
export function builtDir(): string {
  process.env['HOLDFAST_DIST'] ??= execFileSync(process.execPath, [join(projectDir, 'build/build.mjs'), '--dir'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  return process.env['HOLDFAST_DIST'];
}

/** A file or folder of the real data (HOLDFAST_SHARED, else `../shared` beside the project); undefined where it is absent. */
export function sharedData(path: string): string | undefined {
  const full = join(process.env['HOLDFAST_SHARED'] ?? join(projectDir, '..', 'shared'), path);
  return existsSync(full) ? full : undefined;
}
