// The core's worker, with its modules compiled once for all the desks of the tests: a desk is ready twice as soon.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../../../node_modules/.cache/desk-worker'));
await import('../../../../../electron/core/worker.ts');
