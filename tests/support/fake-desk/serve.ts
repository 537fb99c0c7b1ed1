// `node build/run.mjs tests/support/fake-desk/serve.ts [PORT]`: the page with the fake desk, to look at by hand.

import { join } from 'node:path';
import { builtDir } from '../project-dir.ts';
import { startFakeServer } from './fake-server.ts';

const server = await startFakeServer(join(builtDir(), 'renderer'), Number(process.argv[2] ?? 0));
console.log(server.url);
