// Second step of the command `holdfast`: builds what is stale, then runs the command line in this same process. It sets one environment variable for
// the program, NODE_COMPILE_CACHE, so that the processes and threads it starts load faster too.

const { enableCompileCache } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

async function launch() {
  const built = await buildOrSayWhyNot();
  process.env.NODE_COMPILE_CACHE ??= path.join(built.dir, 'compile-cache');
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  const cli = path.join(built.dir, 'node', 'cli.mjs');
  const { markRunning } = await import('../running.mjs');
  markRunning(built.dir);
  process.argv[1] = cli;
  // An address, not a path: `C:\\…` is the scheme `c:` to an import, and a `#` or `%` in a folder's name means something else.
  await import(pathToFileURL(cli).href);
}

async function buildOrSayWhyNot() {
  const { ensureBuilt } = await import('../build.mjs');
  try {
    return await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
  } catch (error) {
    return fail(`HF-CLI-903: the build failed (${error.message.split('\n')[0]}); run npm run build to see all of it.`);
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

module.exports = { launch };
