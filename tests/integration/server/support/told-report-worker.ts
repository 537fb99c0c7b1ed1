// The thread for reports, which begins on request: it is busy, and answers nothing, until there is a file `go` beside the library. With a file
// `die` there it breaks instead.

import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { StoreAccess } from '../../../../server/store/store.ts';

const parseAccess = (data: unknown) => data as StoreAccess;
const access = parseAccess(workerData);
const beside = (name: string) => join(access.kind === 'sqlite' ? dirname(access.path) : '', name);
if (existsSync(beside('die'))) {
  rmSync(beside('die'));
  throw new Error('told to');
}
const pause = new Int32Array(new SharedArrayBuffer(4));
while (!existsSync(beside('go'))) Atomics.wait(pause, 0, 0, 5);
await import('../../../../server/reports/report-worker.ts');
