// Entry of the desk core: plain Node's child process or Electron's utilityProcess. Owns the files; speaks only over its port.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import { runCore } from './run-core.ts';
import { processPort } from './process-port.ts';

// A compile cache is not covered by the hash of the installed program's archive.
if (process.versions['electron'] === undefined) enableCompileCache();
runCore({
  port: processPort(),
  workerEntry: join(import.meta.dirname, 'worker.mjs'),
  checksOutput: process.env['HOLDFAST_CHECK_OUTPUT'] === '1',
  sayFailure: (error) =>
    error instanceof HoldfastError
      ? { code: error.code, message: sayError(error.code, error.params, 'en') }
      : { code: 'HF-UI-003', message: error instanceof Error ? error.message : String(error) },
});
