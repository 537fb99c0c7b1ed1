// The core's worker, with its modules compiled once for all the desks of the tests: the one of the build that a run was started with, else the
// sources. A desk needs several of them, and each loads its modules anew: half of it was stripping types.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const projectDir = join(import.meta.dirname, '../../../../..');
const { HOLDFAST_DIST } = process.env;

enableCompileCache(join(projectDir, 'node_modules/.cache/desk-worker'));
const entry =
  HOLDFAST_DIST === undefined ? join(projectDir, 'electron/core/worker.ts') : join(HOLDFAST_DIST, 'node/worker.mjs');
await import(pathToFileURL(entry).href);
