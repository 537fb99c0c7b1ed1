// The Electron program. The same binary is the command line when it is started with a subcommand.

import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { refuseDriving } from './refuse-driving.ts';
import { runShell } from './run-shell.ts';
import { runSubcommand, subcommandWords } from './subcommand.ts';

const folder = import.meta.dirname;

const words = subcommandWords(process);
if (!mayRun()) process.exit(1);
else if (words === null) runShell(folder, process);
else {
  const cli = join(folder, 'cli.mjs');
  process.argv = [process.execPath, cli, ...words];
  await runSubcommand(words, app, () => import(pathToFileURL(cli).href));
}

/** `process.exit` is Electron's here and returns, so the code after it has to be left out. */
function mayRun(): boolean {
  try {
    refuseDriving(app, getCompileCacheDir() ?? null);
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
