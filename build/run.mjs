// Runs a script of the tests (benchmarks, stories) on the sources themselves, after building stale targets:
//   node build/run.mjs tests/bench/main.ts [arguments]
// The script finds the build in the environment variable HOLDFAST_DIST.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { projectDir } from './targets.mjs';

const script = join(projectDir, process.argv[2] ?? '');
if (process.argv[2] === undefined || !existsSync(script)) {
  console.error(`HF-CLI-904: ${process.argv[2] ?? 'the script to run'} is not there; name a script of the project.`);
  process.exit(1);
}
const build = await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
process.env.HOLDFAST_DIST = build.dir;
process.argv.splice(1, 2, script);
await import(pathToFileURL(script).href);
