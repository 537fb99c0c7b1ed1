// The Electron program. The same binary is the command line when it is started with a subcommand.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runShell } from './run-shell.ts';
import { subcommandWords } from './subcommand-words.ts';

const folder = import.meta.dirname;

const words = subcommandWords(process);
if (words !== null) {
  const cli = join(folder, 'cli.mjs');
  process.argv = [process.execPath, cli, ...words];
  // It ends the process.
  await import(pathToFileURL(cli).href);
}
runShell(folder, process);
