// The Electron program. The same binary is the command line when it is started with a subcommand.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { runShell } from './run-shell.ts';
import { runSubcommand, subcommandWords } from './subcommand.ts';

const folder = import.meta.dirname;

const words = subcommandWords(process);
if (words === null) runShell(folder, process);
else {
  const cli = join(folder, 'cli.mjs');
  process.argv = [process.execPath, cli, ...words];
  await runSubcommand(words, app, () => import(pathToFileURL(cli).href));
}
